// In what blocks of channels ONNX Runtime convolves images on this processor: 16 with AVX-512, else 8, or none. Its kernels
// and their layout are internal to it; so it is asked, once something is convolved.

import { float32 } from '../base/host-tensor.ts';
import { interpret, toDense } from '../compiler/interpret.ts';
import { compile } from '../compiler/program.ts';
import { input } from '../graph/leaves.ts';
import { applyOp } from '../graph/tensor.ts';
import { lower } from '../targets/lower.ts';
import { blockOp } from '../targets/onnx/blocked/ops.ts';
import { blockedOnnx } from '../targets/onnx/blocked/target.ts';
import { onnx } from '../targets/onnx/onnx.ts';
import type { Target } from '../targets/target.ts';
import type { Device } from './device.ts';

/** Sizes that ONNX Runtime may use, the largest first. */
const SIZES = [16, 8, 4];

/** The dialect of ONNX in which a device convolves best. */
export async function dialectOf(device: Device): Promise<Target> {
  const block = await blockSize(device);
  return block === undefined ? onnx : blockedOnnx(block);
}

/** The size of a block, by where numbers lie that are reordered; undefined where nothing is. */
export async function blockSize(device: Device): Promise<number | undefined> {
  const x = float32(
    [1, 16, 1, 2],
    Float32Array.from({ length: 32 }, (_, index) => index),
  );
  for (const block of SIZES) {
    const y = applyOp(blockOp, [input('x', x.shape)], { block });
    const expected = interpret({ y }, { x: toDense(x) }).y.values;
    const loaded = await device
      .load(lower(compile({ y }, { name: 'blocks' }), blockedOnnx(block)), { isAuxiliary: true })
      .catch(() => undefined); // this ONNX Runtime has no blocked kernels
    if (loaded === undefined) return undefined;
    const { y: found } = await loaded.run({ x });
    await loaded.release();
    if (toDense(found!).values.every((value, index) => value === expected[index])) return block;
  }
  return undefined;
}
