// Curves over iterations, drawn by uPlot: brush or wheel to zoom, double click for all, every value at the pointer.

import './chart.css';
import 'uplot/dist/uPlot.min.css';
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import { isDark } from '../shell/theme.ts';
import { chartMessages as t } from './chart-messages.ts';
import { type Drawn, drawnOf, optionsOf, showRange } from './chart-plot.ts';
import type { ChartProps } from './chart-props.ts';
import { steer } from './chart-steering.ts';
import { type Curve, nearestIndex } from './curves.ts';
import { formatCount, formatNumber } from './numbers.ts';
import { useWidth } from './pixels.tsx';

export function Chart(props: ChartProps) {
  const { title, explanation, unit, curves, view, smoothing = 0, height = 200 } = props;
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const latest = useRef(props);
  latest.current = props;
  const [pointed, setPointed] = useState<number>();
  const width = useWidth(place);
  const drawn = useMemo(() => drawnOf(curves, smoothing), [curves, smoothing]);
  const look = JSON.stringify([
    curves.map(({ label, color, isDashed, isFaint, hasDots }) => [label, color, isDashed, isFaint, hasDots]),
    [isDark.value, smoothing > 0, props.isLogarithmic, props.pointer, width > 0],
  ]);

  useEffect(() => {
    if (place.current === null || width === 0) return undefined;
    const made = new uPlot(
      { ...optionsOf(latest.current, setPointed, () => latest.current), width, height },
      drawn.lines,
      place.current,
    );
    made.root.setAttribute('aria-hidden', 'true');
    plot.current = made;
    return () => {
      made.destroy();
      plot.current = undefined;
    };
  }, [look]);
  useEffect(() => plot.current?.setSize({ width, height }), [width, height]);
  useEffect(() => {
    const { current } = plot;
    if (current === undefined) return;
    current.batch(() => {
      if (current.data !== drawn.lines) current.setData(drawn.lines, false);
      showRange(current, view.value);
    });
  }, [drawn, view.value, look]);
  useEffect(() => plot.current?.redraw(false), [props.selected, props.marks]);

  const { x } = drawn.aligned;
  const rest = props.readAt === undefined ? undefined : nearestIndex(x, props.readAt);
  const at = pointed ?? rest ?? x.length - 1;
  return (
    <figure class="chart" aria-labelledby={id}>
      <figcaption>
        <h3 id={id}>
          {title}
          {unit !== undefined && <span class="chart-unit"> {unit}</span>}
        </h3>
        <Readout curves={curves} drawn={drawn} at={at} isPointed={pointed !== undefined} />
      </figcaption>
      <div
        ref={place}
        class="chart-place"
        style={{ height: `${height}px` }}
        role="application"
        aria-roledescription={t().chart}
        aria-label={`${title}. ${t().keys}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys move the pointer, zoom and select
        tabIndex={0}
        onKeyDown={(event) => plot.current && steer(event, plot.current, latest.current)}
      />
      <p class="chart-explanation">{explanation}</p>
    </figure>
  );
}

/** Every value at the pointer, else the last ones; it names the colours too. */
interface ReadoutProps {
  readonly curves: readonly Curve[];
  readonly drawn: Drawn;
  readonly at: number;
  readonly isPointed: boolean;
}

function Readout({ curves, drawn, at, isPointed }: ReadoutProps) {
  const x = drawn.aligned.x[at];
  if (x === undefined) return <p class="chart-readout">{t().nothing}</p>;
  return (
    <p class="chart-readout" aria-live={isPointed ? 'polite' : 'off'}>
      {curves.map(({ label, color, isDashed, isFaint }, index) => (
        <span key={label} class="chart-reading">
          <i
            class={`chart-swatch ${isDashed ? 'chart-dashed' : ''} ${isFaint ? 'chart-faint' : ''}`}
            style={{ color: `var(${color})` }}
          />
          {curves.length > 1 && (
            <span class="chart-label" title={label}>
              {label}
            </span>
          )}
          <b class="number">{formatNumber(valueAt(drawn.aligned.y[index]!, at))}</b>
        </span>
      ))}
      {isPointed && <span class="quiet">{t().at(formatCount(x))}</span>}
    </p>
  );
}

/** The value at an index, or where a curve has none there the nearest before. */
function valueAt(values: readonly (number | null | undefined)[], at: number): number | undefined {
  for (let index = at; index >= 0; index--) {
    const value = values[index];
    if (value !== undefined) return value ?? undefined;
  }
  return undefined;
}
