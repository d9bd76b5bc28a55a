// How fast this machine is just now, by convolutions as networks have them.

import { float32 } from '../../base/host-tensor.ts';
import { fillNormal } from '../../base/random.ts';
import { compile } from '../../compiler/program.ts';
import { stateInputs } from '../../gan/iteration.ts';
import { mean } from '../../graph/compositions.ts';
import { input } from '../../graph/leaves.ts';
import { activation } from '../../nn/activations.ts';
import { conv2d } from '../../nn/conv2d.ts';
import { initialRandom } from '../../nn/layer.ts';
import { inferencePass } from '../../nn/pass.ts';
import { sequential } from '../../nn/sequential.ts';
import type { Device } from '../../runtime/device.ts';

const [BATCH, CHANNELS, SIDE] = [16, 64, 32];
const LAYERS = 3;
/** Multiplications and additions of a run. */
const OPERATIONS = LAYERS * 2 * BATCH * SIDE * SIDE * CHANNELS * CHANNELS * 9;
const RUNS = 7;
/** Part of this speed that whole iterations reach, which have copies, sums and small layers besides: of nine networks from
 *  points to 128 pixels on one thread of an EPYC between 0.50 and 0.98, half of them between 0.74 and 0.83. */
const SHARE = 0.76;

/** Multiplications and additions per second that a whole iteration should reach: the fastest of some runs of three
 *  convolutions of 64 channels at 32×32, and a part of it.
 *  @param now  milliseconds from any fixed point */
export async function measureSpeed(
  device: Device,
  now: () => number = () => performance.now(),
): Promise<number> {
  const layers = Array.from({ length: LAYERS }, () => [
    conv2d(CHANNELS, CHANNELS, { kernel: 3, padding: 1 }),
    activation('leaky-relu'),
  ]);
  const layer = sequential(layers.flat());
  const weights = layer.init(initialRandom(1, 'init-critic'));
  const shape = [BATCH, CHANNELS, SIDE, SIDE];
  const { output } = layer.apply(stateInputs(weights), input('images', shape), inferencePass);
  const program = await device.load(compile({ mean: mean(output) }, { name: 'speed', weights }));
  const images = float32(shape);
  fillNormal(images.data, { seed: 1, purpose: 'evaluate', counter: 0 });
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run++) {
    const begin = now();
    await program.run({ images });
    least = Math.min(least, now() - begin);
  }
  await program.release();
  return (SHARE * OPERATIONS * 1000) / least;
}
