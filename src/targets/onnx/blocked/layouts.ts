// How ONNX Runtime's blocked kernels lay images and kernels out: channels in blocks that fill a vector register, a
// block's channels side by side.

import { dimensions } from '../../../compiler/rewrites/rewrite.ts';
import { reshape, transpose } from '../../../graph/shaping.ts';
import type { Tensor } from '../../../graph/tensor.ts';

/** Images float32[N, C, H, W] as [N, C ÷ block, H, W, block]. */
export function blockImages(x: Tensor, block: number): Tensor {
  const [count, channels, height, width] = dimensions(x) as [number, number, number, number];
  const parts = reshape(x, [count, channels / block, block, height, width]);
  return transpose(parts, [0, 1, 3, 4, 2]);
}

/** Back again. */
export function plainImages(x: Tensor): Tensor {
  const [count, blocks, height, width, block] = dimensions(x) as [number, number, number, number, number];
  return reshape(transpose(x, [0, 1, 4, 2, 3]), [count, blocks * block, height, width]);
}

/** Whether a kernel reads images of few channels, which stay as they are. */
export const isThin = (inputs: number, block: number): boolean => inputs < block;

/** Kernels float32[outputs, inputs, height, width] as [outputs ÷ block, inputs ÷ block, height, width, block of inputs,
 *  block of outputs]; of few inputs, [outputs ÷ block, inputs, height, width, block]. */
export function blockKernels(w: Tensor, block: number): Tensor {
  const [outputs, inputs, ...size] = dimensions(w) as [number, number, number, number];
  const many = outputs / block;
  if (isThin(inputs, block)) return transpose(reshape(w, [many, block, inputs, ...size]), [0, 2, 3, 4, 1]);
  const parts = reshape(w, [many, block, inputs / block, block, ...size]);
  return transpose(parts, [0, 2, 4, 5, 3, 1]);
}

/** Back again. */
export function plainKernels(w: Tensor): Tensor {
  const shape = dimensions(w);
  const [many, inner, height, width] = shape as [number, number, number, number];
  if (shape.length === 5) {
    return reshape(transpose(w, [0, 4, 1, 2, 3]), [many * shape[4]!, inner, height, width]);
  }
  const [block, columns] = shape.slice(4) as [number, number];
  return reshape(transpose(w, [0, 5, 1, 4, 2, 3]), [many * columns, inner * block, height, width]);
}
