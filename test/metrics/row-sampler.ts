// Samples that are the images of a dataset.

import { float32 } from '../../src/base/host-tensor.ts';
import { fillSamples, type MemoryDataset } from '../../src/data/dataset.ts';
import type { Sampler } from '../../src/metrics/samples.ts';

/** Its images in turn, over and over. */
export function samplerOf(images: MemoryDataset): Sampler {
  let next = 0;
  return (count) => {
    const drawn = float32([count, ...images.sampleShape]);
    const rows = Uint32Array.from({ length: count }, () => next++ % images.count);
    fillSamples(images, rows, 0, count, drawn.data);
    return drawn;
  };
}
