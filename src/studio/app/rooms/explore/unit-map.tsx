// The units of a layer as squares, from blue through the ground at 0 to red; one of them can be chosen, by a click or by
// arrow keys.

import { useEffect, useRef } from 'preact/hooks';
import { divergingRamp } from '../../components/diverging-ramp.ts';
import { formatNumber } from '../../components/numbers.ts';
import { rampColor } from '../../components/ramp.ts';
import { isDark } from '../../shell/theme.ts';
import { layersMessages as t } from './layers-messages.ts';

const WIDE = 32;
const NARROW = 16;
/** More units than this lie in wide rows. */
const MANY = 64;

interface UnitMapProps {
  readonly values: Float32Array;
  readonly title: string;
  /** Units that are marked as changed. */
  readonly changed?: readonly number[];
  /** The chosen unit, where one of them is. */
  readonly chosen?: number | undefined;
  /** Without it, units are only shown. */
  readonly onChoose?: (unit: number) => void;
}

export function UnitMap({ values, title, changed = [], chosen, onChoose }: UnitMapProps) {
  const columns = values.length > MANY ? WIDE : Math.min(NARROW, values.length);
  const rows = Math.ceil(values.length / columns);
  const canvas = useRef<HTMLCanvasElement>(null);
  const dark = isDark.value;
  useEffect(() => paint(canvas.current!, values), [values, dark]);
  const place = (unit: number) => ({
    left: `${(100 * (unit % columns)) / columns}%`,
    top: `${(100 * Math.floor(unit / columns)) / rows}%`,
    width: `${100 / columns}%`,
    height: `${100 / rows}%`,
  });
  const squares = (
    <>
      <canvas ref={canvas} width={columns} height={rows} />
      {changed.map((unit) => (
        <span key={unit} class="unit-mark unit-changed" style={place(unit)} />
      ))}
      {chosen !== undefined && <span class="unit-mark unit-chosen" style={place(chosen)} />}
    </>
  );
  const { least, most } = rangeOf(values);
  return (
    <figure>
      <figcaption class="small">
        <b>{title}</b>
        <br />
        <span class="quiet number">
          {t().range(formatNumber(least), formatNumber(most))}
          {t().changed(changed.length)}
        </span>
      </figcaption>
      {onChoose === undefined ? (
        <div class="unit-map" role="img" aria-label={title}>
          {squares}
        </div>
      ) : (
        <div
          class="unit-map unit-map-open"
          role="slider"
          tabIndex={0}
          aria-label={`${title}. ${t().mapKeys}`}
          aria-valuemin={1}
          aria-valuemax={values.length}
          aria-valuenow={(chosen ?? 0) + 1}
          aria-valuetext={t().unitValue((chosen ?? 0) + 1, formatNumber(values[chosen ?? 0]))}
          {...choosing(columns, rows, values.length, chosen, onChoose)}
        >
          {squares}
        </div>
      )}
    </figure>
  );
}

function choosing(
  columns: number,
  rows: number,
  count: number,
  chosen: number | undefined,
  onChoose: (unit: number) => void,
) {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    Home: -count,
    End: count,
  };
  const choose = (unit: number) => onChoose(Math.min(Math.max(unit, 0), count - 1));
  return {
    onClick(event: MouseEvent) {
      const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
      const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
      const row = Math.floor(((event.clientY - box.top) / box.height) * rows);
      const unit = row * columns + Math.min(Math.max(column, 0), columns - 1);
      if (unit >= 0 && unit < count) choose(unit);
    },
    onKeyDown(event: KeyboardEvent) {
      const step = steps[event.key];
      if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      choose(chosen === undefined ? 0 : chosen + step);
    },
  };
}

/** Colours by the largest size in the layer, so that 0 is the ground. */
function paint(canvas: HTMLCanvasElement, values: Float32Array): void {
  const ramp = divergingRamp();
  const { least, most } = rangeOf(values);
  const size = Math.max(-least, most) || 1;
  const image = new ImageData(canvas.width, canvas.height);
  values.forEach((value, unit) => {
    image.data.set([...rampColor(ramp, (value / size + 1) / 2), 255], 4 * unit);
  });
  canvas.getContext('2d')!.putImageData(image, 0, 0);
}

const rangeOf = (values: Float32Array) => ({
  least: values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
  most: values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
});
