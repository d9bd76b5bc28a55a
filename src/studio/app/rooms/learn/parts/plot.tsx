// A plot in SVG, drawn at the width that it gets: axes, curves, and handles that are dragged or moved by arrow keys.

import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useWidth } from '../../../components/pixels.tsx';
import type { Meaning } from './markup.ts';

/** One axis: its ends in the units of the data, and what stands beside it. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly label?: string;
  readonly ticks?: readonly number[];
  readonly format?: (value: number) => string;
}

/** From data to pixels. */
export interface Scale {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface PlotProps {
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
  readonly height: number;
  readonly x: Axis;
  readonly y: Axis;
  /** One unit is as long along both axes: the height follows the width. */
  readonly isSquare?: boolean;
  readonly children: (scale: Scale) => ComponentChildren;
}

export function Plot({ label, height: wanted, x, y, isSquare = false, children }: PlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const left = y.ticks === undefined ? 8 : 44;
  const margin = {
    left,
    right: 12,
    top: y.label === undefined ? 8 : 26,
    bottom: x.ticks === undefined ? 8 : 26,
  };
  const inner = Math.max(1, width - margin.left - margin.right);
  const height = isSquare ? margin.top + margin.bottom + (inner * (y.to - y.from)) / (x.to - x.from) : wanted;
  const bottom = height - margin.bottom;
  const scale: Scale = {
    x: (value) => margin.left + (inner * (value - x.from)) / (x.to - x.from),
    y: (value) => bottom - ((bottom - margin.top) * (value - y.from)) / (y.to - y.from),
    xAxis: x,
    yAxis: y,
    left: margin.left,
    right: width - margin.right,
    top: margin.top,
    bottom,
  };
  return (
    <div ref={place} class="plot" style={{ minHeight: `${wanted}px` }}>
      {width > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: the element that it proposes is for forms
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label}>
          <Axes scale={scale} />
          {children(scale)}
        </svg>
      )}
    </div>
  );
}

const plain = (value: number) => String(value).replace('-', '−');

function Axes({ scale }: { readonly scale: Scale }) {
  const { x, y, xAxis, yAxis, left, right, top, bottom } = scale;
  const { format: formatX = plain } = xAxis;
  const { format: formatY = plain } = yAxis;
  return (
    <g class="plot-axes">
      {yAxis.ticks?.map((tick) => (
        <g key={tick}>
          <line x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text x={left - 6} y={y(tick) + 4} text-anchor="end">
            {formatY(tick)}
          </text>
        </g>
      ))}
      {xAxis.ticks?.map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={bottom} y2={bottom + 4} />
          <text x={x(tick)} y={bottom + 17} text-anchor="middle">
            {formatX(tick)}
          </text>
        </g>
      ))}
      {xAxis.label !== undefined && (
        <text x={right} y={bottom - 6} text-anchor="end">
          {xAxis.label}
        </text>
      )}
      {yAxis.label !== undefined && (
        <text x={left - 36 > 0 ? left - 36 : left} y={top - 12}>
          {yAxis.label}
        </text>
      )}
    </g>
  );
}

/** The `d` of a line through points of the data. */
export function lineThrough(scale: Scale, points: readonly (readonly [number, number])[]): string {
  return points
    .map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${scale.x(x).toFixed(1)} ${scale.y(y).toFixed(1)}`)
    .join('');
}

/** Evenly spaced numbers, both ends included. */
export const steps = (from: number, to: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1));

interface HandleProps {
  readonly scale: Scale;
  readonly x: number;
  readonly y: number;
  readonly moves: 'x' | 'y' | 'both';
  readonly label: string;
  /** The value in words. */
  readonly text: string;
  /** How far an arrow key moves, in data; with Shift ten times. */
  readonly keyStep: number;
  readonly meaning: Meaning;
  readonly radius?: number;
  readonly onMove: (x: number, y: number) => void;
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Something to take hold of. It stays within the axes. */
export function Handle(props: HandleProps) {
  const { scale, x, y, moves, label, text, keyStep, meaning, radius = 9, onMove } = props;
  const { xAxis, yAxis } = scale;
  const moveTo = (nextX: number, nextY: number) =>
    onMove(
      moves === 'y' ? x : Math.min(xAxis.to, Math.max(xAxis.from, nextX)),
      moves === 'x' ? y : Math.min(yAxis.to, Math.max(yAxis.from, nextY)),
    );
  const drag = (event: PointerEvent) => {
    const handle = event.currentTarget as SVGElement;
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const box = handle.ownerSVGElement!.getBoundingClientRect();
    const across = (event.clientX - box.left - scale.left) / (scale.right - scale.left);
    const up = (scale.bottom - (event.clientY - box.top)) / (scale.bottom - scale.top);
    moveTo(xAxis.from + across * (xAxis.to - xAxis.from), yAxis.from + up * (yAxis.to - yAxis.from));
  };
  const press = (event: KeyboardEvent) => {
    const arrow = arrows[event.key];
    if (arrow === undefined) return;
    event.preventDefault();
    const step = event.shiftKey ? 10 * keyStep : keyStep;
    const along = moves === 'both' ? arrow : [arrow[0] + arrow[1], arrow[0] + arrow[1]];
    moveTo(x + step * along[0]!, y + step * along[1]!);
  };
  const axis = moves === 'y' ? yAxis : xAxis;
  return (
    <g
      class={`plot-handle plot-handle-${meaning}`}
      transform={`translate(${scale.x(x)} ${scale.y(y)})`}
      role="slider"
      tabindex={0}
      aria-label={label}
      aria-valuemin={axis.from}
      aria-valuemax={axis.to}
      aria-valuenow={moves === 'y' ? y : x}
      aria-valuetext={text}
      aria-orientation={moves === 'y' ? 'vertical' : 'horizontal'}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus();
      }}
      onPointerMove={drag}
      onKeyDown={press}
    >
      <circle r={Math.max(18, radius)} fill="transparent" />
      <circle class="plot-grip" r={radius} />
    </g>
  );
}

interface ArrowProps {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly class?: string;
}

/** An arrow between two places in pixels; none where it would have no length. */
export function Arrow({ from, to, class: name = 'plot-arrow' }: ArrowProps) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (length < 2) return null;
  const head = Math.min(7, length / 2);
  const [ux, uy] = [dx / length, dy / length];
  const base = [to[0] - head * ux, to[1] - head * uy] as const;
  const wing = head * 0.55;
  return (
    <g class={name}>
      <line x1={from[0]} y1={from[1]} x2={base[0]} y2={base[1]} />
      <path
        d={`M${to[0]} ${to[1]}L${base[0] - wing * uy} ${base[1] + wing * ux}L${base[0] + wing * uy} ${base[1] - wing * ux}Z`}
      />
    </g>
  );
}
