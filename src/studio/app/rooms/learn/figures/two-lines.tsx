// Page 2: two parallel lines. θ is dragged; Jensen–Shannon and Wasserstein are drawn over θ below, on the same axis.

import { computed, signal } from '@preact/signals';
import { SliderField } from '../../../components/field.tsx';
import { formatNumber } from '../../../components/numbers.ts';
import { defineMessages } from '../../../i18n/language.ts';
import { jensenShannonOfLines, normalDensity, wassersteinOfLines } from '../math/two-lines.ts';
import { Figure, Reading } from '../parts/figure.tsx';
import type { Meaning } from '../parts/markup.ts';
import { Arrow, Handle, lineThrough, Plot, type Scale, steps } from '../parts/plot.tsx';

const t = defineMessages(
  {
    picture: 'Two vertical lines: the real one at 0, the fake one at θ',
    curves: 'Both measures over θ',
    line: 'Position θ of the fake line',
    theta: 'Distance θ',
    thetaHelp: 'Where the fake line stands. Drag the line itself, or this.',
    blur: 'Blur σ',
    blurHelp: 'Spreads both lines sideways by normal noise, so that they overlap.',
    js: 'Jensen–Shannon',
    w: 'Wasserstein',
    slope: 'slope',
    pullJs: 'pull of Jensen–Shannon',
    pullW: 'pull of Wasserstein',
    none: 'none',
    caption:
      'A {real:real line} and a {fake:fake line}, and below them what two measures say of their distance. The arrows are the slopes: the force that each measure puts on the fake line.',
  },
  {
    picture: '两条竖线：真实线在 0，生成线在 θ',
    curves: '两种度量随 θ 的变化',
    line: '生成线的位置 θ',
    theta: '距离 θ',
    thetaHelp: '生成线所在的位置。可以直接拖动那条线，也可以拖这里。',
    blur: '模糊 σ',
    blurHelp: '用正态噪声把两条线横向摊开，让它们有重叠。',
    js: 'JS 散度',
    w: 'Wasserstein',
    slope: '斜率',
    pullJs: 'JS 散度的拉力',
    pullW: 'Wasserstein 的拉力',
    none: '无',
    caption:
      '一条{real:真实线}和一条{fake:生成线}，下面是两种度量对它们之间距离的说法。箭头是斜率，也就是每种度量作用在生成线上的力。',
  },
);

const initial = { theta: 0.7, sigma: 0 } as const;
const theta = signal<number>(initial.theta);
const sigma = signal<number>(initial.sigma);
const hidden = signal<ReadonlySet<Meaning>>(new Set());

const xAxis = { from: -1.2, to: 1.2, ticks: [-1, -0.5, 0, 0.5, 1] } as const;

/** Jensen–Shannon over θ: changes with the blur only. */
const jsCurve = computed(() =>
  steps(xAxis.from, xAxis.to, 161).map((x) => [x, jensenShannonOfLines(x, sigma.value).value] as const),
);

export function TwoLines() {
  const js = jensenShannonOfLines(theta.value, sigma.value);
  const pull = -Math.sign(theta.value);
  return (
    <Figure
      caption={t().caption}
      hidden={hidden}
      controls={<Controls />}
      readings={
        <>
          <Reading
            name={t().js}
            value={js.value.toFixed(3)}
            note={`${t().slope} ${formatNumber(Number(js.slope.toFixed(3)))}`}
          />
          <Reading
            name={t().w}
            value={wassersteinOfLines(theta.value).toFixed(3)}
            note={`${t().slope} ${formatNumber(-pull)}`}
            look="critic"
          />
        </>
      }
    >
      <Plot label={t().picture} height={210} x={{ ...xAxis, ticks: [] }} y={{ from: 0, to: 1, ticks: [] }}>
        {(scale) => <Lines scale={scale} pullOfJs={-js.slope} pullOfW={pull} />}
      </Plot>
      <Plot
        label={t().curves}
        height={220}
        x={{ ...xAxis, label: 'θ' }}
        y={{ from: 0, to: 1.2, ticks: [0, 0.5, 1] }}
      >
        {(scale) => <Curves scale={scale} />}
      </Plot>
    </Figure>
  );
}

function Controls() {
  return (
    <>
      <SliderField
        label={t().theta}
        explanation={t().thetaHelp}
        value={theta.value}
        initial={initial.theta}
        least={-1.2}
        most={1.2}
        step={0.01}
        onChange={(value) => {
          theta.value = value;
        }}
      />
      <SliderField
        label={t().blur}
        explanation={t().blurHelp}
        value={sigma.value}
        initial={initial.sigma}
        least={0}
        most={0.4}
        step={0.01}
        onChange={(value) => {
          sigma.value = value;
        }}
      />
    </>
  );
}

