// Stacked MNIST (Metz et al. 2017, "Unrolled generative adversarial networks"): three digits as the channels of one
// colour image, so that there are 1,000 modes that a classifier of digits can count.

import { fillUniform } from '../base/random.ts';
import { checkImageOptions, type DatasetRecord, defineDataset, type MemoryDataset } from './dataset.ts';
import { type Labels, labelArray } from './labels.ts';
import { mnist } from './mnist.ts';
import { datasetSeed } from './points.ts';

/** How many images there are, as in PacGAN. */
export const stackedCount = 128_000;

/** Stream counter: apart from those of the distributions of points. */
const counter = 1000;

/** 128,000 colour images, uint8[128000,3,28,28], built when they are asked for: 301 MB.
 *  The label of an image is the number of three digits that it shows. */
export const stackedMnist: DatasetRecord = {
  name: 'stacked-mnist',
  source: `${mnist.source}; three digits per image as Metz et al. 2017, arXiv:1611.02163`,
  description: '128,000 colour images, 28×28, of three digits each: 1,000 modes; 301 MB in memory',
  load: async (options) => {
    const { signal } = options;
    const digits = await mnist.load(signal === undefined ? {} : { signal });
    return checkImageOptions(stackDigits(digits, stackedCount), options);
  },
};

/** Which digit of MNIST stands in which channel: `rows[3 * image + channel]`, drawn uniformly with a fixed seed. */
export function stackedRows(count: number, digitCount: number): Uint32Array {
  const uniforms = new Float32Array(3 * count);
  fillUniform(uniforms, { seed: datasetSeed, purpose: 'sample', counter });
  return Uint32Array.from(uniforms, (uniform) => Math.floor(uniform * digitCount));
}

/** The first `count` images of stacked digits, uint8[count,3,H,W], in one allocation; with labels 0 to 999 where the
 *  digits have theirs.
 *  @param digits  uint8[M,1,H,W] */
export function stackDigits(digits: MemoryDataset, count: number): MemoryDataset {
  const [, height = 0, width = 0] = digits.sampleShape;
  const size = height * width;
  const source = digits.values;
  const values = new Uint8Array(3 * count * size);
  const rows = stackedRows(count, digits.count);
  for (const [channel, row] of rows.entries()) {
    values.set(source.subarray(row * size, (row + 1) * size), channel * size);
  }
  return defineDataset({
    name: 'stacked-mnist',
    sampleShape: [3, height, width],
    values,
    ...(digits.labels && { labels: stackLabels(digits.labels, rows) }),
    description: `${count} colour images of three digits of MNIST each, ${height}×${width}`,
  });
}

/** The number that three digits are, the first channel its hundreds: "000" to "999" for ten classes. */
function stackLabels({ classes, values }: Labels, rows: Uint32Array): Labels {
  const [digits, base] = [rows.length / 3, classes.length];
  const stacked = labelArray(digits, base ** 3);
  for (let image = 0; image < digits; image++) {
    const [first, second, third] = [0, 1, 2].map((channel) => values[rows[3 * image + channel]!]!);
    stacked[image] = (first! * base + second!) * base + third!;
  }
  const names = classes.flatMap((a) => classes.flatMap((b) => classes.map((c) => a + b + c)));
  return { classes: names, values: stacked };
}
