// The recorded curves, pale, and on them those of this tab; and how many digits they share.

import { effect, signal, untracked } from '@preact/signals';
import { roundAbove } from '../../../formats/chart.ts';
import type { RecordedNumber } from '../../../train/recording.ts';
import { Chart } from '../components/chart.tsx';
import type { Curve, Range } from '../components/curves.ts';
import { recording } from './carried.ts';
import { frame, lastRecorded, verdict } from './client.ts';
import { recordingMessages as t } from './messages.ts';
import { digitsOf } from './verdict.ts';

const view = signal<Range | undefined>(undefined);
/** The stretch that is shown grows with the iterations until the reader chooses one. */
let followed: Range | undefined;
effect(() => {
  const iteration = frame.value?.iteration ?? 0;
  untracked(() => {
    if (view.value !== followed) return;
    const to = iteration === 0 ? lastRecorded : stretchOf(iteration);
    if (followed?.to === to) return;
    followed = to < lastRecorded ? { from: 0, to } : undefined;
    view.value = followed;
  });
});

/** 50, 100, 200, 500…: with some room after what was trained. */
const stretchOf = (iteration: number): number => roundAbove(Math.max(50, 1.2 * iteration));

const digitsView = signal<Range | undefined>(undefined);

const colors: { readonly [N in RecordedNumber]?: `--${string}` } = {
  wasserstein: '--series-1',
  criticLoss: '--series-5',
  generatorLoss: '--series-3',
};

export function Charts() {
  const hasEstimate = recording.curve.columns.wasserstein !== undefined;
  const readAt = frame.value?.lane.table.iteration.at(-1);
  return (
    <>
      {hasEstimate && (
        <Chart
          title={t().estimateChart}
          explanation={t().estimateHelp}
          curves={pairOf('wasserstein')}
          view={view}
          readAt={readAt}
          pointer="recording"
          height={190}
        />
      )}
      <DigitsChart />
      <Chart
        title={t().lossChart}
        explanation={t().lossHelp}
        curves={[...pairOf('criticLoss', t().criticLoss), ...pairOf('generatorLoss', t().generatorLoss)]}
        view={view}
        readAt={readAt}
        pointer="recording"
        height={170}
      />
    </>
  );
}

const twoPlaces = (value: number) => Number(value.toFixed(2));

/** A number as it was recorded, and as it is here. */
function pairOf(name: RecordedNumber, words?: string): readonly Curve[] {
  const { curve } = recording;
  const color = colors[name] ?? '--series-6';
  const label = (whose: string) => (words === undefined ? whose : `${words}, ${whose}`);
  const table = frame.value?.lane.table;
  const recorded = curve.columns[name];
  const here = table?.columns[name];
  return [
    ...(recorded
      ? [{ label: label(t().record), color, x: curve.iteration, y: recorded, isFaint: true }]
      : []),
    ...(here && table ? [{ label: label(t().tab), color, x: table.iteration, y: here }] : []),
  ];
}

function DigitsChart() {
  const table = frame.value?.lane.table;
  const spreads = table?.columns.spread;
  if (table === undefined || spreads === undefined) return null;
  const { findings } = verdict.value;
  const end = spreads.findLastIndex((spread) => spread !== null) + 1;
  const curves: readonly Curve[] = [
    {
      label: t().digitsTwin,
      color: '--series-6',
      x: table.iteration.slice(0, end),
      y: spreads.slice(0, end).map((spread) => (spread === null ? null : twoPlaces(digitsOf(spread)))),
    },
    {
      label: t().digitsRecord,
      color: '--series-2',
      x: findings.map(({ iteration }) => iteration),
      y: findings.map(({ relative }) => twoPlaces(digitsOf(relative))),
      hasDots: true,
    },
  ];
  return (
    <Chart
      title={t().digitsChart}
      explanation={t().digitsHelp}
      curves={curves}
      view={digitsView}
      height={150}
    />
  );
}
