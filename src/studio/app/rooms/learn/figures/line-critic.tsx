// Page 4: a curve that the reader bends by hand, and the best curve there is.

import { signal } from '@preact/signals';
import { wassersteinOnLine } from '../../../../../metrics/wasserstein.ts';
import { SwitchField } from '../../../components/field.tsx';
import { defineMessages } from '../../../i18n/language.ts';
import { optimalCritic, pulled, scoreOf, steepest, withinSlope } from '../math/line-critic.ts';
import { Figure, Reading } from '../parts/figure.tsx';
import type { Meaning } from '../parts/markup.ts';
import { Handle, lineThrough, Plot, type Scale } from '../parts/plot.tsx';

const t = defineMessages(
  {
    picture: 'A curve f over a line with real and fake points',
    knot: (at: string) => `Height of f at ${at}`,
    limit: 'Slope at most 1',
    limitHelp: 'Holds the curve together: without it, any score is possible.',
    best: 'Show the best critic',
    bestHelp: 'The curve that no other within slope 1 can beat, computed exactly.',
    flat: 'Start again, flat',
    give: 'Take the best one',
    score: 'Your score',
    scoreNote: (share: string) => `${share} of what is possible`,
    won: 'as good as the best: nobody can do better',
    beyond: (slope: string) => `not a critic any more: its slope is ${slope}`,
    distance: 'Wasserstein distance',
    caption:
      'Pull at the {critic:curve}: high over {real:real points}, low over {fake:fake points}. Your score is its mean height over the real points minus its mean height over the fakes.',
  },
  {
    picture: '一条曲线 f，下面的直线上有真实点和生成点',
    knot: (at: string) => `f 在 ${at} 处的高度`,
    limit: '斜率不超过 1',
    limitHelp: '它约束住曲线；没有它，想要多高的分都行。',
    best: '显示最优评论器',
    bestHelp: '斜率不超过 1 的曲线里谁也赢不了的那一条，精确算出。',
    flat: '拉平重来',
    give: '直接用最优的',
    score: '你的得分',
    scoreNote: (share: string) => `达到上限的 ${share}`,
    won: '已与最优持平：谁也无法更高',
    beyond: (slope: string) => `已经不合规则：斜率达到 ${slope}`,
    distance: 'Wasserstein 距离',
    caption:
      '拉动这条{critic:曲线}：在{real:真实点}上抬高，在{fake:生成点}上压低。得分等于它在真实点上的平均高度减去在生成点上的平均高度。',
  },
);

const spacing = 0.5;
const count = 17;
const placeOf = (knot: number) => (knot - (count - 1) / 2) * spacing;
/** Numbers of the knots at which the points lie. */
const real = [9, 11, 12, 13, 15] as const;
const fake = [1, 3, 4, 6, 12] as const;
const distance = wassersteinOnLine({ points: real.map(placeOf) }, { points: fake.map(placeOf) });

const flat = new Array<number>(count).fill(0);
const best = optimalCritic({ count, spacing }, real, fake, 1);
const values = signal<readonly number[]>(flat);
const isLimited = signal(true);
const isBestShown = signal(false);
const hidden = signal<ReadonlySet<Meaning>>(new Set());

const limitOf = () => ({ spacing, limit: isLimited.value ? 1 : Number.POSITIVE_INFINITY });

export function LineCritic() {
  const score = scoreOf(values.value, real, fake);
  const slope = steepest(values.value, spacing);
  const note =
    slope > 1 + 1e-9
      ? t().beyond(slope.toFixed(1))
      : score > distance - 1e-6
        ? t().won
        : t().scoreNote(`${Math.max(0, (100 * score) / distance).toFixed(0)} %`);
  return (
    <Figure
      caption={t().caption}
      hidden={hidden}
      controls={<Controls />}
      readings={
        <>
          <Reading name={t().score} value={score.toFixed(3)} note={note} look="critic" />
          <Reading name={t().distance} value={distance.toFixed(3)} />
        </>
      }
    >
      <Plot
        label={t().picture}
        height={340}
        x={{ from: -4.2, to: 4.2, ticks: [-4, -2, 0, 2, 4] }}
        y={{ from: -4.4, to: 3.6, ticks: [-2, 0, 2], label: 'f(x)' }}
      >
        {(scale) => <Bending scale={scale} />}
      </Plot>
    </Figure>
  );
}

function Controls() {
  return (
    <>
      <SwitchField
        label={t().limit}
        explanation={t().limitHelp}
        value={isLimited.value}
        initial={true}
        onChange={(isOn) => {
          isLimited.value = isOn;
          if (isOn) values.value = withinSlope(values.value, { spacing, limit: 1 });
        }}
      />
      <SwitchField
        label={t().best}
        explanation={t().bestHelp}
        value={isBestShown.value}
        initial={false}
        onChange={(isOn) => {
          isBestShown.value = isOn;
        }}
      />
      <div class="row">
        <button
          type="button"
          class="button button-small"
          onClick={() => {
            values.value = flat;
          }}
        >
          {t().flat}
        </button>
        <button
          type="button"
          class="button button-small"
          onClick={() => {
            values.value = best;
          }}
        >
          {t().give}
        </button>
      </div>
    </>
  );
}

function Bending({ scale }: { readonly scale: Scale }) {
  const curveOf = (heights: readonly number[]) =>
    lineThrough(
      scale,
      heights.map((height, knot) => [placeOf(knot), height] as const),
    );
  return (
    <>
      {isBestShown.value && <path class="curve curve-best" d={curveOf(best)} />}
      <Points scale={scale} knots={real} meaning="real" />
      <Points scale={scale} knots={fake} meaning="fake" />
      {!hidden.value.has('critic') && <path class="curve stroke-critic" d={curveOf(values.value)} />}
      {!hidden.value.has('critic') &&
        values.value.map((height, knot) => (
          <Handle
            key={placeOf(knot)}
            scale={scale}
            x={placeOf(knot)}
            y={height}
            moves="y"
            radius={6}
            label={t().knot(placeOf(knot).toFixed(1))}
            text={height.toFixed(2)}
            keyStep={0.1}
            meaning="critic"
            onMove={(_, next) => {
              values.value = pulled(values.value, knot, next, limitOf());
            }}
          />
        ))}
    </>
  );
}

/** Points on the ground, each with a thread up to the curve. */
function Points({
  scale,
  knots,
  meaning,
}: {
  readonly scale: Scale;
  readonly knots: readonly number[];
  readonly meaning: 'real' | 'fake';
}) {
  if (hidden.value.has(meaning)) return null;
  const ground = meaning === 'real' ? -3.75 : -4.1;
  return (
    <>
      {knots.map((knot) => (
        <g key={knot}>
          <line
            class={`thread stroke-${meaning}`}
            x1={scale.x(placeOf(knot))}
            x2={scale.x(placeOf(knot))}
            y1={scale.y(ground)}
            y2={scale.y(values.value[knot]!)}
          />
          <circle class={`fill-${meaning}`} cx={scale.x(placeOf(knot))} cy={scale.y(ground)} r="6" />
        </g>
      ))}
    </>
  );
}
