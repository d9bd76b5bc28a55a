// Values of a critic over the plane, as coloured squares behind points.

import { useEffect, useRef } from 'preact/hooks';
import { divergingRamp } from '../../../components/diverging-ramp.ts';
import { isDark, tokenColor } from '../../../shell/theme.ts';
import { steps } from './plot.tsx';

/** Squares along each side. */
export const heatSide = 41;

/** The middles of the squares of [−reach, reach]², row by row from the top, float64[heatSide², 2]. */
export function heatPoints(reach: number): Float64Array {
  const along = steps(-reach, reach, heatSide);
  return Float64Array.from([...along].reverse().flatMap((y) => along.flatMap((x) => [x, y])));
}

interface HeatProps {
  /** float64[heatSide²] */
  readonly values: Float64Array;
  readonly label: string;
  /** Redrawn whenever it changes. */
  readonly frame: number;
  /** A point of each cloud, row-major [count, 2], drawn over it. */
  readonly clouds: readonly { readonly points: ArrayLike<number>; readonly color: `--${string}` }[];
  readonly reach: number;
  /** Whether values are coloured; else only points are drawn. */
  readonly hasGround?: boolean;
}

const pixels = 480;

export function Heat({ values, label, frame, clouds, reach, hasGround = true }: HeatProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.clearRect(0, 0, pixels, pixels);
    if (hasGround) paintGround(context, values);
    for (const { points, color } of clouds) paintPoints(context, points, color, reach);
  }, [frame, values, clouds, hasGround, isDark.value]);
  return <canvas ref={canvas} class="heat" width={pixels} height={pixels} role="img" aria-label={label} />;
}

/** Low is blue, high is red, the middle is the ground; bands make level sets visible. */
function paintGround(context: CanvasRenderingContext2D, values: Float64Array): void {
  const [low, middle, high] = divergingRamp();
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const image = new ImageData(heatSide, heatSide);
  const bands = 14;
  for (const [index, value] of values.entries()) {
    const share = most > least ? (value - least) / (most - least) : 0.5;
    const level = (Math.min(bands - 1, Math.floor(share * bands)) + 0.5) / bands;
    const end = level < 0.5 ? low : high;
    const strength = 0.85 * Math.abs(2 * level - 1);
    for (let channel = 0; channel < 3; channel++) {
      image.data[4 * index + channel] = middle[channel]! + strength * (end[channel]! - middle[channel]!);
    }
    image.data[4 * index + 3] = 255;
  }
  const small = new OffscreenCanvas(heatSide, heatSide);
  small.getContext('2d')!.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(small, 0, 0, pixels, pixels);
}

function paintPoints(
  context: CanvasRenderingContext2D,
  points: ArrayLike<number>,
  color: `--${string}`,
  reach: number,
): void {
  context.fillStyle = tokenColor(color);
  context.strokeStyle = tokenColor('--surface');
  context.lineWidth = 1.2;
  for (let index = 0; index < points.length; index += 2) {
    const x = ((points[index]! + reach) / (2 * reach)) * pixels;
    const y = ((reach - points[index + 1]!) / (2 * reach)) * pixels;
    context.beginPath();
    context.arc(x, y, 4, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}
