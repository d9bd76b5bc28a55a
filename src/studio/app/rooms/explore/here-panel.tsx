// The sample at the reader's place: large, with what it is called, what is closest to it, and what can be done with it.

import { signal, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { gridImage } from '../../components/digit-grid.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { NumberField } from '../../components/field.tsx';
import { formatCount, formatNumber } from '../../components/numbers.ts';
import { Pixels } from '../../components/pixels.tsx';
import { notify } from '../../components/toast.tsx';
import { ask } from './client.ts';
import { savePng } from './export.ts';
import { positionOf, seedAt, seedOf } from './latent-plane.ts';
import { exploreMessages as t } from './messages.ts';
import { opened } from './source.ts';
import { isDrifting } from './steering.ts';
import { goTo, here, pinHere, position, pushes } from './walk.ts';
import type { NearestImage } from './worker-messages.ts';

const nearest = signal<NearestImage | undefined>(undefined);

export function HerePanel() {
  const { sampleShape } = opened.value!.facts;
  const isImage = sampleShape.length === 3;
  const seed = seedOf(position.value);
  const name = `sample-${position.value.x}-${position.value.y}.png`;
  const save = async () => {
    await savePng(here.value!, sampleShape, { columns: 1, name });
    notify(t().saved(name));
  };
  const stand = () => {
    isDrifting.value = false;
  };
  const { x, y } = position.value;
  return (
    <section class="explore-here card stack" onFocusIn={stand}>
      <h2>{t().here}</h2>
      {isImage && (
        <div class="explore-pair">
          <SamplePicture sample={here.value} shape={sampleShape} label={t().hereLabel} />
          <Nearest />
        </div>
      )}
      {isImage && nearest.value && (
        <p class="small quiet">{t().nearestHelp(formatCount(nearest.value.among))}</p>
      )}
      {!isImage && here.value && (
        <p class="number">
          {formatNumber(here.value[0])}, {formatNumber(here.value[1])}
        </p>
      )}
      <p class="small quiet number">
        {seed === undefined ? t().between(x.toFixed(2), y.toFixed(2)) : t().atSeed(seed)}
        {pushes.value.some((amount) => amount !== 0) && ' ±'}
      </p>
      <div class="row">
        <button type="button" class="button button-main" onClick={pinHere}>
          {t().pin}
        </button>
        {isImage && (
          <button type="button" class="button" onClick={save}>
            {t().savePng}
          </button>
        )}
      </div>
      <NumberField
        label={t().seed}
        explanation={t().seedHelp}
        value={seedAt({ x: Math.round(x), y: Math.round(y) })}
        initial={0}
        onChange={(next) => goTo(positionOf(next))}
        least={0}
        most={2 ** 32 - 1}
        isWhole
        expected={t().seedExpected}
      />
    </section>
  );
}

interface SamplePictureProps {
  readonly sample: Float32Array | undefined;
  readonly shape: readonly number[];
  readonly label: string;
}

export function SamplePicture({ sample, shape, label }: SamplePictureProps) {
  const picture = useMemo(
    () => sample && gridImage({ shape: [1, ...shape], data: sample }, 1),
    [sample, shape],
  );
  return <Pixels picture={picture} label={label} aspect={1} most={12 * devicePixelRatio} />;
}

/** The nearest training digit; kept up while the reader walks, once it was asked for. */
function Nearest() {
  const isWanted = useSignal(false);
  const problem = useSignal<string | undefined>(undefined);
  const { sampleShape, dataset } = opened.value!.facts;
  const fits = sampleShape.join() === '1,28,28' && (dataset === '' || dataset.startsWith('mnist'));
  const sample = here.value;
  useEffect(() => {
    if (!isWanted.value || !fits) nearest.value = undefined;
    if (!isWanted.value || !fits || sample === undefined) return undefined;
    const timer = setTimeout(async () => {
      try {
        nearest.value = await ask('nearest', { sample });
        problem.value = undefined;
      } catch (error) {
        problem.value = error instanceof Error ? error.message : String(error);
      }
    }, 60);
    return () => clearTimeout(timer);
  }, [sample, isWanted.value, fits]);
  const want = () => {
    isWanted.value = true;
  };
  return (
    <div class="explore-nearest">
      <h3>{t().nearest}</h3>
      {!fits && <p class="small quiet">{t().nearestNone}</p>}
      {fits && !isWanted.value && (
        <>
          <button type="button" class="button button-small" onClick={want}>
            {t().nearestAsk}
          </button>
          <p class="small quiet">{t().nearestSize}</p>
        </>
      )}
      {problem.value !== undefined && <ErrorNote message={problem.value} />}
      {fits && nearest.value && (
        <>
          <SamplePicture sample={nearest.value.image} shape={sampleShape} label={t().nearestLabel} />
          <p class="small">
            {t().distance} <b class="number">{formatNumber(nearest.value.distance)}</b>
          </p>
        </>
      )}
    </div>
  );
}
