// Pictures at points of the plane, made nearest first by the worker and kept while they are likely to be seen again.

import { signal } from '@preact/signals';
import { sizeOf } from '../../../../base/shape.ts';
import { gridImage } from '../../components/digit-grid.tsx';
import type { Position } from './latent-plane.ts';
import { generate } from './samples.ts';
import { opened } from './source.ts';
import { joined, latentAt, look } from './walk.ts';

/** A picture, and whether it shows the generator as it is now. */
export interface Tile {
  readonly picture: HTMLCanvasElement;
  readonly look: object;
}

const MOST_KEPT = 3000;
const BATCH = 64;

const kept = new Map<string, Tile>();
let version = 0;
let isAsking = false;
let wanted: readonly Position[] = [];

/** Grows with every batch of pictures. */
export const tilesMade = signal(0);
/** Pictures per second, in the last batch; undefined before the first. */
export const tileRate = signal<number | undefined>(undefined);

export const tileKey = ({ x, y }: Position): string => `${x.toFixed(4)},${y.toFixed(4)}`;

/** The picture at a point, if it was made; it may be out of date. */
export const tileAt = (where: Position): Tile | undefined => kept.get(tileKey(where));

/** Says which pictures are seen, nearest first: those that are missing or out of date are made. */
export function want(places: readonly Position[]): void {
  const current = opened.value?.version ?? 0;
  if (current !== version) kept.clear();
  version = current;
  const now = look.value;
  wanted = places.filter((where) => tileAt(where)?.look !== now);
  void makeNext();
}

async function makeNext(): Promise<void> {
  const facts = opened.peek()?.facts;
  const batch = wanted.slice(0, BATCH);
  const isCurrent = version === opened.peek()?.version; // else what was wanted was wanted of another generator
  if (isAsking || !isCurrent || batch.length === 0 || facts === undefined) return;
  isAsking = true;
  const now = look.peek();
  const latents = joined(batch.flatMap((where) => latentAt(where) ?? []));
  const began = performance.now();
  const samples = await generate(latents, batch.length);
  isAsking = false;
  if (opened.peek()?.version !== now.version) {
    void makeNext();
    return;
  }
  if (samples === undefined) return;
  tileRate.value = (1000 * batch.length) / Math.max(1, performance.now() - began);
  if (kept.size > MOST_KEPT) kept.clear();
  const size = sizeOf(facts.sampleShape);
  batch.forEach((where, index) => {
    const picture = canvasOf(samples.subarray(index * size, (index + 1) * size), facts.sampleShape);
    kept.set(tileKey(where), { picture, look: now });
  });
  tilesMade.value++;
}

/** A sample as a canvas of one pixel per value. */
export function canvasOf(sample: Float32Array, sampleShape: readonly number[]): HTMLCanvasElement {
  const image = gridImage({ shape: [1, ...sampleShape], data: sample }, 1);
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  return canvas;
}
