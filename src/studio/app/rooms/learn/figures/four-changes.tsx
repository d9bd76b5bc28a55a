// Page 5: four switches between a GAN and a WGAN, on the ring of 8.

import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { vectors } from '../../../../../metrics/vectors.ts';
import { wassersteinDistance } from '../../../../../metrics/wasserstein.ts';
import { ChoiceField, SliderField, SwitchField } from '../../../components/field.tsx';
import { formatCount } from '../../../components/numbers.ts';
import { defineMessages } from '../../../i18n/language.ts';
import { learnMessages } from '../messages.ts';
import { Figure, Reading } from '../parts/figure.tsx';
import { Heat, heatPoints } from '../parts/heat.tsx';
import type { Meaning } from '../parts/markup.ts';
import { Playback } from '../parts/playback.tsx';
import { lineThrough, Plot } from '../parts/plot.tsx';
import { ringData } from '../training/data.ts';
import { useLoop } from '../training/loop.ts';
import { createPlaneTrainer, lookingNoise, modesReached } from '../training/plane-gan.ts';
import { type Bound, bounds, ganSwitches, type Switches, wganSwitches } from '../training/switches.ts';
import { criticReader, generatorReader } from '../training/trainer.ts';

const t = defineMessages(
  {
    picture: 'Real points on a ring of eight, fakes, and the critic’s scores behind them',
    course: 'Exact Wasserstein distance between fakes and real points over the iterations',
    hasSigmoid: '1. Sigmoid at the end',
    hasSigmoidHelp: 'Squeezes scores into 0 to 1, as probabilities.',
    hasLog: '2. Log in the loss',
    hasLogHelp: 'Cross-entropy; without it, the scores themselves.',
    bound: '3. Bound on the critic',
    boundHelp: 'Clipping cuts weights to ±0.1; the penalty asks for slope 1, weight 0.1.',
    none: 'none',
    clip: 'clipping',
    penalty: 'gradient penalty',
    hasMomentum: '4. Momentum',
    hasMomentumHelp: 'Adam with β₁ 0.9; without it, RMSprop.',
    steps: 'Critic steps',
    stepsHelp: 'Critic updates for each update of the generator.',
    gan: 'GAN',
    wgan: 'WGAN',
    distance: 'Distance to the ring',
    modes: 'Modes reached',
    of: 'of 8',
    broken:
      'Training stopped: a score was negative, and its log is not a number. Sigmoid and log can only go together.',
    exploded: 'Training stopped: the numbers grew without bound. Nothing holds this critic.',
    caption:
      'A small {fake:generator} and a {critic:critic} train here on {real:eight clusters}. Every switch starts them again from the same weights, noise and data.',
  },
  {
    picture: '环上八簇真实点、生成点，以及背后评论器的打分',
    course: '生成点与真实点之间的精确 Wasserstein 距离随迭代的变化',
    hasSigmoid: '1. 末层 sigmoid',
    hasSigmoidHelp: '把分数压到 0 到 1 之间，当作概率。',
    hasLog: '2. 损失取 log',
    hasLogHelp: '即交叉熵；不取 log，就直接用分数。',
    bound: '3. 约束评论器',
    boundHelp: '裁剪把权重截到 ±0.1；梯度惩罚要求斜率为 1，权重 0.1。',
    none: '无',
    clip: '裁剪',
    penalty: '梯度惩罚',
    hasMomentum: '4. 动量',
    hasMomentumHelp: 'Adam（β₁ 取 0.9）；不用动量则为 RMSProp。',
    steps: '评论器步数',
    stepsHelp: '生成器每更新一次，评论器更新几次。',
    gan: 'GAN',
    wgan: 'WGAN',
    distance: '到环的距离',
    modes: '覆盖的模式',
    of: '共 8 个',
    broken: '训练停止：有分数为负，它的 log 不是数。sigmoid 和 log 只能同进退。',
    exploded: '训练停止：数值无限增大。没有任何东西约束这个评论器。',
    caption:
      '一个小{fake:生成器}和一个{critic:评论器}正在{real:八簇点}上训练。每拨动一个开关，它们都从同样的权重、噪声和数据重新开始。',
  },
);

const switches = signal<Switches>(ganSwitches);
const initialSteps = 3;
const criticSteps = signal<number>(initialSteps);
const hidden = signal<ReadonlySet<Meaning>>(new Set());

const reach = 2.1;
const count = 160;
const every = 25;

