// Small pictures of what flows through the model: noise, samples, the critic's level lines.

import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { PlaneView } from '../../../../formats/plane-picture.ts';
import { gridImage } from '../../components/digit-grid.tsx';
import { Pixels } from '../../components/pixels.tsx';
import { isDark, tokenColor } from '../../shell/theme.ts';
import { drawPlane } from './plane-drawing.ts';
import { usualView } from './plane-size.ts';
import { planeView } from './trainer-state.ts';
import type { LaneFrame, Samples } from './worker-messages.ts';

/** CSS pixels along a side. */
const SIDE = 88;
const DOT = 1.5;
/** Noise is shown as far out as 3 standard deviations. */
export const noiseView: PlaneView = { centre: [0, 0], reach: 3 };
/** Images in a thumbnail, and along its side. */
const IMAGES = 9;
const COLUMNS = 3;

interface SquareProps {
  readonly label: string;
  /** What is drawn; drawn again whenever it, or the theme, changes. */
  readonly content: unknown;
  readonly paint: (context: CanvasRenderingContext2D, size: number) => void;
}

function Square({ label, content, paint }: SquareProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = Math.round(SIDE * devicePixelRatio);
  useEffect(() => {
    const context = canvas.current!.getContext('2d')!;
    context.clearRect(0, 0, size, size);
    paint(context, size);
  }, [content, size, isDark.value]);
  return <canvas ref={canvas} class="model-thumb" width={size} height={size} role="img" aria-label={label} />;
}

interface PointsProps {
  /** float32[n, 2 or more]; the first two numbers are shown. */
  readonly points: Float32Array | undefined;
  readonly stride?: number;
  readonly color: `--${string}`;
  readonly label: string;
  readonly view?: PlaneView;
}

export function PointsThumb({
  points,
  stride = 2,
  color,
  label,
  view = planeView.value ?? usualView,
}: PointsProps) {
  const paint = (context: CanvasRenderingContext2D, size: number) => {
    if (points === undefined) return;
    const dot = DOT * devicePixelRatio;
    const at = (value: number, middle: number) => ((value - middle) / view.reach + 1) * (size / 2);
    context.fillStyle = tokenColor(color);
    for (let index = 0; index < points.length; index += stride) {
      const x = at(points[index]!, view.centre[0]);
      const y = size - at(stride > 1 ? points[index + 1]! : 0, view.centre[1]);
      context.fillRect(x - dot / 2, y - dot / 2, dot, dot);
    }
  };
  return <Square label={label} content={points} paint={paint} />;
}

export function FieldThumb({
  frame,
  label,
}: {
  readonly frame: LaneFrame | undefined;
  readonly label: string;
}) {
  const shown = { real: false, fake: false, critic: true, slope: false, arrows: false, warp: false };
  const paint = (context: CanvasRenderingContext2D, size: number) =>
    drawPlane(context, size, { real: undefined, frame, shown, view: planeView.value ?? usualView });
  return <Square label={label} content={frame?.field} paint={paint} />;
}

interface ImagesProps {
  readonly images: Samples | undefined;
  readonly label: string;
}

export function ImagesThumb({ images, label }: ImagesProps) {
  const picture = useMemo(() => images && gridImage(firstOf(images), COLUMNS), [images]);
  return <Pixels picture={picture} label={label} most={devicePixelRatio} />;
}

function firstOf({ shape: [count = 0, ...shape], data }: Samples): Samples {
  const shown = Math.min(IMAGES, count);
  return { shape: [shown, ...shape], data: data.subarray(0, (data.length / count) * shown) };
}

interface NoiseRowsProps {
  /** float32[n, latent] */
  readonly noise: Float32Array;
  readonly latent: number;
  readonly label: string;
}

/** The noise of the images in their thumbnail, a row for each; 0 is grey, ±3 black and white. */
export function NoiseRows({ noise, latent, label }: NoiseRowsProps) {
  const picture = useMemo(() => {
    const rows = noise.subarray(0, IMAGES * latent).map((value) => value / noiseView.reach);
    return gridImage({ shape: [1, 1, IMAGES, latent], data: rows }, 1);
  }, [noise, latent]);
  return <Pixels picture={picture} label={label} most={8 * devicePixelRatio} />;
}
