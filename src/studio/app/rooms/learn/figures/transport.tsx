// Page 3: two handfuls of points and a plan between them, as arrows.

import { signal } from '@preact/signals';
import { ChoiceField, SliderField } from '../../../components/field.tsx';
import { defineMessages } from '../../../i18n/language.ts';
import { costOf, handfuls, type PlanKind, type Point, planKinds, planOf } from '../math/transport.ts';
import { Figure, Reading } from '../parts/figure.tsx';
import type { Meaning } from '../parts/markup.ts';
import { Arrow, Handle, Plot, type Scale } from '../parts/plot.tsx';

const t = defineMessages(
  {
    picture: 'Points that are carried along arrows',
    plan: 'Plan',
    planHelp: 'Which point goes where. Only one of these is the cheapest, always.',
    exact: 'exact: the cheapest',
    nearest: 'in a hurry: each to the nearest left',
    random: 'careless: anywhere',
    count: 'Points',
    countHelp: 'How many of each colour.',
    fresh: 'New points',
    cost: 'Mean length of the arrows',
    distance: 'Wasserstein distance',
    more: (share: string) => `${share} more than needed`,
    least: 'the least that any plan can cost',
    all: (count: string) => `least of ${count} plans`,
    fake: (index: number) => `Fake point ${index}`,
    real: (index: number) => `Real point ${index}`,
    caption:
      'Every {fake:fake point} is a spoonful of earth, every {real:real point} a hole of the same size. An arrow carries one onto the other and costs its length. Drag points; the exact plan follows.',
  },
  {
    picture: '沿箭头搬运的点',
    plan: '方案',
    planHelp: '哪个点搬到哪里。永远只有精确方案保证最省。',
    exact: '精确：最省的方案',
    nearest: '图快：逐个搬到最近的空位',
    random: '随便：搬到哪儿算哪儿',
    count: '点数',
    countHelp: '每种颜色各有几个点。',
    fresh: '换一批点',
    cost: '箭头的平均长度',
    distance: 'Wasserstein 距离',
    more: (share: string) => `多花了 ${share}`,
    least: '任何方案都不可能更省',
    all: (count: string) => `${count} 种方案中最小的`,
    fake: (index: number) => `生成点 ${index}`,
    real: (index: number) => `真实点 ${index}`,
    caption:
      '每个{fake:生成点}是一勺土，每个{real:真实点}是一个同样大小的坑。箭头把土运到坑里，花费就是它的长度。拖动任意一点，精确方案会随之改变。',
  },
);

const initial = { count: 7, seed: 4 } as const;
const seed = signal<number>(initial.seed);
const points = signal(handfuls(initial.count, initial.seed));
const kind = signal<PlanKind>('exact');
const hidden = signal<ReadonlySet<Meaning>>(new Set());

const draw = (count: number, next: number) => {
  seed.value = next;
  points.value = handfuls(count, next);
};

export function Transport() {
  const { fake, real } = points.value;
  const plan = planOf(kind.value, fake, real, seed.value);
  const cost = costOf(plan, fake, real);
  const least = costOf(planOf('exact', fake, real, 0), fake, real);
  const excess = cost / least - 1;
  return (
    <Figure
      caption={t().caption}
      hidden={hidden}
      controls={<Controls />}
      readings={
        <>
          <Reading
            name={t().cost}
            value={cost.toFixed(3)}
            note={excess < 1e-9 ? t().least : t().more(`${(100 * excess).toFixed(0)} %`)}
          />
          <Reading
            name={t().distance}
            value={least.toFixed(3)}
            note={t().all(factorial(fake.length))}
            look="critic"
          />
        </>
      }
    >
      <Plot
        label={t().picture}
        height={260}
        isSquare
        x={{ from: -1.1, to: 1.1 }}
        y={{ from: -0.95, to: 0.95 }}
      >
        {(scale) => (
          <>
            {fake.map((from, index) => (
              <Carry key={`${index} ${from}`} {...{ scale, from }} to={real[plan[index]!]!} />
            ))}
            <Handful scale={scale} meaning="real" />
            <Handful scale={scale} meaning="fake" />
          </>
        )}
      </Plot>
    </Figure>
  );
}

/** 5,040 */
const factorial = (n: number) =>
  Array.from({ length: n }, (_, index) => index + 1)
    .reduce((product, factor) => product * factor, 1)
    .toLocaleString('en-US');

function Controls() {
  return (
    <>
      <ChoiceField
        label={t().plan}
        explanation={t().planHelp}
        value={kind.value}
        initial="exact"
        choices={planKinds.map((value) => ({ value, label: t()[value] }))}
        onChange={(value) => {
          kind.value = value;
        }}
      />
      <SliderField
        label={t().count}
        explanation={t().countHelp}
        value={points.value.fake.length}
        initial={initial.count}
        least={2}
        most={14}
        step={1}
        onChange={(count) => draw(count, seed.value)}
      />
      <button type="button" class="button" onClick={() => draw(points.value.fake.length, seed.value + 1)}>
        {t().fresh}
      </button>
    </>
  );
}

/** The arrow ends at the rim of the point, so that both stay visible. */
function Carry({ scale, from, to }: { readonly scale: Scale; readonly from: Point; readonly to: Point }) {
  const [a, b] = [from, to].map(([x, y]) => [scale.x(x), scale.y(y)] as const) as [Point, Point];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const cut = length < 24 ? 0 : 11 / length;
  const tip: Point = [b[0] - cut * (b[0] - a[0]), b[1] - cut * (b[1] - a[1])];
  return <Arrow from={a} to={tip} />;
}

function Handful({ scale, meaning }: { readonly scale: Scale; readonly meaning: 'real' | 'fake' }) {
  if (hidden.value.has(meaning)) return null;
  return (
    <>
      {points.value[meaning].map(([x, y], index) => (
        <Handle
          key={index}
          scale={scale}
          x={x}
          y={y}
          moves="both"
          label={t()[meaning](index + 1)}
          text={`${x.toFixed(2)}, ${y.toFixed(2)}`}
          keyStep={0.02}
          meaning={meaning}
          onMove={(nextX, nextY) => {
            const moved = points.value[meaning].map(
              (point, at): Point => (at === index ? [nextX, nextY] : point),
            );
            points.value = { ...points.value, [meaning]: moved };
          }}
        />
      ))}
    </>
  );
}
