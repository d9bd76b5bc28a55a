// Page 1: a GAN on a line: real density, fakes, the discriminator's curve, and how the generator bends its noise.

import { signal } from '@preact/signals';
import { wassersteinOnLine } from '../../../../../metrics/wasserstein.ts';
import { ChoiceField, SliderField } from '../../../components/field.tsx';
import { formatCount } from '../../../components/numbers.ts';
import { defineMessages } from '../../../i18n/language.ts';
import { normalQuantile } from '../math/normal.ts';
import { learnMessages } from '../messages.ts';
import { Figure, Reading } from '../parts/figure.tsx';
import type { Meaning } from '../parts/markup.ts';
import { Playback } from '../parts/playback.tsx';
import { Handle, lineThrough, Plot, type Scale, steps } from '../parts/plot.tsx';
import { type Humps, humpsData } from '../training/data.ts';
import { createLineTrainer, humpsDensity } from '../training/line-gan.ts';
import { useLoop } from '../training/loop.ts';
import { criticReader, generatorReader } from '../training/trainer.ts';

const t = defineMessages(
  {
    picture: 'Real density, fakes as bars, and the probability that the discriminator gives',
    map: 'Where the generator sends its noise',
    left: 'Centre of the left real hump',
    right: 'Centre of the right real hump',
    turns: 'Discriminator steps',
    turnsHelp: 'Its updates for each update of the generator. 0 freezes it.',
    loss: 'Generator’s loss',
    lossHelp: 'The paper’s game, or the trick that it recommends in practice.',
    gan: '−log D: push where it fails',
    'gan-minimax': 'log(1 − D): the pure game',
    noise: 'noise z',
    sample: 'x',
    d: 'D(x)',
    distance: 'Distance of fakes to real',
    probability: 'Mean D on fakes',
    half: '0.5 where it cannot tell',
    caption:
      'The {real:real density} has two humps: drag them. {fake:Fakes} are bars. The {critic:discriminator} gives each place the probability that it is real. Below, how the generator bends even noise into its fakes.',
  },
  {
    picture: '真实密度、用直方条表示的生成样本，以及判别器给出的概率',
    map: '生成器把噪声送到哪里',
    left: '左边真实峰的中心',
    right: '右边真实峰的中心',
    turns: '判别器步数',
    turnsHelp: '生成器每更新一次，判别器更新几次。0 表示冻结。',
    loss: '生成器的损失',
    lossHelp: '论文里的原始博弈，或它在实践中推荐的技巧。',
    gan: '−log D：哪里失败就推哪里',
    'gan-minimax': 'log(1 − D)：原始博弈',
    noise: '噪声 z',
    sample: 'x',
    d: 'D(x)',
    distance: '生成与真实的距离',
    probability: 'D 在生成样本上的均值',
    half: '分辨不出时为 0.5',
    caption:
      '{real:真实密度}有两个峰，可以拖动。{fake:生成样本}画成直方条。{critic:判别器}给每个位置一个“是真的”概率。最下面是生成器如何把均匀排开的噪声弯成它的样本。',
  },
);

const initialHumps: Humps = { left: -1.2, right: 1.2, sigma: 0.3 };
const humps = signal<Humps>(initialHumps);
const initialSteps = 2;
const turns = signal<number>(initialSteps);
const objective = signal<'gan' | 'gan-minimax'>('gan');
const hidden = signal<ReadonlySet<Meaning>>(new Set());

const reach = 3;
const count = 400;
const bins = 60;
const places = steps(-reach, reach, 121);
const xAxis = { from: -reach, to: reach };

function make() {
  const trainer = createLineTrainer({
    objective: objective.value,
    criticSteps: turns.value,
    humps: () => humps.peek(),
  });
  const noise = Float64Array.from({ length: count }, (_, index) => normalQuantile((index + 0.5) / count));
  return {
    trainer,
    noise,
    samples: generatorReader(trainer, noise),
    scores: criticReader(trainer, Float64Array.from(places)),
  };
}

const probability = (logit: number) => 1 / (1 + Math.exp(-logit));

