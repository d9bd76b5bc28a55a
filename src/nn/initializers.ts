// How weights begin.

import type { Float32Tensor } from '../base/host-tensor.ts';
import { type StaticShape, sizeOf } from '../base/shape.ts';
import type { InitialRandom } from './layer.ts';

/** Initial values of a weight.
 *  @param fanIn  how many numbers go into one that it makes, as PyTorch counts them */
export type Initializer = (random: InitialRandom, shape: StaticShape, fanIn: number) => Float32Tensor;

/** Uniform in ±1/√fanIn: PyTorch's default for `Linear` and `Conv2d`. */
export const uniformByFanIn: Initializer = (random, shape, fanIn) =>
  random.uniform(shape, 1 / Math.sqrt(fanIn));

/** Normal with mean 0: N(0, 0.02²) in DCGAN (Radford et al. 2016, arXiv:1511.06434, section 4). */
export const normalOf =
  (deviation: number): Initializer =>
  (random, shape) =>
    random.normal(shape, deviation);

/** Zeros. */
export const zeros: Initializer = (random, shape) => random.constant(shape, 0);

/** Uniform with variance gain² · 2/(fanIn + fanOut), for a weight [out, in, ...] (Glorot & Bengio 2010, section 4.2.1). */
export const glorotUniform =
  (gain: number): Initializer =>
  (random, shape, fanIn) => {
    const [outputs, , ...size] = shape as [number, number, ...number[]];
    return random.uniform(shape, gain * Math.sqrt(6 / (fanIn + outputs * sizeOf(size))));
  };

/** Normal with variance gain²/fanIn (He et al. 2015, arXiv:1502.01852, section 2.2). */
export const heNormal =
  (gain: number): Initializer =>
  (random, shape, fanIn) =>
    random.normal(shape, gain / Math.sqrt(fanIn));
