// The curves: a sentence whose words switch them, and a chart for each kind of number.

import { signal } from '@preact/signals';
import { Chart } from '../../components/chart.tsx';
import type { Curve, Range } from '../../components/curves.ts';
import { formatNumber } from '../../components/numbers.ts';
import { laneLetter } from './controls.tsx';
import { useHeld } from './held.ts';
import { trainMessages as t } from './messages.ts';
import { type Frame, frame, opened, recipe } from './trainer-client.ts';
import { Words } from './words.tsx';

const names = ['wasserstein', 'distance', 'gradientNorm', 'penalty', 'criticLoss', 'generatorLoss'] as const;
type NumberName = (typeof names)[number];

const colors: { readonly [N in NumberName]: `--${string}` } = {
  wasserstein: '--series-1',
  distance: '--series-2',
  gradientNorm: '--series-3',
  penalty: '--series-4',
  criticLoss: '--series-5',
  generatorLoss: '--series-6',
};

const shown = signal<Readonly<Record<NumberName, boolean>>>({
  wasserstein: true,
  distance: true,
  gradientNorm: true,
  penalty: true,
  criticLoss: true,
  generatorLoss: true,
});
const view = signal<Range | undefined>(undefined);

/** Charts are drawn again a few times a second only. */
const CHART_MILLISECONDS = 350;

export function NumbersPanel() {
  const isFlowing = frame.value !== undefined && frame.value.speed > 0;
  return <Charts now={useHeld(frame.value, isFlowing, CHART_MILLISECONDS)} />;
}

function Charts({ now }: { readonly now: Frame | undefined }) {
  const isPlane = !recipe.value.isImages;
  const has = (name: NumberName) =>
    now === undefined || now.lanes.some((lane) => columnOf(lane, name) !== undefined);
  const looks = Object.fromEntries(
    names.map((name) => [name, { color: colors[name], isOn: shown.value[name], isAbsent: !has(name) }]),
  ) as Record<NumberName, { color: `--${string}`; isOn: boolean; isAbsent: boolean }>;
  const yardstick = opened.value?.yardstick;
  const parts = [
    {
      title: t().distanceChart,
      names: ['wasserstein', 'distance'],
      help:
        yardstick === undefined
          ? t().distanceHelp
          : `${t().distanceHelp} ${t().yardstick(formatNumber(Number(yardstick.toPrecision(2))))}`,
    },
    { title: t().slopeChart, names: ['gradientNorm', 'penalty'], help: t().slopeHelp },
    { title: t().lossChart, names: ['criticLoss', 'generatorLoss'], help: t().lossHelp },
  ] as const;
  return (
    <section class="train-numbers">
      <h2 class="unseen">{t().numbers}</h2>
      <Words
        sentence={isPlane ? t().pointsSentence : t().imagesSentence}
        looks={looks}
        hint={t().toggleHint}
        onToggle={(name) => {
          shown.value = { ...shown.value, [name]: !shown.value[name] };
        }}
      />
      {parts.map(({ title, names: wanted, help }) => {
        const curves = curvesOf(now, wanted);
        if (now === undefined || curves.length === 0) return null;
        return (
          <Chart
            key={title}
            title={title}
            explanation={help}
            curves={curves}
            view={view}
            pointer="train"
            height={150}
            smoothing={0.9}
          />
        );
      })}
    </section>
  );
}

type Lane = Frame['lanes'][number];

function tableOf(lane: Lane, name: NumberName) {
  return name === 'distance' ? lane.distances : lane.table;
}

const columnOf = (lane: Lane, name: NumberName) => tableOf(lane, name).columns[name];

/** The curves of some numbers that are switched on; a second GAN's are dashed. */
function curvesOf(now: Frame | undefined, wanted: readonly NumberName[]): readonly Curve[] {
  const lanes = now?.lanes ?? [];
  return lanes.flatMap((lane, index) =>
    wanted.flatMap((name): readonly Curve[] => {
      const y = columnOf(lane, name);
      if (y === undefined || !shown.value[name]) return [];
      const label = lanes.length > 1 ? `${laneLetter(index)} ${t()[name]}` : t()[name];
      return [
        {
          label,
          color: colors[name],
          x: tableOf(lane, name).iteration,
          y,
          ...(index === 1 && { isDashed: true }),
        },
      ];
    }),
  );
}
