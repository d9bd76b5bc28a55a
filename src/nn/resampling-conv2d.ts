// Convolutions that halve or double the size of images, as one convolution of stride 2. A mean of 2×2 after a convolution,
// and an enlargement before it, are linear: with the kernel smeared by [1, 1] in both directions, k·k taps at each large
// place become (k + 1)² at each small one. For k = 3 that is 16 products in place of 36.

import { conv, convTranspose } from '../graph/convolution.ts';
import { add, mul } from '../graph/elementwise.ts';
import { pad, transpose } from '../graph/shaping.ts';
import { take } from '../graph/take.ts';
import type { Tensor } from '../graph/tensor.ts';
import { biased, type Conv2dOptions, conv2d } from './conv2d.ts';
import type { Layer } from './layer.ts';
import { type NamedLayer, passOfParts } from './parts.ts';
import { averagePool2d, upsampleNearest } from './resizing.ts';
import { sequential } from './sequential.ts';

/** Options of convolutions that keep the size: the kernel is odd, and zeros surround the image. */
export type SameConv2dOptions = Pick<Conv2dOptions, 'kernel' | 'bias' | 'weights' | 'biases'>;

/** y = (x ⋆ W + b) of the size of x, W float32[outputs, inputs, kernel, kernel] with an odd kernel. */
export const sameConv2d = (inputs: number, outputs: number, options: SameConv2dOptions): Layer =>
  conv2d(inputs, outputs, { ...options, padding: (options.kernel - 1) / 2 });

/** The kernel's values each added to their neighbours below, right and below right. */
function smeared(kernel: Tensor): Tensor {
  const along = (w: Tensor, axis: number) =>
    add(pad(w, { axis, before: 0, after: 1 }), pad(w, { axis, before: 1, after: 0 }));
  return along(along(kernel, 2), 3);
}

function turned(kernel: Tensor): Tensor {
  const size = kernel.shape[2] as number;
  const backwards = Array.from({ length: size }, (_, index) => size - 1 - index);
  return take(take(kernel, backwards, 2), backwards, 3);
}

/** A convolution of x float32[N, inputs, H, W], then the mean of each 2×2: float32[N, outputs, H ÷ 2, W ÷ 2], for even H
 *  and W. Variables are the convolution's, which it says in Python alone. */
export const poolingConv2d = (inputs: number, outputs: number, options: SameConv2dOptions): Layer => ({
  ...sameConv2d(inputs, outputs, options),
  apply({ weight, bias }, x) {
    const kernel = mul(smeared(weight!), 1 / 4);
    const y = conv(x, kernel, { stride: 2, padding: (options.kernel - 1) / 2 });
    return { output: biased(y, bias), buffers: {} };
  },
});

/** Each pixel of x float32[N, inputs, H, W] as 2×2 equal ones, then a convolution: float32[N, outputs, 2H, 2W]. Variables are
 *  the convolution's, which it says in Python alone. */
export const enlargingConv2d = (inputs: number, outputs: number, options: SameConv2dOptions): Layer => ({
  ...sameConv2d(inputs, outputs, options),
  apply({ weight, bias }, x) {
    const kernel = transpose(turned(smeared(weight!)), [1, 0, 2, 3]);
    const y = convTranspose(x, kernel, { stride: 2, padding: (options.kernel - 1) / 2 });
    return { output: biased(y, bias), buffers: {} };
  },
});

/** `poolingConv2d`; in PyTorch, `Sequential(Conv2d, AvgPool2d)`. */
export const conv2dThenPool = (inputs: number, outputs: number, options: SameConv2dOptions): Layer =>
  computedAs(sequential([sameConv2d(inputs, outputs, options), averagePool2d(2)]), [
    '0',
    poolingConv2d(inputs, outputs, options),
  ]);

/** `enlargingConv2d`; in PyTorch, `Sequential(Upsample, Conv2d)`. */
export const upsampleThenConv2d = (inputs: number, outputs: number, options: SameConv2dOptions): Layer =>
  computedAs(sequential([upsampleNearest(2), sameConv2d(inputs, outputs, options)]), [
    '1',
    enlargingConv2d(inputs, outputs, options),
  ]);

/** The layers, computed as another that has the variables of one of them. */
const computedAs = (layers: Layer, part: NamedLayer): Layer => ({
  ...layers,
  apply(variables, x, pass) {
    const { through, buffers } = passOfParts(variables, pass);
    return { output: through(part, x), buffers };
  },
});
