// A training iteration gives the same numbers on every device.

import { expect, it } from 'vitest';
import { float32Data, type TensorRecord } from '../../src/base/host-tensor.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { devices, openDevice } from '../../src/runtime/devices.ts';
import { resolveConfig } from '../../src/train/config.ts';
import { ganOf, settingsOf } from '../../src/train/setup.ts';
import { createTrainer } from '../../src/train/trainer.ts';

const config = resolveConfig({
  dataset: 'ring',
  generatorHidden: [32, 32],
  criticHidden: [32, 32],
  latent: 8,
  batch: 32,
  optimizer: 'sgd', // RMSprop's first steps are sign-like: a gradient that is 0 but for rounding makes a full step
});

/** What one iteration logs, and the state after it. */
async function iterate(name: string) {
  const dataset = await loadDataset('ring');
  const gan = ganOf(config, dataset.sampleShape);
  const device = await openDevice(name, { threads: 1 });
  const trainer = await createTrainer({ gan, settings: settingsOf(config), seed: 1, dataset, device });
  const metrics = await trainer.step();
  const { state } = await trainer.snapshot();
  await trainer.release();
  return { metrics, state };
}

/** The largest difference of two records, in units of the larger of 1 and the value. */
function distance(a: TensorRecord, b: TensorRecord): number {
  let largest = 0;
  for (const [name, tensor] of Object.entries(a)) {
    const other = float32Data(b[name]!, name);
    float32Data(tensor, name).forEach((x, index) => {
      largest = Math.max(largest, Math.abs(x - other[index]!) / Math.max(1, Math.abs(x)));
    });
  }
  return largest;
}

it.each(devices.names.filter((name) => name !== 'cpu'))('%s trains as cpu does', async (name) => {
  const expected = await iterate('cpu');
  const actual = await iterate(name);
  for (const [metric, value] of Object.entries(expected.metrics)) {
    expect(actual.metrics[metric as keyof typeof actual.metrics], metric).toBeCloseTo(value, 5);
  }
  expect(distance(expected.state, actual.state)).toBeLessThan(1e-5);
});