interface LinesProps {
  readonly scale: Scale;
  readonly pullOfJs: number;
  readonly pullOfW: number;
}

function Lines({ scale, pullOfJs, pullOfW }: LinesProps) {
  const at = theta.value;
  const length = (scale.right - scale.left) * 0.16;
  const start = scale.x(at);
  const isLabelLeft = at >= 0;
  const forces = [
    { name: t().pullJs, size: pullOfJs, y: 0.42, look: 'plot-arrow two-lines-js' },
    { name: t().pullW, size: pullOfW, y: 0.18, look: 'plot-arrow two-lines-w' },
  ];
  return (
    <>
      {!hidden.value.has('real') && <Line scale={scale} at={0} meaning="real" />}
      {!hidden.value.has('fake') && <Line scale={scale} at={at} meaning="fake" />}
      {forces.map(({ name, size, y, look }) => {
        const tip = start + size * length;
        const isNone = Math.abs(size * length) < 2;
        return (
          <g key={name}>
            <Arrow from={[start, scale.y(y)]} to={[tip, scale.y(y)]} class={look} />
            <text
              class="plot-text plot-halo"
              x={isLabelLeft ? scale.left : scale.right}
              y={scale.y(y) + 4}
              text-anchor={isLabelLeft ? 'start' : 'end'}
            >
              {isNone ? `${name}: ${t().none}` : name}
            </text>
          </g>
        );
      })}
      <Handle
        scale={scale}
        x={at}
        y={0.72}
        moves="x"
        label={t().line}
        text={at.toFixed(2)}
        keyStep={0.01}
        meaning="fake"
        onMove={(x) => {
          theta.value = Math.abs(x) < 0.012 ? 0 : Number(x.toFixed(3));
        }}
      />
    </>
  );
}

/** A line, or its density across where it is blurred. */
function Line({
  scale,
  at,
  meaning,
}: {
  readonly scale: Scale;
  readonly at: number;
  readonly meaning: Meaning;
}) {
  const width = sigma.value;
  if (width === 0) {
    return (
      <line
        class={`stroke-${meaning} two-lines-line`}
        x1={scale.x(at)}
        x2={scale.x(at)}
        y1={scale.top}
        y2={scale.bottom}
      />
    );
  }
  const strips = steps(-2.6, 2.6, 53);
  const half = (scale.x(width * 0.05) - scale.x(0)) * 1.02;
  return (
    <g class={`fill-${meaning}`}>
      {strips.map((z) => (
        <rect
          key={z}
          x={scale.x(at + z * width) - half}
          width={2 * half}
          y={scale.top}
          height={scale.bottom - scale.top}
          opacity={1.5 * normalDensity(z)}
        />
      ))}
    </g>
  );
}

function Curves({ scale }: { readonly scale: Scale }) {
  const isSharp = sigma.value === 0;
  const js = jensenShannonOfLines(theta.value, sigma.value).value;
  const points = jsCurve.value;
  const parts = isSharp ? [points.filter(([x]) => x < -1e-9), points.filter(([x]) => x > 1e-9)] : [points];
  return (
    <>
      <path
        class="curve stroke-critic"
        d={lineThrough(scale, [
          [-1.2, 1.2],
          [0, 0],
          [1.2, 1.2],
        ])}
      />
      {parts.map((part) => (
        <path key={part[0]![0]} class="curve stroke-ink" d={lineThrough(scale, part)} />
      ))}
      {isSharp && <circle class="two-lines-hole" cx={scale.x(0)} cy={scale.y(Math.LN2)} r="4" />}
      {isSharp && <circle class="fill-ink" cx={scale.x(0)} cy={scale.y(0)} r="4" />}
      <text class="plot-text word-critic" x={scale.x(-1.03)} y={scale.y(1.1)}>
        {t().w} = |θ|
      </text>
      <text
        class="plot-text plot-halo"
        x={scale.x(-0.33)}
        y={scale.y(Math.LN2) - (isSharp ? 9 : -18)}
        text-anchor="middle"
      >
        {t().js}
        {isSharp && ' = log 2'}
      </text>
      <line
        class="two-lines-now"
        x1={scale.x(theta.value)}
        x2={scale.x(theta.value)}
        y1={scale.top}
        y2={scale.bottom}
      />
      <circle class="fill-critic" cx={scale.x(theta.value)} cy={scale.y(Math.abs(theta.value))} r="6" />
      <circle class="fill-ink" cx={scale.x(theta.value)} cy={scale.y(js)} r="6" />
    </>
  );
}
