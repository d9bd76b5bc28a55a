// Samples for metrics: drawn in parts, checked, and rounded to 8 bits where they are images. Pure.

import { NumericError, ShapeError } from '../base/errors.ts';
import { float32Data, type HostTensor } from '../base/host-tensor.ts';
import { formatType, sameShape, sizeOf } from '../base/shape.ts';
import type { LabelValues } from '../data/labels.ts';
import type { OnProgress } from './progress.ts';

/** Samples as a generator makes them: float32[count, ...sampleShape], images in [−1, 1]. */
export interface GeneratedSamples extends HostTensor {
  /** The class that each was asked to be of, where one was. */
  readonly labels?: LabelValues;
}

/** Draws the next `count` samples of a generator. Called again and again, it continues one stream of samples. */
export type Sampler = (count: number) => GeneratedSamples | Promise<GeneratedSamples>;

/** Samples asked for at once. */
const part = 1000;

/** Options of drawing. */
export interface DrawOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** Visits samples as they are, in parts, in order; a part is valid until the next.
 *  @param visit  gets float32[part, ...sampleShape], the number of its first sample, and the classes, where there are any
 *  @throws ShapeError if the sampler gives another shape, or a label too many or too few; NumericError if a value is not finite */
export async function forEachValuePart(
  sampler: Sampler,
  count: number,
  sampleShape: readonly number[],
  visit: (values: Float32Array, start: number, labels?: LabelValues) => void | Promise<void>,
  { signal, onProgress }: DrawOptions = {},
): Promise<void> {
  for (let start = 0; start < count; start += part) {
    signal?.throwIfAborted();
    const shape = [Math.min(part, count - start), ...sampleShape];
    const tensor = await sampler(shape[0]!);
    if (!sameShape(tensor.shape, shape)) {
      throw new ShapeError(`samples: expected float32[${shape.join(',')}], got ${formatType(tensor)}`);
    }
    const values = float32Data(tensor, 'samples');
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad !== -1) {
      const sample = start + Math.floor(bad / sizeOf(sampleShape));
      throw new NumericError(`samples: must be finite, got ${values[bad]} in sample ${sample}`);
    }
    requireLabels(tensor.labels, shape[0]!);
    await visit(values, start, tensor.labels);
    onProgress?.(start + shape[0]!, count);
  }
}

function requireLabels(labels: LabelValues | undefined, count: number): void {
  if (labels === undefined || labels.length === count) return;
  throw new ShapeError(`samples: every sample needs one label, got ${labels.length} for ${count} samples`);
}

/** Visits images as bytes, in parts; each part has memory of its own.
 *  @param visit  gets uint8[part, ...sampleShape] and the number of its first sample */
export function forEachImagePart(
  sampler: Sampler,
  count: number,
  sampleShape: readonly number[],
  visit: (bytes: Uint8Array, start: number, labels?: LabelValues) => void | Promise<void>,
  options: DrawOptions = {},
): Promise<void> {
  return forEachValuePart(
    sampler,
    count,
    sampleShape,
    (values, start, labels) => visit(toBytes(values), start, labels),
    options,
  );
}

/** The next `count` images, uint8[count, ...sampleShape]. */
export async function drawImages(
  sampler: Sampler,
  count: number,
  sampleShape: readonly number[],
  options: DrawOptions = {},
): Promise<Uint8Array> {
  const size = sizeOf(sampleShape);
  const images = new Uint8Array(count * size);
  await forEachImagePart(
    sampler,
    count,
    sampleShape,
    (bytes, start) => images.set(bytes, start * size),
    options,
  );
  return images;
}

/** The next `count` samples as they are, float32[count, ...sampleShape]. */
export async function drawValues(
  sampler: Sampler,
  count: number,
  sampleShape: readonly number[],
  options: DrawOptions = {},
): Promise<Float32Array> {
  const size = sizeOf(sampleShape);
  const all = new Float32Array(count * size);
  await forEachValuePart(
    sampler,
    count,
    sampleShape,
    (values, start) => all.set(values, start * size),
    options,
  );
  return all;
}

/** 8 bits, as in a PNG: (x + 1) · 127.5 in float32, rounded half to even, clamped to 0…255. */
export function toBytes(values: Float32Array): Uint8Array {
  const bytes = new Uint8ClampedArray(values.length);
  for (let index = 0; index < values.length; index++) {
    bytes[index] = Math.fround(Math.fround(values[index]! + 1) * 127.5);
  }
  return new Uint8Array(bytes.buffer);
}
