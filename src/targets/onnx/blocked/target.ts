// ONNX for a processor on which ONNX Runtime convolves images in blocks of channels, with ops of its own.

import { encodeOnnx } from '../../../formats/onnx.ts';
import type { Target } from '../../target.ts';
import { onnx, onnxModel } from '../onnx.ts';
import { ops } from '../ops.ts';
import { blockedOps } from './ops.ts';
import { chooseBlocks } from './pass.ts';
import { rewrites } from './rewrites.ts';

/** @param block  channels of a block on this processor */
export const blockedOnnx = (block: number): Target => ({
  ...onnx,
  isFinal: true, // ONNX Runtime takes 1.8 s for a ResNet's iteration, without looking 0.4, and both run alike
  passes: [{ name: 'blocked-layouts', apply: (roots) => chooseBlocks(roots, block) }, ...onnx.passes],
  rewrites: [...onnx.rewrites, ...rewrites],
  encode: (program) => encodeOnnx(onnxModel(program, { ...ops, ...blockedOps })),
});
