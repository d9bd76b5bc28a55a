// What is to be learnt, as small pictures to choose from.

import './data-choice.css';
import { setQuery } from '../../shell/router.ts';
import { trainMessages as t } from './messages.ts';
import { formatNeed } from './own/need.ts';
import { own } from './own/state.ts';
import { type DataName, dataNames } from './recipe.ts';
import { recipe } from './trainer-client.ts';

type Dot = readonly [x: number, y: number];

const circle = (count: number, radius: number): readonly Dot[] =>
  Array.from({ length: count }, (_, index) => {
    const angle = (2 * Math.PI * index) / count;
    return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
  });

/** Pictures on [−10, 10]². */
const pictures: { readonly [D in DataName]: readonly Dot[] } = {
  ring: circle(8, 7.5),
  grid: [-8, -4, 0, 4, 8].flatMap((x) => [-8, -4, 0, 4, 8].map((y) => [x, y] as const)),
  roll: Array.from({ length: 26 }, (_, index) => {
    const angle = 1.5 * Math.PI * (1 + (2 * index) / 25);
    return [0.62 * angle * Math.cos(angle), 0.62 * angle * Math.sin(angle)] as const;
  }),
  moons: Array.from({ length: 22 }, (_, index) => {
    const angle = (Math.PI * (index >> 1)) / 10;
    return index % 2 === 0
      ? ([6 * Math.cos(angle) - 3, -6 * Math.sin(angle) + 2] as const)
      : ([3 - 6 * Math.cos(angle), 6 * Math.sin(angle) - 2] as const);
  }),
  drawn: [],
  digits: [],
  own: [],
};

/** A link says which files it needs, where it needs any. */
const ownQuery = (name: DataName) =>
  name === 'own' && own.value !== undefined ? formatNeed(own.value.need) : undefined;

export function DataChoice() {
  const chosen = recipe.value.data;
  return (
    <fieldset class="data-choice">
      <legend>{t().data}</legend>
      {dataNames.map((name) => (
        <label key={name} class="data-choice-one">
          <input
            type="radio"
            name="train-data"
            class="unseen"
            checked={name === chosen}
            onChange={() =>
              setQuery({ data: name === 'ring' ? undefined : name, own: ownQuery(name) }, { replace: false })
            }
          />
          <svg viewBox="-12 -12 24 24" width="40" height="40" aria-hidden="true">
            {name === 'digits' && (
              <text y="7" text-anchor="middle" font-size="20" font-weight="600" fill="var(--real)">
                3
              </text>
            )}
            {name === 'own' && (
              <path
                d="M-7-9h9l5 5v13H-7zM2-9v5h5M-3 4l3-3 3 3M0 1v6"
                fill="none"
                stroke="var(--real)"
                stroke-width="1.8"
                stroke-linejoin="round"
              />
            )}
            {name === 'drawn' && (
              <path
                d="M-8 8l2-6L4-8l4 4L-2 6zM2-6l4 4"
                fill="none"
                stroke="var(--real)"
                stroke-width="1.8"
                stroke-linejoin="round"
              />
            )}
            {pictures[name].map(([x, y]) => (
              <circle key={`${x} ${y}`} cx={x} cy={y} r="1.3" fill="var(--real)" />
            ))}
          </svg>
          <span>{t()[name]}</span>
        </label>
      ))}
    </fieldset>
  );
}
