// wgan on WebAssembly.

import { openDevice } from '../../../src/runtime/devices.ts';
import { createTraining } from '../training.ts';
import { serveWorker } from './worker.ts';

serveWorker(async ({ model }, dataset, threads) => {
  const device = await openDevice('wasm', { threads });
  const { iterate, replay } = await createTraining(model, dataset, device);
  return { versions: {}, iterate, check: replay };
});
