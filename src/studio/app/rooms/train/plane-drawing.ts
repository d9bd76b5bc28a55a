// Draws the plane of a GAN of points, layer over layer.

import type { PlaneView } from '../../../../formats/plane-picture.ts';
import { divergingRamp } from '../../components/diverging-ramp.ts';
import { rampColor, viridis } from '../../components/ramp.ts';
import { tokenColor } from '../../shell/theme.ts';
import { levelLine, levelsOf, rangeOf } from './contours.ts';
import type { LaneFrame, PlaneField } from './worker-messages.ts';

export const planeLayers = ['real', 'fake', 'critic', 'slope', 'arrows', 'warp'] as const;
export type PlaneLayer = (typeof planeLayers)[number];
export type Shown = Readonly<Record<PlaneLayer, boolean>>;

export interface PlaneScene {
  readonly real: Float32Array | undefined;
  readonly frame: LaneFrame | undefined;
  readonly shown: Shown;
  readonly view: PlaneView;
}

/** Slopes from 0 to this fill the ramp: 1 lies in its middle. */
const STEEPEST = 2;
const LEVELS = 11;
const ARROW_PIXELS = 16;

/** @param size  of the square in device pixels */
export function drawPlane(context: CanvasRenderingContext2D, size: number, scene: PlaneScene): void {
  const { real, frame, shown, view } = scene;
  const at = (value: number, axis: 0 | 1) => ((value - view.centre[axis]) / view.reach + 1) * (size / 2);
  const place = (x: number, y: number) => [at(x, 0), size - at(y, 1)] as const;
  const density = size / 560;
  context.clearRect(0, 0, size, size);
  if (frame?.field && (shown.critic || shown.slope)) {
    drawHeat(context, size, frame.field, shown.slope);
    if (shown.critic) drawLevels(context, size, frame.field);
  }
  if (shown.real && real) drawDots(context, real, place, '--real', 1.7 * density);
  if (frame?.warp && shown.warp) drawWarp(context, frame.warp, place, density);
  const fakes = frame?.samples.data;
  if (fakes && frame?.field && shown.arrows) drawArrows(context, fakes, frame.field, place, density);
  if (fakes && shown.fake) drawDots(context, fakes, place, '--fake', 2.3 * density, tokenColor('--surface'));
}

type Place = (x: number, y: number) => readonly [number, number];

function drawDots(
  context: CanvasRenderingContext2D,
  points: Float32Array,
  place: Place,
  color: `--${string}`,
  radius: number,
  rim?: string,
): void {
  context.beginPath();
  for (let index = 0; index < points.length; index += 2) {
    const [x, y] = place(points[index]!, points[index + 1]!);
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
  if (rim !== undefined) {
    context.strokeStyle = rim;
    context.lineWidth = radius * 0.7;
    context.stroke();
  }
  context.fillStyle = tokenColor(color);
  context.fill();
}

/** Scores from blue to red about their middle, or slopes from 0 to 2 in viridis; smooth between the cells. */
function drawHeat(
  context: CanvasRenderingContext2D,
  size: number,
  { side, scores, slopes }: PlaneField,
  isSlope: boolean,
): void {
  const values = isSlope ? slopes : scores;
  const { least, most } = isSlope ? { least: 0, most: STEEPEST } : rangeOf(values);
  const ramp = isSlope ? viridis : divergingRamp();
  const image = new ImageData(side, side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const share = most > least ? (values[row * side + column]! - least) / (most - least) : 0.5;
      image.data.set([...rampColor(ramp, share), 255], 4 * ((side - 1 - row) * side + column));
    }
  }
  heat ??= new OffscreenCanvas(side, side);
  heat.width = side;
  heat.height = side;
  heat.getContext('2d')!.putImageData(image, 0, 0);
  context.save();
  context.globalAlpha = 0.55;
  context.imageSmoothingQuality = 'high';
  context.drawImage(heat, 0, 0, size, size);
  context.restore();
}

let heat: OffscreenCanvas | undefined;

function drawLevels(context: CanvasRenderingContext2D, size: number, { side, scores }: PlaneField): void {
  const cell = size / side;
  const at = (value: number) => (value + 0.5) * cell;
  context.save();
  context.strokeStyle = tokenColor('--ink');
  context.globalAlpha = 0.22;
  context.lineWidth = Math.max(1, size / 700);
  context.beginPath();
  for (const level of levelsOf(scores, LEVELS)) {
    for (const [x0, y0, x1, y1] of levelLine(scores, side, level)) {
      context.moveTo(at(x0), size - at(y0));
      context.lineTo(at(x1), size - at(y1));
    }
  }
  context.stroke();
  context.restore();
}

/** The critic's gradient at the fakes: the way in which the generator moves them. A slope of 1 has a set length. */
function drawArrows(
  context: CanvasRenderingContext2D,
  fakes: Float32Array,
  { arrows }: PlaneField,
  place: Place,
  density: number,
): void {
  context.save();
  context.strokeStyle = tokenColor('--ink');
  context.globalAlpha = 0.75;
  context.lineWidth = 1.3 * density;
  context.beginPath();
  for (let index = 0; index < arrows.length; index += 2) {
    const [x, y] = place(fakes[index]!, fakes[index + 1]!);
    const norm = Math.hypot(arrows[index]!, arrows[index + 1]!);
    if (norm === 0) continue;
    const length = ARROW_PIXELS * density * Math.min(norm, STEEPEST);
    const [right, up] = [arrows[index]! / norm, arrows[index + 1]! / norm];
    const [toX, toY] = [x + length * right, y - length * up];
    const head = 0.3 * length;
    context.moveTo(x, y);
    context.lineTo(toX, toY);
    context.moveTo(toX - head * (right + 0.6 * up), toY + head * (up - 0.6 * right));
    context.lineTo(toX, toY);
    context.lineTo(toX - head * (right - 0.6 * up), toY + head * (up + 0.6 * right));
  }
  context.stroke();
  context.restore();
}

function drawWarp(
  context: CanvasRenderingContext2D,
  { side, places }: NonNullable<LaneFrame['warp']>,
  place: Place,
  density: number,
): void {
  const line = (indexOf: (step: number) => number) => {
    for (let step = 0; step < side; step++) {
      const index = 2 * indexOf(step);
      const [x, y] = place(places[index]!, places[index + 1]!);
      if (step === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
  };
  context.save();
  context.strokeStyle = tokenColor('--fake-ink');
  context.globalAlpha = 0.8;
  context.lineWidth = density;
  context.beginPath();
  for (let fixed = 0; fixed < side; fixed++) {
    line((step) => fixed * side + step);
    line((step) => step * side + fixed);
  }
  context.stroke();
  context.restore();
}
