// Page 6: a critic held by clipping or by the penalty: its surface, and its gradient through depth.

import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ChoiceField, SliderField } from '../../../components/field.tsx';
import { formatCount, formatNumber } from '../../../components/numbers.ts';
import { defineMessages } from '../../../i18n/language.ts';
import { meanOf } from '../math/histogram.ts';
import { learnMessages } from '../messages.ts';
import { Figure, Reading } from '../parts/figure.tsx';
import { Heat, heatPoints } from '../parts/heat.tsx';
import type { Meaning } from '../parts/markup.ts';
import { Playback } from '../parts/playback.tsx';
import { lineThrough, Plot } from '../parts/plot.tsx';
import { createCriticTrainer, criticLayers, depthReader, lookedAt } from '../training/critics.ts';
import { useLoop } from '../training/loop.ts';
import { criticReader } from '../training/trainer.ts';

const t = defineMessages(
  {
    surface: 'Scores of the critic with two hidden layers over the plane: blue low, red high',
    depth: 'Size of the gradient in each of nine hidden layers, on a scale of factors of ten',
    kind: 'Held by',
    kindHelp: 'What keeps the critic from scoring without bounds.',
    wgan: 'weight clipping',
    'wgan-gp': 'gradient penalty',
    bound: 'Clip bound c',
    boundHelp: 'Every weight is cut back to ±c after each step. The paper takes 0.01.',
    layer: 'hidden layer, from the input',
    size: 'gradient of the loss',
    first: 'Gradient that reaches layer 1',
    of: (share: string) => `${share} times that in layer 9`,
    estimate: 'Estimate',
    caption:
      'Two {critic:critics} train here on {real:real points} and {fake:fakes}. Left, one with two hidden layers: its scores. Right, one with nine: how much of its loss’s gradient comes through to each layer.',
  },
  {
    surface: '两个隐藏层的评论器在平面上的打分：蓝低红高',
    depth: '九个隐藏层中每一层的梯度大小，按十倍刻度',
    kind: '约束方式',
    kindHelp: '靠什么不让评论器无限制地打分。',
    wgan: '权重裁剪',
    'wgan-gp': '梯度惩罚',
    bound: '裁剪界 c',
    boundHelp: '每步之后把所有权重截到 ±c 以内。论文取 0.01。',
    layer: '隐藏层（从输入数起）',
    size: '损失的梯度',
    first: '传到第 1 层的梯度',
    of: (share: string) => `是第 9 层的 ${share} 倍`,
    estimate: '估计值',
    caption:
      '两个{critic:评论器}正在{real:真实点}和{fake:生成点}上训练。一个有两个隐藏层，画的是它的打分；另一个有九个，画的是损失的梯度传到每一层还剩多少。',
  },
);

const initialPower = -2;
const power = signal<number>(initialPower);
const kind = signal<'wgan' | 'wgan-gp'>('wgan');
const hidden = signal<ReadonlySet<Meaning>>(new Set());

const reach = 2.1;
const depth = 9;
const shown = 64;

function make() {
  const objective = kind.value;
  const options = { objective, learningRate: 1e-3, penalty: 10, clip: 10 ** power.value } as const;
  const [shallow, deep] = [criticLayers(2, 32), criticLayers(depth, 24)];
  const trainers = [
    createCriticTrainer({ ...options, layers: shallow }),
    createCriticTrainer({ ...options, layers: deep }),
  ] as const;
  const { real, fake } = lookedAt(shown);
  return {
    trainers,
    real,
    fake,
    surface: criticReader(trainers[0], heatPoints(reach)),
    norms: depthReader(trainers[1], deep, Float64Array.from([...real, ...fake])),
    scores: { real: criticReader(trainers[0], real), fake: criticReader(trainers[0], fake) },
  };
}

export function Clipping() {
  const loop = useLoop({
    make,
    key: kind.value,
    step: ({ trainers }) => {
      for (const trainer of trainers) trainer.step();
    },
    most: 6,
  });
  const { trainers, surface, norms, scores, real, fake } = loop.subject;
  useEffect(() => {
    for (const trainer of trainers) {
      if (trainer.settings.clip === 10 ** power.value) continue;
      trainer.settings = { ...trainer.settings, clip: 10 ** power.value };
      trainer.reset();
    }
  }, [trainers, power.value]);
  const sizes = norms();
  const clouds = [
    { name: 'real', points: real, color: '--real' },
    { name: 'fake', points: fake, color: '--fake' },
  ] as const;
  return (
    <Figure
      caption={t().caption}
      hidden={hidden}
      controls={
        <>
          <Playback loop={loop} />
          <ChoiceField
            label={t().kind}
            explanation={t().kindHelp}
            value={kind.value}
            initial="wgan"
            choices={(['wgan', 'wgan-gp'] as const).map((value) => ({ value, label: t()[value] }))}
            onChange={(value) => {
              kind.value = value;
            }}
          />
          <SliderField
            label={t().bound}
            explanation={t().boundHelp}
            value={power.value}
            initial={initialPower}
            least={-3}
            most={0}
            step={0.25}
            disabled={kind.value === 'wgan-gp'}
            format={(value) => String(Number((10 ** value).toPrecision(2)))}
            onChange={(value) => {
              power.value = value;
            }}
          />
        </>
      }
      readings={
        <>
          <Reading name={learnMessages().criticStep} value={formatCount(trainers[0].iteration)} />
          <Reading
            name={t().estimate}
            value={formatNumber(Number((meanOf(scores.real()) - meanOf(scores.fake())).toPrecision(3)))}
            look="critic"
          />
          <Reading
            name={t().first}
            value={sizes[0]!.toExponential(1).replace('-', '−')}
            note={t().of(shareOf(sizes[0]! / sizes.at(-1)!))}
          />
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
        <Depth sizes={sizes} />
      </div>
    </Figure>
  );
}

const powers = [-16, -12, -8, -4, 0, 4] as const;
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

const powerOfTen = (exponent: number) =>
  `10${exponent < 0 ? '⁻' : ''}${[...String(Math.abs(exponent))].map((digit) => superscripts[Number(digit)]).join('')}`;

/** A share of common size as it is, others as the nearest power of ten. */
const shareOf = (share: number) =>
  share >= 0.01 && share < 1000
    ? String(Number(share.toPrecision(2)))
    : powerOfTen(Math.round(Math.log10(share)));

function Depth({ sizes }: { readonly sizes: readonly number[] }) {
  const least = powers[0];
  const points = sizes.map((size, index) => [index + 1, Math.max(least, Math.log10(size))] as const);
  return (
    <Plot
      label={t().depth}
      height={290}
      x={{ from: 0.6, to: depth + 0.4, ticks: sizes.map((_, index) => index + 1), label: t().layer }}
      y={{ from: least, to: 6, ticks: powers, format: powerOfTen, label: t().size }}
    >
      {(scale) => (
        <>
          <path class="curve stroke-critic" d={lineThrough(scale, points)} />
          {points.map(([layer, size]) => (
            <circle key={layer} class="fill-critic" cx={scale.x(layer)} cy={scale.y(size)} r="4" />
          ))}
        </>
      )}
    </Plot>
  );
}