export function Game() {
  const loop = useLoop({
    make,
    key: `${objective.value} ${turns.value}`,
    step: ({ trainer }) => trainer.step(),
    most: 10,
  });
  const { trainer, noise, samples, scores } = loop.subject;
  const fakes = samples();
  const curve = Array.from(scores(), probability);
  const real = new Float32Array(count);
  humpsData(() => humps.value)(real, 90_000);
  const onFakes = Array.from(fakes, (x) => curve[nearestPlace(x)]!);
  return (
    <Figure
      caption={t().caption}
      hidden={hidden}
      controls={
        <>
          <Playback loop={loop} />
          <SliderField
            label={t().turns}
            explanation={t().turnsHelp}
            value={turns.value}
            initial={initialSteps}
            least={0}
            most={20}
            step={1}
            onChange={(value) => {
              turns.value = value;
            }}
          />
          <ChoiceField
            label={t().loss}
            explanation={t().lossHelp}
            value={objective.value}
            initial="gan"
            choices={(['gan', 'gan-minimax'] as const).map((value) => ({ value, label: t()[value] }))}
            onChange={(value) => {
              objective.value = value;
            }}
          />
        </>
      }
      readings={
        <>
          <Reading name={learnMessages().iteration} value={formatCount(trainer.iteration)} />
          <Reading
            name={t().distance}
            value={wassersteinOnLine({ points: fakes }, { points: real }).toFixed(3)}
          />
          <Reading
            name={t().probability}
            value={(onFakes.reduce((sum, value) => sum + value, 0) / count).toFixed(2)}
            note={t().half}
            look="critic"
          />
        </>
      }
    >
      <div ref={loop.place}>
        <Plot
          label={t().picture}
          height={270}
          x={{ ...xAxis, ticks: [-2, 0, 2] }}
          y={{ from: 0, to: 1.2, ticks: [0, 0.5, 1] }}
        >
          {(scale) => <Densities scale={scale} fakes={fakes} curve={curve} />}
        </Plot>
        <Plot label={t().map} height={90} x={xAxis} y={{ from: 0, to: 1, ticks: [] }}>
          {(scale) => <Bending scale={scale} noise={noise} fakes={fakes} />}
        </Plot>
      </div>
    </Figure>
  );
}

const nearestPlace = (x: number) =>
  Math.min(places.length - 1, Math.max(0, Math.round(((x + reach) / (2 * reach)) * (places.length - 1))));

interface DensitiesProps {
  readonly scale: Scale;
  readonly fakes: Float64Array;
  readonly curve: readonly number[];
}

function Densities({ scale, fakes, curve }: DensitiesProps) {
  const width = (2 * reach) / bins;
  const heights = new Array<number>(bins).fill(0);
  for (const x of fakes) {
    const bin = Math.floor((x + reach) / width);
    if (bin >= 0 && bin < bins) heights[bin]! += 1 / (count * width);
  }
  const pixels = scale.x(width) - scale.x(0);
  return (
    <>
      {!hidden.value.has('fake') && (
        <g class="fill-fake" opacity="0.75">
          {heights.map((height, bin) => {
            const y = scale.y(Math.min(1.2, height));
            const x = -reach + bin * width;
            return <rect key={x} x={scale.x(x) + 0.5} width={pixels - 1} y={y} height={scale.bottom - y} />;
          })}
        </g>
      )}
      {!hidden.value.has('critic') && (
        <path
          class="curve stroke-critic"
          d={lineThrough(
            scale,
            places.map((x, index) => [x, curve[index]!]),
          )}
        />
      )}
      {!hidden.value.has('real') && (
        <>
          <path
            class="curve stroke-real"
            d={lineThrough(
              scale,
              places.map((x) => [x, humpsDensity(humps.value, x)] as const),
            )}
          />
          <Hump scale={scale} side="left" />
          <Hump scale={scale} side="right" />
        </>
      )}
    </>
  );
}

function Hump({ scale, side }: { readonly scale: Scale; readonly side: 'left' | 'right' }) {
  const at = humps.value[side];
  return (
    <Handle
      scale={scale}
      x={at}
      y={humpsDensity(humps.value, at)}
      moves="x"
      label={t()[side]}
      text={at.toFixed(2)}
      keyStep={0.05}
      meaning="real"
      onMove={(x) => {
        humps.value = { ...humps.value, [side]: Math.min(2.4, Math.max(-2.4, x)) };
      }}
    />
  );
}

/** Lines from noise, spread out below, to where the generator sends it. */
function Bending({
  scale,
  noise,
  fakes,
}: {
  readonly scale: Scale;
  readonly noise: Float64Array;
  readonly fakes: Float64Array;
}) {
  const clamp = (x: number) => Math.min(reach, Math.max(-reach, x));
  return (
    <>
      {steps(0, count - 1, 40).map((position) => {
        const index = Math.round(position);
        return (
          <line
            key={index}
            class="thread stroke-fake"
            x1={scale.x(clamp(noise[index]!))}
            y1={scale.bottom}
            x2={scale.x(clamp(fakes[index]!))}
            y2={scale.top}
          />
        );
      })}
      <text class="plot-text" x={scale.left} y={scale.bottom - 4}>
        {t().noise}
      </text>
      <text class="plot-text" x={scale.left} y={scale.top + 12}>
        {t().sample}
      </text>
    </>
  );
}
