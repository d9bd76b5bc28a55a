// wgan as an engine of the search: the same protocol as train_pytorch.py.

import { writeFileSync } from 'node:fs';
import { underPrefix } from '../../src/base/record.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { versions } from '../../src/run/versions.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { encodeGenerator } from '../../src/train/model.ts';
import { samplingPrefix } from '../../src/train/sampler.ts';
import { ganOf, scheduleOf, settingsOf } from '../../src/train/setup.ts';
import { createTrainer } from '../../src/train/trainer.ts';
import type { Reply, Request } from './engines.ts';

const STRETCH = 20;

const { config, spec, iterations, threads, file } = JSON.parse(process.argv.at(-1)!) as Request;
const dataset = await loadDataset('mnist');
const device = await openDevice('cpu', { threads });
const gan = ganOf(config, dataset.sampleShape);
const trainer = await createTrainer({
  ...scheduleOf(config),
  ...{ gan, settings: settingsOf(config), dataset, device },
});
const stretches: number[] = [];
const begin = performance.now();
let last = begin;
while (trainer.iteration < iterations) {
  await trainer.step();
  if (trainer.iteration % STRETCH !== 0) continue;
  stretches.push((performance.now() - last) / STRETCH);
  last = performance.now();
}
const seconds = (performance.now() - begin) / 1000;
if (file !== null) {
  const { state, iteration } = await trainer.snapshot();
  const parameters = underPrefix(samplingPrefix(gan), state);
  const weights = gan.ema ? 'average' : 'last';
  writeFileSync(file, encodeGenerator({ spec, parameters, dataset: 'mnist', iteration, weights }));
}
await trainer.release();
console.log(JSON.stringify({ seconds, stretches, versions: { ...versions() } } satisfies Reply));
