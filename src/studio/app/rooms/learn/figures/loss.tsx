// Page 8: what the loss says and what the samples are worth, of two recorded runs side by side.

import { type Signal, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { roundAbove } from '../../../../../formats/chart.ts';
import { ChoiceField, SliderField } from '../../../components/field.tsx';
import { formatCount, formatNumber } from '../../../components/numbers.ts';
import { defineMessages } from '../../../i18n/language.ts';
import { rankCorrelation } from '../math/rank-correlation.ts';
import { Figure } from '../parts/figure.tsx';
import { type Axis, lineThrough, Plot } from '../parts/plot.tsx';
import type { RecordedRun, RecordedRuns, RunName } from './recorded-runs.ts';

const t = defineMessages(
  {
    left: 'Left run',
    right: 'Right run',
    runHelp: 'All were recorded with the same networks, batch and seed, on MNIST.',
    gan: 'GAN',
    'wgan-gp': 'WGAN-GP, the tutorial’s',
    'slow-critic': 'the same, critic learning 100 times slower',
    'few-digits': 'the same, on 1,000 digits',
    at: 'Iteration',
    atHelp: 'Moves through both runs; digits are those of the last picture before it.',
    estimate: 'Wasserstein estimate',
    loss: 'discriminator’s loss',
    held: 'on digits it never saw',
    distance: 'Fréchet distance: lower is better',
    together: 'Loss and quality together',
    rank: 'rank correlation',
    digits: (run: string, iteration: string) => `Samples of ${run} at iteration ${iteration}`,
    now: (loss: string, distance: string) => `loss ${loss}, distance ${distance}`,
    caption:
      'Above what the {critic:critic} says, below how good the samples really are: the Fréchet distance of 10,000 {fake:samples} to {real:MNIST}, on the features of a digit classifier. Recorded by `recipes/learn`.',
  },
  {
    left: '左边的训练',
    right: '右边的训练',
    runHelp: '全部用同样的网络、批大小和种子，在 MNIST 上录制。',
    gan: 'GAN',
    'wgan-gp': 'WGAN-GP（教程的）',
    'slow-critic': '同上，但评论器学得慢 100 倍',
    'few-digits': '同上，但只用 1,000 个数字',
    at: '迭代',
    atHelp: '同时移动两边；数字图取此前最近的一张。',
    estimate: 'Wasserstein 估计值',
    loss: '判别器的损失',
    held: '在没见过的数字上',
    distance: 'Fréchet 距离：越低越好',
    together: '损失与质量是否同步',
    rank: '秩相关',
    digits: (run: string, iteration: string) => `${run} 在第 ${iteration} 次迭代的样本`,
    now: (loss: string, distance: string) => `损失 ${loss}，距离 ${distance}`,
    caption:
      '上面是{critic:评论器}说的，下面是样本真正的好坏：10,000 个{fake:样本}到 {real:MNIST} 的 Fréchet 距离，用数字分类器的特征计算。由 `recipes/learn` 录制。',
  },
);

const sides = { left: signal<RunName>('gan'), right: signal<RunName>('wgan-gp') } as const;
const initialSides = { left: 'gan', right: 'wgan-gp' } as const;
const last = 2400;
const every = 80;
const at = signal(last);

/** The figure, once the runs are there: they come when it is first shown. */
export async function loadLoss(): Promise<ComponentType> {
  const { recordedRuns } = await import('./recorded-runs.ts');
  return () => <Loss runs={recordedRuns} />;
}

interface LossProps {
  readonly runs: RecordedRuns;
}

function Loss({ runs }: LossProps) {
  return (
    <Figure caption={t().caption} controls={<Controls runs={runs} />}>
      <div class="learn-pair">
        <Run runs={runs} side={sides.left} />
        <Run runs={runs} side={sides.right} />
      </div>
    </Figure>
  );
}

function Controls({ runs }: LossProps) {
  return (
    <>
      {(['left', 'right'] as const).map((side) => (
        <ChoiceField
          key={side}
          label={t()[side]}
          explanation={t().runHelp}
          value={sides[side].value}
          initial={initialSides[side]}
          choices={(Object.keys(runs) as RunName[]).map((value) => ({ value, label: t()[value] }))}
          onChange={(value) => {
            sides[side].value = value;
          }}
        />
      ))}
      <SliderField
        label={t().at}
        explanation={t().atHelp}
        value={at.value}
        initial={last}
        least={every}
        most={last}
        step={every}
        format={formatCount}
        onChange={(value) => {
          at.value = value;
        }}
      />
    </>
  );
}

function Run({ side, runs }: LossProps & { readonly side: Signal<RunName> }) {
  const name = side.value;
  const run = runs[name];
  const index = run.iterations.indexOf(at.value);
  const correlation = rankCorrelation(run.losses, run.distances);
  return (
    <section class="loss-run">
      <h2>{t()[name]}</h2>
      <Losses run={run} label={name === 'gan' ? t().loss : t().estimate} />
      <Distances run={run} />
      <p class="small quiet">
        {t().now(formatNumber(run.losses[index]), formatNumber(run.distances[index]))}
      </p>
      <Digits run={run} name={t()[name]} />
      <p class="small">
        {t().together}: <span class="number word-critic">{correlation.toFixed(2).replace('-', '−')}</span>{' '}
        <span class="quiet">{t().rank}</span>
      </p>
    </section>
  );
}

const xAxis = (): Axis => ({
  from: 0,
  to: last,
  ticks: [0, 1200, 2400],
  format: formatCount,
  label: t().at,
});

function Losses({ run, label }: { readonly run: RecordedRun; readonly label: string }) {
  const lowest = Math.min(0, ...run.losses, ...run.heldOut);
  const top = roundAbove(Math.max(...run.losses, ...run.heldOut));
  const from = lowest < 0 ? -roundAbove(-lowest) : 0;
  const pairs = (values: readonly number[]) =>
    values.map((value, index) => [run.iterations[index]!, value] as const);
  return (
    <Plot
      label={label}
      height={150}
      x={xAxis()}
      y={{ from, to: top, ticks: [from, top / 2, top], label, format: formatNumber }}
    >
      {(scale) => (
        <>
          <path class="curve loss-held" d={lineThrough(scale, pairs(run.heldOut))} />
          <path class="curve stroke-critic" d={lineThrough(scale, pairs(run.losses))} />
          <text class="plot-text" x={scale.right} y={scale.top + 10} text-anchor="end">
            - - {t().held}
          </text>
          <Now x={scale.x(at.value)} top={scale.top} bottom={scale.bottom} />
        </>
      )}
    </Plot>
  );
}

function Distances({ run }: { readonly run: RecordedRun }) {
  const pairs = run.distances.map((value, index) => [run.iterations[index]!, Math.log10(value)] as const);
  return (
    <Plot
      label={t().distance}
      height={150}
      x={xAxis()}
      y={{ from: 0, to: 2.1, ticks: [0, 1, 2], format: (y) => String(10 ** y), label: t().distance }}
    >
      {(scale) => (
        <>
          <path class="curve stroke-ink" d={lineThrough(scale, pairs)} />
          <Now x={scale.x(at.value)} top={scale.top} bottom={scale.bottom} />
        </>
      )}
    </Plot>
  );
}

const Now = ({ x, top, bottom }: { readonly x: number; readonly top: number; readonly bottom: number }) => (
  <line class="two-lines-now" x1={x} x2={x} y1={top} y2={bottom} />
);

/** One row of the recorded picture. */
function Digits({ run, name }: { readonly run: RecordedRun; readonly name: string }) {
  const row = Math.max(
    0,
    run.pictured.findLastIndex((iteration) => iteration <= at.value),
  );
  return (
    <div
      class="loss-digits"
      role="img"
      aria-label={t().digits(name, formatCount(run.pictured[row]!))}
      style={{ backgroundImage: `url(${run.picture})`, backgroundPosition: `0 ${-row * 56}px` }}
    />
  );
}
