// Page 7: a critic under the gradient penalty, its surface, and the norms of its gradient between real and fake.

import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { fillUniform } from '../../../../../base/random.ts';
import { vectors } from '../../../../../metrics/vectors.ts';
import { wassersteinDistance } from '../../../../../metrics/wasserstein.ts';
import { SliderField } from '../../../components/field.tsx';
import { formatCount, formatNumber } from '../../../components/numbers.ts';
import { defineMessages } from '../../../i18n/language.ts';
import { meanOf, sharesOf } from '../math/histogram.ts';
import { learnMessages } from '../messages.ts';
import { Figure, Reading } from '../parts/figure.tsx';
import { Heat, heatPoints } from '../parts/heat.tsx';
import type { Meaning } from '../parts/markup.ts';
import { Playback } from '../parts/playback.tsx';
import { Plot } from '../parts/plot.tsx';
import { createCriticTrainer, criticLayers, lookedAt, slopeReader } from '../training/critics.ts';
import { useLoop } from '../training/loop.ts';
import { criticReader } from '../training/trainer.ts';

const t = defineMessages(
  {
    surface: 'Scores of the critic over the plane: blue low, red high',
    histogram: 'Histogram of gradient norms between real and fake points',
    weight: 'Penalty weight λ',
    weightHelp:
      'How much a slope other than 1 costs. 0.5 is the tutorial’s, 10 the paper’s, 0.1 its choice in the plane.',
    norm: 'norm of the gradient',
    share: 'share of points',
    estimate: 'Wasserstein estimate',
    exact: (distance: string) => `exact distance ${distance}`,
    mean: 'Mean norm',
    goal: 'should be 1',
    caption:
      'A {critic:critic} that really trains here, against {real:real points} on a ring and {fake:fakes} that stay a blob. Beside it: how steep it is at 512 places between the two.',
  },
  {
    surface: '评论器在平面上的打分：蓝低红高',
    histogram: '真假样本之间各处梯度范数的直方图',
    weight: '惩罚权重 λ',
    weightHelp: '斜率偏离 1 要付多大代价。教程取 0.5，论文取 10，在平面数据上取 0.1。',
    norm: '梯度范数',
    share: '所占比例',
    estimate: 'Wasserstein 估计值',
    exact: (distance: string) => `精确距离 ${distance}`,
    mean: '平均范数',
    goal: '应当为 1',
    caption:
      '一个真的在此训练的{critic:评论器}：{real:真实点}在环上，{fake:生成点}是不动的一团。旁边是它在两者之间 512 处的陡峭程度。',
  },
);

const weights = [0, 0.01, 0.1, 0.5, 1, 10, 100] as const;
const initial = weights.indexOf(10);
const chosen = signal(initial);
const hidden = signal<ReadonlySet<Meaning>>(new Set());

const reach = 2.1;
const shown = 64;
const count = 512;
const most = 3;
const bins = 30;

function make() {
  const trainer = createCriticTrainer({
    objective: 'wgan-gp',
    layers: criticLayers(2, 32),
    learningRate: 2e-3,
    penalty: weights[chosen.value]!,
    clip: 1,
  });
  const { real, fake } = lookedAt(count);
  const mixes = new Float32Array(count);
  fillUniform(mixes, { seed: 1, purpose: 'evaluate', counter: 1 });
  const between = real.map((value, index) => fake[index]! + mixes[index >> 1]! * (value - fake[index]!));
  return {
    trainer,
    real,
    fake,
    exact: wassersteinDistance(vectors(real, 2), vectors(fake, 2)),
    surface: criticReader(trainer, heatPoints(reach)),
    slopes: slopeReader(trainer, between),
    scores: { real: criticReader(trainer, real), fake: criticReader(trainer, fake) },
  };
}

export function Penalty() {
  const loop = useLoop({ make, key: '', step: ({ trainer }) => trainer.step(), most: 12 });
  const { trainer, surface, slopes, scores, exact, real, fake } = loop.subject;
  useEffect(() => {
    trainer.settings = { ...trainer.settings, penalty: weights[chosen.value]! };
  }, [trainer, chosen.value]);
  const norms = slopes();
  const clouds = [
    { name: 'real', points: real.subarray(0, 2 * shown), color: '--real' },
    { name: 'fake', points: fake.subarray(0, 2 * shown), color: '--fake' },
  ] as const;
  return (
    <Figure
      caption={t().caption}
      hidden={hidden}
      controls={
        <>
          <Playback loop={loop} />
          <SliderField
            label={t().weight}
            explanation={t().weightHelp}
            value={chosen.value}
            initial={initial}
            least={0}
            most={weights.length - 1}
            step={1}
            format={(index) => String(weights[index]!)}
            onChange={(index) => {
              chosen.value = index;
            }}
          />
        </>
      }
      readings={
        <>
          <Reading name={learnMessages().criticStep} value={formatCount(trainer.iteration)} />
          <Reading
            name={t().estimate}
            value={formatNumber(meanOf(scores.real()) - meanOf(scores.fake()))}
            note={t().exact(exact.toFixed(2))}
            look="critic"
          />
          <Reading name={t().mean} value={meanOf(norms).toFixed(2)} note={t().goal} />
        </>
      }
    >
      <div class="learn-pair" ref={loop.place}>
        <Heat
          values={surface()}
          label={t().surface}
          frame={loop.frame}
          reach={reach}
          hasGround={!hidden.value.has('critic')}
          clouds={clouds.filter(({ name }) => !hidden.value.has(name))}
        />
        <Norms shares={sharesOf(norms, most, bins)} />
      </div>
    </Figure>
  );
}

function Norms({ shares }: { readonly shares: readonly number[] }) {
  const top = Math.max(0.3, ...shares);
  return (
    <Plot
      label={t().histogram}
      height={290}
      x={{
        from: 0,
        to: most,
        ticks: [0, 1, 2, 3],
        label: t().norm,
        format: (x) => (x === most ? '3+' : String(x)),
      }}
      y={{ from: 0, to: top * 1.08, ticks: [], label: t().share }}
    >
      {(scale) => (
        <>
          <line class="norms-goal" x1={scale.x(1)} x2={scale.x(1)} y1={scale.top} y2={scale.bottom} />
          {shares.map((share, index) => {
            const from = (index * most) / bins;
            return (
              <rect
                key={from}
                class="fill-critic"
                x={scale.x(from) + 0.5}
                width={Math.max(0, scale.x(from + most / bins) - scale.x(from) - 1)}
                y={scale.y(share)}
                height={scale.bottom - scale.y(share)}
              />
            );
          })}
        </>
      )}
    </Plot>
  );
}
