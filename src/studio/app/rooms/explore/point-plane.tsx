// The plane of a generator of points: a cloud of its samples, the reader's part of the plane as the generator bends it,
// and the point at the reader's place.

import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { fillNormal } from '../../../../base/random.ts';
import { useWidth } from '../../components/pixels.tsx';
import { tokenColor } from '../../shell/theme.ts';
import { latestOnly } from './latest.ts';
import { PlaneBox } from './plane-box.tsx';
import { generate, unitChanges } from './samples.ts';
import { opened } from './source.ts';
import { useSteering } from './steering.ts';
import { density, here, joined, latentAt, look, position } from './walk.ts';

const CLOUD = 2000;
const SEED_PIXELS = 160;
/** Seeds to each side of the reader that are drawn. */
const REACH = 1;

const cloud = signal<Float32Array | undefined>(undefined);
const mesh = signal<{ readonly points: Float32Array; readonly side: number } | undefined>(undefined);

/** A point of the data on the canvas. */
type ToCanvas = (points: Float32Array, index: number) => readonly [number, number];

export function PointPlane() {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(box);
  const steering = useSteering(() => SEED_PIXELS);
  useEffect(() => void makeCloud(), [opened.value?.version, unitChanges.value]);
  useEffect(() => void makeMesh(), [position.value, look.value, density.value]);
  useEffect(() => {
    if (canvas.current !== null && width > 0) draw(canvas.current, width, box.current?.clientHeight ?? width);
  });
  void [cloud.value, mesh.value, here.value];
  return <PlaneBox {...{ box, canvas, steering }} />;
}

async function makeCloud(): Promise<void> {
  const facts = opened.peek()?.facts;
  if (facts === undefined) return;
  const latents = new Float32Array(CLOUD * facts.latent);
  fillNormal(latents, { seed: 1, purpose: 'sample', counter: 0 });
  cloud.value = await generate(latents, CLOUD);
}

const makeMesh = latestOnly(async () => {
  const middle = position.peek();
  const side = 2 * REACH * density.peek() + 1;
  const places = Array.from({ length: side * side }, (_, index) => ({
    x: middle.x - REACH + (index % side) / density.peek(),
    y: middle.y - REACH + Math.floor(index / side) / density.peek(),
  }));
  const latents = joined(places.flatMap((where) => latentAt(where) ?? []));
  if (latents.length === 0) return;
  const points = await generate(latents, places.length);
  mesh.value = points && { points, side };
});

function draw(canvas: HTMLCanvasElement, width: number, height: number): void {
  const ratio = devicePixelRatio;
  const size = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
  if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
  const context = canvas.getContext('2d')!;
  context.fillStyle = tokenColor('--sunken');
  context.fillRect(0, 0, canvas.width, canvas.height);
  if (cloud.value === undefined) return;
  const at = scaleOf(cloud.value, canvas);
  context.fillStyle = tokenColor('--fake');
  context.globalAlpha = 0.4;
  for (let index = 0; index < CLOUD; index++) dot(context, at(cloud.value, index), 1.6 * ratio);
  context.globalAlpha = 1;
  drawMesh(context, at);
  if (here.value?.length !== 2) return;
  context.fillStyle = tokenColor('--surface');
  dot(context, at(here.value, 0), 9 * ratio);
  context.fillStyle = tokenColor('--fake-ink');
  dot(context, at(here.value, 0), 6 * ratio);
}

function dot(
  context: CanvasRenderingContext2D,
  [left, top]: readonly [number, number],
  radius: number,
): void {
  context.beginPath();
  context.arc(left, top, radius, 0, 2 * Math.PI);
  context.fill();
}

/** Lines of the plane, each from seed to seed. */
function drawMesh(context: CanvasRenderingContext2D, at: ToCanvas): void {
  if (mesh.value === undefined) return;
  const { points, side } = mesh.value;
  context.strokeStyle = tokenColor('--ink-quiet');
  context.lineWidth = devicePixelRatio;
  for (let line = 0; line < side; line++) {
    for (const indexOf of [(k: number) => line * side + k, (k: number) => k * side + line]) {
      context.beginPath();
      for (let k = 0; k < side; k++) context.lineTo(...at(points, indexOf(k)));
      context.stroke();
    }
  }
}

/** All of the cloud but stragglers, the same scale on both axes unless one is over ten times as wide, up is up. */
function scaleOf(points: Float32Array, { width, height }: HTMLCanvasElement): ToCanvas {
  const ends = (axis: number) => {
    const values = points.filter((_, index) => index % 2 === axis).sort();
    return [
      values[Math.floor(values.length * 0.005)] ?? -1,
      values[Math.floor(values.length * 0.995)] ?? 1,
    ] as const;
  };
  const [[left, right], [bottom, top]] = [ends(0), ends(1)];
  const [across, up] = [right - left || 1, top - bottom || 1];
  const isCommon = Math.max(across, up) <= 10 * Math.min(across, up);
  const common = Math.min(width / across, height / up);
  const [scaleX, scaleY] = isCommon ? [common, common] : [width / across, height / up];
  return (all, index) => [
    width / 2 + (all[2 * index]! - (left + right) / 2) * 0.84 * scaleX,
    height / 2 - (all[2 * index + 1]! - (bottom + top) / 2) * 0.84 * scaleY,
  ];
}
