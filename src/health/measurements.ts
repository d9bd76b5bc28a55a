// What is measured now and then besides the logged numbers, from tensors on the host. Pure.

import type { TensorRecord } from '../base/host-tensor.ts';
import { underPrefix } from '../base/record.ts';
import { sizeOf } from '../base/shape.ts';

/** A look into a GAN in training. */
export interface Measurements {
  /** Mean norm of the critic's gradient at samples of the generator. */
  readonly criticSlope: number;
  /** Distance between two samples over that between two real ones, both as root mean squares: 1 is right, 0 is always
   *  the same sample. */
  readonly diversity: number;
  /** Share of the generator's hidden units that got no gradient from any sample, in the layer with the largest. */
  readonly deadUnits: number;
  /** By what factor the weights of a layer stretch independent inputs, in the layer where they do most:
   *  root mean square × √inputs; 0.58 at PyTorch's start. */
  readonly generatorGain: number;
  readonly criticGain: number;
  /** Share of the critic's parameters at the clip bound, where weights are clipped. */
  readonly atBound?: number;
  /** The critic's estimate, or without one its loss without penalty, on training samples, where some are held out. */
  readonly seenEstimate?: number;
  /** The same on as many held-out samples, of the same critic and against the same fakes. The logged estimate lies a
   *  generator step before that on held-out samples, and so above it even in health. */
  readonly unseenEstimate?: number;
  /** Of data with known modes, the share of them that samples are near to, unevenness counted: exp(entropy)/modes. */
  readonly modeShare?: number;
}

/** Root mean square distance between two of the samples: √(2 Σ variance), with count − 1 in the variance.
 *  @param samples  [count, ...sampleShape], row-major */
export function spreadOf(samples: Float32Array, count: number): number {
  const size = samples.length / count;
  const means = new Float64Array(size);
  for (let index = 0; index < samples.length; index++) means[index % size]! += samples[index]! / count;
  let squares = 0;
  for (let index = 0; index < samples.length; index++) {
    squares += (samples[index]! - means[index % size]!) ** 2;
  }
  return Math.sqrt((2 * squares) / (count - 1));
}

/** The largest share of zeros among the tensors: units without any gradient. */
export function deadShare(units: TensorRecord): number {
  const shares = Object.values(units).map(({ data }) => {
    let zeros = 0;
    for (let index = 0; index < data.length; index++) if (Number(data[index]) === 0) zeros++;
    return zeros / data.length;
  });
  return Math.max(0, ...shares);
}

/** The largest root mean square × √inputs of a network's weights [outputs, inputs, ...]. */
export function gainOf(state: TensorRecord, network: 'generator' | 'critic'): number {
  const gains = Object.values(underPrefix(network, state))
    .filter(({ shape }) => shape.length > 1)
    .map(({ shape, data }) => {
      const inputs = sizeOf(shape.slice(1));
      return Math.sqrt((sumOfSquares(data as Float32Array) / sizeOf(shape)) * inputs);
    });
  return Math.max(0, ...gains);
}

function sumOfSquares(values: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index]! * values[index]!;
  return sum;
}

/** The share of the critic's parameters at ±bound. */
export function shareAtBound(state: TensorRecord, bound: number): number {
  const limit = Math.fround(bound);
  let [met, all] = [0, 0];
  for (const { data } of Object.values(underPrefix('critic', state))) {
    if (!(data instanceof Float32Array)) continue;
    all += data.length;
    for (let index = 0; index < data.length; index++) if (Math.abs(data[index]!) >= limit) met++;
  }
  return met / Math.max(1, all);
}

/** exp(entropy of the shares) over the number of classes: 1 if all are equally frequent, 1/n if there is only one. */
export function evenness(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const entropy = counts.reduce((sum, count) => {
    return count === 0 ? sum : sum - (count / total) * Math.log(count / total);
  }, 0);
  return Math.exp(entropy) / counts.length;
}
