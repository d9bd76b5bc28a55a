// Inside a fully connected generator: what each layer gives for the sample here, what its last layer draws, and units
// that can be changed, in every picture of the plane.

import './layers-panel.css';
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { SliderField } from '../../components/field.tsx';
import { formatNumber } from '../../components/numbers.ts';
import { ask } from './client.ts';
import { SamplePicture } from './here-panel.tsx';
import { latestOnly } from './latest.ts';
import { layersMessages as t } from './layers-messages.ts';
import { unitChanges } from './samples.ts';
import { opened } from './source.ts';
import { UnitMap } from './unit-map.tsx';
import {
  type DrawnShare,
  drawnBy,
  factorOf,
  largestShares,
  normalised,
  type UnitPlace,
  withFactor,
} from './units.ts';
import { here, latentAt, look, position } from './walk.ts';

const SHOWN_UNITS = 12;
const STRONGEST = 4;

/** What the layers of a generator give for a latent. */
interface Inside {
  readonly version: number;
  readonly latent: Float32Array;
  /** Of the hidden layers, before their own units are changed. */
  readonly activations: readonly Float32Array[];
  readonly lastWeight: Float32Array;
}

const inside = signal<Inside | undefined>(undefined);
const chosen = signal<UnitPlace | undefined>(undefined);

const refresh = latestOnly(async () => {
  const { version } = opened.peek()!;
  const latent = latentAt(position.peek());
  if (latent === undefined) return;
  const known = inside.peek();
  try {
    const isSame = known?.version === version;
    const lastWeight = isSame ? known.lastWeight : await ask('lastWeight', null);
    const activations = await ask('layers', { latent, changes: unitChanges.peek() });
    if (opened.peek()?.version !== version) return;
    if (!isSame) chosen.value = undefined;
    inside.value = { version, latent, activations, lastWeight };
  } catch {
    // another generator was opened meanwhile: its own look follows
  }
});

const change = (place: UnitPlace, factor: number) => {
  unitChanges.value = withFactor(unitChanges.peek(), place, factor);
};

export function LayersPanel() {
  useEffect(() => void refresh(), [position.value, look.value]);
  const now = inside.value;
  if (now === undefined || now.version !== opened.value?.version) return null;
  const last = now.activations.length - 1;
  return (
    <div class="layers stack">
      <div class="layers-maps">
        <UnitMap values={now.latent} title={t().noise(now.latent.length)} />
        {now.activations.map((values, layer) => (
          <UnitMap
            key={layer}
            values={values}
            title={t().layer(layer + 1, values.length)}
            changed={unitChanges.value.filter((each) => each.layer === layer).map(({ unit }) => unit)}
            chosen={chosen.value?.layer === layer ? chosen.value.unit : undefined}
            onChoose={(unit) => {
              chosen.value = { layer, unit };
            }}
          />
        ))}
        <Result />
      </div>
      <div class="layers-pair">
        <ChosenUnit activations={now.activations} />
        <Largest activations={now.activations[last]!} weight={now.lastWeight} layer={last} />
      </div>
    </div>
  );
}

/** What comes out of the last layer, with the changes. */
function Result() {
  const { sampleShape } = opened.value!.facts;
  if (sampleShape.length !== 3) return null;
  return (
    <figure>
      <figcaption class="small">
        <b>{t().sample}</b>
      </figcaption>
      <div class="layers-sample">
        <SamplePicture sample={here.value} shape={sampleShape} label={t().sample} />
      </div>
    </figure>
  );
}

function ChosenUnit({ activations }: { readonly activations: readonly Float32Array[] }) {
  const place = chosen.value;
  return (
    <div class="stack">
      {place === undefined ? <p>{t().choose}</p> : <Strength place={place} activations={activations} />}
    </div>
  );
}

interface StrengthProps {
  readonly place: UnitPlace;
  readonly activations: readonly Float32Array[];
}

function Strength({ place, activations }: StrengthProps) {
  const factor = factorOf(unitChanges.value, place);
  const isOff = factor === 0;
  return (
    <>
      <div class="explore-title">
        <h3>{t().unit(place.unit + 1, place.layer + 1)}</h3>
        <button
          type="button"
          class="button button-small"
          aria-pressed={isOff}
          onClick={() => change(place, isOff ? 1 : 0)}
        >
          {isOff ? t().switchOn : t().switchOff}
        </button>
      </div>
      <p class="small">
        {t().value} <b class="number">{formatNumber(activations[place.layer]?.[place.unit])}</b>
      </p>
      <SliderField
        label={t().strength}
        unit={t().strengthUnit}
        explanation={t().strengthHelp}
        value={factor}
        initial={1}
        onChange={(next) => change(place, next)}
        least={0}
        most={STRONGEST}
        step={0.1}
        format={(value) => value.toFixed(1)}
      />
    </>
  );
}

interface LargestProps {
  readonly activations: Float32Array;
  readonly weight: Float32Array;
  readonly layer: number;
}

function Largest({ activations, weight, layer }: LargestProps) {
  return (
    <div class="layers-largest">
      <h3>{t().largest}</h3>
      <p class="small quiet">{t().largestHelp}</p>
      <ul class="layers-units">
        {largestShares(activations, weight, SHOWN_UNITS).map((drawn) => (
          <UnitPicture
            key={drawn.unit}
            drawn={drawn}
            layer={layer}
            values={drawnBy(drawn.unit, activations, weight)}
          />
        ))}
      </ul>
    </div>
  );
}

interface UnitPictureProps {
  readonly drawn: DrawnShare;
  readonly layer: number;
  /** What the unit adds to each value of the sample. */
  readonly values: Float32Array;
}

function UnitPicture({ drawn: { unit, share }, layer, values }: UnitPictureProps) {
  const { sampleShape } = opened.value!.facts;
  const place = { layer, unit };
  const factor = factorOf(unitChanges.value, place);
  const percent = (100 * share).toFixed(1);
  const label = t().draws(unit + 1, percent);
  const isChosen = chosen.value?.layer === layer && chosen.value.unit === unit;
  return (
    <li>
      <button
        type="button"
        class={`layers-unit${factor === 0 ? ' layers-unit-off' : ''}`}
        aria-label={label}
        aria-pressed={isChosen}
        onClick={() => {
          chosen.value = place;
        }}
      >
        {sampleShape.length === 3 ? (
          <SamplePicture sample={normalised(values)} shape={sampleShape} label={label} />
        ) : (
          <span class="number small">
            {formatNumber(Number(values[0]!.toPrecision(2)))},{' '}
            {formatNumber(Number(values[1]!.toPrecision(2)))}
          </span>
        )}
        <span class="small number">
          {unit + 1} · {factor === 0 ? t().off : `${percent} %`}
        </span>
      </button>
    </li>
  );
}
