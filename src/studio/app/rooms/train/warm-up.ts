// A first program, so that ONNX Runtime is there when the first GAN comes: it loads with its first session.

import { compile } from '../../../../compiler/program.ts';
import { add } from '../../../../graph/elementwise.ts';
import { input } from '../../../../graph/leaves.ts';
import type { Device } from '../../../../runtime/device.ts';

export async function warmUp(device: Device): Promise<void> {
  const program = await device.load(compile({ sum: add(input('x', [1]), 1) }, { name: 'warm-up' }));
  await program.release();
}
