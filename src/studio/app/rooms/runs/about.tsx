// The configurations of the runs that are looked at, side by side, and where they come from.

import './about.css';
import { useSignal } from '@preact/signals';
import type { RunCard, RunDetails } from '../../../protocol/runs.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { formatCount } from '../../components/numbers.ts';
import { fieldText, valueText } from '../../config/field-texts.ts';
import { language } from '../../i18n/language.ts';
import { detailsOf } from './details.ts';
import { runsMessages as t } from './messages.ts';
import { nameOf } from './run-list.tsx';
import { chosenCards, colorOf } from './selection.ts';

export function About() {
  const isShort = useSignal(true);
  const answers = chosenCards.value.map((card) => ({ card, answer: detailsOf(card).value }));
  const known = answers.flatMap(({ card, answer }) =>
    answer !== undefined && 'value' in answer ? [{ card, details: answer.value }] : [],
  );
  const broken = answers.flatMap(({ answer }) =>
    answer !== undefined && 'error' in answer ? [answer.error] : [],
  );
  const isComparing = known.length > 1;
  const rows = rowsOf(known.map(({ details }) => details));
  const isTold = ({ key, isSame }: Row) => (isComparing ? !isSame : telling.has(key));
  const shown = isShort.value ? rows.filter(isTold) : rows;
  return (
    <section class="about card" aria-label={t().configuration}>
      <div class="row about-bar">
        <h2>{isComparing ? t().differences : t().configuration}</h2>
        <button
          type="button"
          class="button button-small"
          aria-expanded={!isShort.value}
          onClick={() => {
            isShort.value = !isShort.value;
          }}
        >
          {isShort.value ? t().showWhole : t().showShort}
        </button>
      </div>
      {broken.map((error) => (
        <ErrorNote key={error.message} message={`${t().detailsFailed} ${error.message}`} help={error.help} />
      ))}
      {isComparing && shown.length === 0 && <p class="quiet">{t().noDifferences}</p>}
      {shown.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reached by keyboard
        <section class="about-scroll" tabIndex={0} aria-label={t().values}>
          <table class="about-table">
            {isComparing && <Head known={known} />}
            <tbody>
              {shown.map(({ key, label, values, isSame }) => (
                <tr key={key} class={isComparing && !isSame ? 'about-different' : undefined}>
                  <th scope="row" title={key}>
                    {label}
                  </th>
                  {values.map((value, index) => (
                    <td key={index} class="number">
                      {value}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}

/** What is told of a single run without being asked. */
const telling: ReadonlySet<string> = new Set([
  ...[
    'objective',
    'optimizer',
    'generatorLearningRate',
    'criticLearningRate',
    'criticSteps',
    'penalty',
    'batch',
  ],
  ...['generatorHidden', 'criticHidden', 'latent', 'seed', 'holdout', 'origin', 'data', 'created'],
]);

interface Known {
  readonly card: RunCard;
  readonly details: RunDetails;
}

function Head({ known }: { readonly known: readonly Known[] }) {
  return (
    <thead>
      <tr>
        <td />
        {known.map(({ card }, index) => (
          <th key={card.id} scope="col">
            <i class="about-color" style={{ background: `var(${colorOf(index)})` }} /> {nameOf(card)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface Row {
  readonly key: string;
  readonly label: string;
  readonly values: readonly string[];
  readonly isSame: boolean;
}

/** A row for each key of the configurations, then what else is known. */
function rowsOf(runs: readonly RunDetails[]): readonly Row[] {
  const keys = [...new Set(runs.flatMap(({ config }) => Object.keys(config)))];
  const row = (key: string, label: string, values: readonly string[]): Row => ({
    ...{ key, label, values },
    isSame: new Set(values).size === 1,
  });
  const configured = keys.map((key) =>
    row(
      key,
      fieldText(key).label,
      runs.map(({ config, live }) => settingText(config[key], live[key])),
    ),
  );
  const others: readonly (readonly [key: string, label: string, text: (run: RunDetails) => string])[] = [
    [
      'origin',
      t().origin,
      ({ origin }) => (origin === undefined ? '–' : t().originAt(origin.run, formatCount(origin.iteration))),
    ],
    ['data', t().data, ({ dataset }) => dataset.description],
    ['created', t().created, ({ created }) => dateText(created)],
    ['machine', t().machine, ({ machine }) => machine],
    [
      'versions',
      t().versions,
      ({ versions }) =>
        Object.entries(versions)
          .map((pair) => pair.join(' '))
          .join(', '),
    ],
  ];
  return [...configured, ...others.map(([key, label, text]) => row(key, label, runs.map(text)))];
}

/** A value, and what it was changed to while the run trained. */
function settingText(value: unknown, live: number | undefined): string {
  return live === undefined || live === value ? valueText(value) : `${valueText(value)} → ${valueText(live)}`;
}

function dateText(text: string): string {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return text;
  return date.toLocaleString(language.value === 'zh' ? 'zh-CN' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
}
