// The real images of a work: MNIST's own, or larger ones with colours, made of them.

import { readFile } from 'node:fs/promises';
import { sizeOf } from '../../src/base/shape.ts';
import { type Dataset, defineDataset } from '../../src/data/dataset.ts';
import { mnist } from '../../src/data/mnist.ts';
import type { Model, Work } from '../works.ts';

/** Bytes of a dataset, about as many as MNIST has. */
const BYTES = 48e6;

const isMnist = ({ sampleShape }: Model) => sizeOf(sampleShape) === 784;

/** How many images a model has to learn from. */
export const imageCount = (model: Model): number =>
  isMnist(model) ? 60_000 : Math.floor(BYTES / sizeOf(model.sampleShape));

/** The images of a work.
 *  @throws Error if their file is not there */
export async function loadImages({ data, model }: Work): Promise<Dataset> {
  if (data === undefined) return mnist.load({});
  return defineDataset({
    name: 'digits',
    sampleShape: model.sampleShape,
    values: new Uint8Array(await readFile(data)),
  });
}

/** Images of a model's size, each channel another digit of MNIST, every pixel the digit's nearest; undefined where
 *  MNIST is of that size. */
export async function makeImages(model: Model): Promise<Uint8Array | undefined> {
  if (isMnist(model)) return undefined;
  const [channels, height, width] = model.sampleShape;
  const digits = (await mnist.load({})).values as Uint8Array;
  const count = imageCount(model);
  const values = new Uint8Array(count * sizeOf(model.sampleShape));
  let at = 0;
  for (let digit = 0; digit < count * channels; digit++) {
    for (let row = 0; row < height; row++) {
      const start = (digit % 60_000) * 784 + Math.floor((row * 28) / height) * 28;
      for (let column = 0; column < width; column++) {
        values[at++] = digits[start + Math.floor((column * 28) / width)]!;
      }
    }
  }
  return values;
}
