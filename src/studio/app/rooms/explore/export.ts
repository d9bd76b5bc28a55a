// Pictures as files: PNG as the browser writes it, GIF by gifenc, which is loaded when it is first needed.

import { sizeOf } from '../../../../base/shape.ts';
import { download } from '../../components/download.ts';
import { canvasOf } from './tiles.ts';

/** Device pixels per value. */
const SCALE = 8;
const FRAME_MILLISECONDS = 80;

/** Saves samples side by side, `columns` in a row, as a PNG. */
export async function savePng(
  samples: Float32Array,
  sampleShape: readonly number[],
  { columns, name }: { readonly columns: number; readonly name: string },
): Promise<void> {
  const size = sizeOf(sampleShape);
  const count = samples.length / size;
  const [, height = 1, width = 1] = sampleShape;
  const canvas = document.createElement('canvas');
  canvas.width = Math.min(columns, count) * width * SCALE;
  canvas.height = Math.ceil(count / columns) * height * SCALE;
  const context = canvas.getContext('2d')!;
  context.imageSmoothingEnabled = false;
  for (let index = 0; index < count; index++) {
    const picture = canvasOf(samples.subarray(index * size, (index + 1) * size), sampleShape);
    const [column, row] = [index % columns, Math.floor(index / columns)];
    context.drawImage(picture, column * width * SCALE, row * height * SCALE, width * SCALE, height * SCALE);
  }
  await saveCanvas(canvas, name);
}

export async function saveCanvas(canvas: HTMLCanvasElement, name: string): Promise<void> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob !== null) download(name, blob);
}

/** Saves samples one after another as a GIF that repeats. */
export async function saveGif(
  samples: Float32Array,
  sampleShape: readonly number[],
  name: string,
): Promise<void> {
  const { GIFEncoder, quantize, applyPalette } = await import('gifenc');
  const size = sizeOf(sampleShape);
  const [, height = 1, width = 1] = sampleShape;
  const gif = GIFEncoder();
  for (let start = 0; start < samples.length; start += size) {
    const pixels = enlarged(canvasOf(samples.subarray(start, start + size), sampleShape));
    const palette = quantize(pixels, 256);
    const index = applyPalette(pixels, palette);
    gif.writeFrame(index, width * SCALE, height * SCALE, { palette, delay: FRAME_MILLISECONDS });
  }
  gif.finish();
  download(name, new Blob([gif.bytes().slice()], { type: 'image/gif' }));
}

function enlarged(picture: HTMLCanvasElement): Uint8ClampedArray {
  const canvas = document.createElement('canvas');
  canvas.width = picture.width * SCALE;
  canvas.height = picture.height * SCALE;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height).data;
}