function make() {
  const trainer = createPlaneTrainer({ switches: switches.value, criticSteps: criticSteps.value });
  const real = new Float32Array(2 * count);
  ringData()(real, 70_000);
  const samples = generatorReader(trainer, lookingNoise(count));
  const measure = () => wassersteinDistance(vectors(samples(), 2), vectors(real, 2));
  return {
    trainer,
    real,
    samples,
    surface: criticReader(trainer, heatPoints(reach)),
    measure,
    course: [[0, measure()]] as [number, number][],
    problem: undefined as 'broken' | 'exploded' | undefined,
  };
}

type Subject = ReturnType<typeof make>;

function step(subject: Subject): void {
  const { trainer, samples, measure, course } = subject;
  if (subject.problem !== undefined) return;
  trainer.step();
  if (trainer.iteration % every !== 0 && Number.isFinite(trainer.metrics.criticLoss)) return;
  if (!samples().every(Number.isFinite) || !Number.isFinite(trainer.metrics.criticLoss)) {
    subject.problem = switches.value.hasLog && !switches.value.hasSigmoid ? 'broken' : 'exploded';
    return;
  }
  course.push([trainer.iteration, measure()]);
}

export function FourChanges() {
  const loop = useLoop({
    make,
    key: JSON.stringify([switches.value, criticSteps.value]),
    step,
    isDone: ({ problem }) => problem !== undefined,
  });
  const { trainer, real, samples, surface, course, problem } = loop.subject;
  const points = samples();
  const clouds = [
    { name: 'real', points: real, color: '--real' },
    { name: 'fake', points, color: '--fake' },
  ] as const;
  return (
    <Figure
      caption={t().caption}
      hidden={hidden}
      controls={<Controls playback={<Playback loop={loop} />} />}
      readings={
        <>
          <Reading name={learnMessages().iteration} value={formatCount(trainer.iteration)} />
          <Reading name={t().distance} value={course.at(-1)![1].toFixed(3)} />
          <Reading name={t().modes} value={String(modesReached(points, 0.15))} note={t().of} />
        </>
      }
    >
      <div class="learn-stack" ref={loop.place}>
        <Heat
          values={surface()}
          label={t().picture}
          frame={loop.frame}
          reach={reach}
          hasGround={!hidden.value.has('critic') && problem === undefined}
          clouds={clouds.filter(({ name }) => !hidden.value.has(name))}
        />
        <Course course={[...course]} />
      </div>
      <p role="status" class="learn-problem">
        {problem !== undefined && t()[problem]}
      </p>
    </Figure>
  );
}

const change = (changes: Partial<Switches>) => {
  switches.value = { ...switches.value, ...changes };
};

function Controls({ playback }: { readonly playback: ComponentChildren }) {
  const now = switches.value;
  const flags = ['hasSigmoid', 'hasLog'] as const;
  const flag = (name: 'hasSigmoid' | 'hasLog' | 'hasMomentum') => (
    <SwitchField
      key={name}
      label={t()[name]}
      explanation={t()[`${name}Help`]}
      value={now[name]}
      initial={ganSwitches[name]}
      onChange={(isOn) => change({ [name]: isOn })}
    />
  );
  return (
    <>
      {playback}
      <div class="row">
        {(['gan', 'wgan'] as const).map((name) => {
          const preset = name === 'gan' ? ganSwitches : wganSwitches;
          return (
            <button
              key={name}
              type="button"
              class="button button-small"
              aria-pressed={JSON.stringify(preset) === JSON.stringify(now)}
              onClick={() => change(preset)}
            >
              {t()[name]}
            </button>
          );
        })}
      </div>
      {flags.map(flag)}
      <ChoiceField
        label={t().bound}
        explanation={t().boundHelp}
        value={now.bound}
        initial={ganSwitches.bound}
        choices={bounds.map((value: Bound) => ({ value, label: t()[value] }))}
        onChange={(bound) => change({ bound })}
      />
      {flag('hasMomentum')}
      <SliderField
        label={t().steps}
        explanation={t().stepsHelp}
        value={criticSteps.value}
        initial={initialSteps}
        least={1}
        most={8}
        step={1}
        onChange={(value) => {
          criticSteps.value = value;
        }}
      />
    </>
  );
}

function Course({ course }: { readonly course: readonly (readonly [number, number])[] }) {
  const last = Math.max(500, course.at(-1)![0]);
  return (
    <Plot
      label={t().course}
      height={220}
      x={{
        from: 0,
        to: last,
        ticks: [0, last / 2, last],
        label: learnMessages().iteration,
        format: formatCount,
      }}
      y={{ from: 0, to: 1.8, ticks: [0, 0.5, 1, 1.5], label: t().distance }}
    >
      {(scale) => (
        <path
          class="curve stroke-ink"
          d={lineThrough(
            scale,
            course.map(([at, value]) => [at, Math.min(1.8, value)] as const),
          )}
        />
      )}
    </Plot>
  );
}
