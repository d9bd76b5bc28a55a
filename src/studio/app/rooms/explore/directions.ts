// Directions of the latent along which the output changes most. Pure.
//
// Principal components of a few hundred samples say how the output varies; the direction of a component is the mean of
// their noise weighted by their coordinate along it: the least-squares map from coordinate to noise, as GANSpace finds
// directions for generators without a mapping network (Härkönen et al. 2020, arXiv:2004.02546, section 2.2).

import { leadingEigenpairs } from './eigenvectors.ts';

/** One direction. */
export interface Direction {
  /** What the noise changes by where the output is one standard deviation further along the component; float32[latent]. */
  readonly step: Float32Array<ArrayBuffer>;
  /** Share of the output's variance, from 0 to 1. */
  readonly share: number;
}

/** The directions of the largest components, largest first; fewer where the output varies in fewer ways.
 *  @param samples  [count, size], the generator's for `latents`
 *  @param latents  [count, latent] */
export function principalDirections(
  samples: Float32Array,
  latents: Float32Array,
  count: number,
  wanted: number,
): readonly Direction[] {
  const products = centredProducts(samples, count);
  const total = products.reduce((sum, value, at) => (at % (count + 1) === 0 ? sum + value : sum), 0);
  return leadingEigenpairs(products, count, wanted)
    .map(({ value, vector }) => ({ share: value / total, step: stepOf(vector, latents) }))
    .filter(({ share }) => share > 1e-6);
}

/** X Xᵀ of the samples less their mean: its eigenvectors are the coordinates, and it is small. */
function centredProducts(samples: Float32Array, count: number): Float64Array {
  const size = samples.length / count;
  const centred = Float64Array.from(samples);
  for (let pixel = 0; pixel < size; pixel++) {
    let mean = 0;
    for (let row = 0; row < count; row++) mean += samples[row * size + pixel]! / count;
    for (let row = 0; row < count; row++) centred[row * size + pixel]! -= mean;
  }
  const products = new Float64Array(count * count);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let pixel = 0; pixel < size; pixel++)
        sum += centred[a * size + pixel]! * centred[b * size + pixel]!;
      products[a * count + b] = sum;
      products[b * count + a] = sum;
    }
  }
  return products;
}

/** (1/n) Σ c z, with coordinates c of variance 1: an eigenvector's entries times √n. Its first entry that matters is
 *  positive, so that a direction always points the same way. */
function stepOf(coordinates: Float64Array, latents: Float32Array): Float32Array<ArrayBuffer> {
  const count = coordinates.length;
  const latent = latents.length / count;
  const step = new Float32Array(latent);
  coordinates.forEach((coordinate, row) => {
    for (let index = 0; index < latent; index++) {
      step[index]! += (coordinate * latents[row * latent + index]!) / Math.sqrt(count);
    }
  });
  const largest = step.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return largest < 0 ? step.map((value) => -value) : step;
}
