// The frames of films: pictures of samples, loaded when needed, the latest kept.

import { signal } from '@preact/signals';
import { ask } from '../../server/api.ts';
import { blockSize, shrunk } from './blocks.ts';

const MOST_FRAMES = 120;

interface Frame {
  readonly picture?: ImageData;
  readonly hasFailed?: true;
}

const frames = new Map<string, Frame>();
/** Counts arrivals, so that what shows a frame draws again. */
const arrivals = signal(0);

/** The picture at an address, or undefined until it is there. */
export function frameAt(address: string): ImageData | undefined {
  arrivals.value;
  const known = frames.get(address);
  if (known === undefined) void load(address);
  return known?.picture;
}

/** Loads a picture that will be shown soon. */
export function expectFrame(address: string): void {
  if (!frames.has(address)) void load(address);
}

/** Whether a picture is there, or never will be. */
export const isSettled = (address: string): boolean => {
  const frame = frames.get(address);
  return frame?.picture !== undefined || frame?.hasFailed === true;
};

async function load(address: string): Promise<void> {
  keep(address, {});
  try {
    keep(address, { picture: await pictureOf(await (await ask(address)).blob()) });
  } catch {
    keep(address, { hasFailed: true }); // removed meanwhile, or half written: the place stays empty
  }
  arrivals.value++;
}

function keep(address: string, frame: Frame): void {
  frames.delete(address);
  frames.set(address, frame);
  for (const oldest of frames.keys()) {
    if (frames.size <= MOST_FRAMES) break;
    frames.delete(oldest);
  }
}

/** The picture with one pixel for each value: the page enlarges it to its own size. */
async function pictureOf(file: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(file);
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const image = context.getImageData(0, 0, width, height);
  const size = blockSize(image);
  if (size === 1) return image;
  const small = shrunk(image, size);
  return new ImageData(new Uint8ClampedArray(small.data), small.width, small.height);
}
