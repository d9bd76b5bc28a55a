// How far native code and WebAssembly part in training, beside how far a difference in the last bit takes a run.

import { loadDataset } from '../../src/data/registry.ts';
import { initialState } from '../../src/gan/gan.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { withLastBits } from '../../src/studio/app/recording/lane.ts';
import { PARTED, TOLERANCE } from '../../src/studio/app/recording/verdict.ts';
import { type PartialConfig, resolveConfig } from '../../src/train/config.ts';
import { createComparison } from '../../src/train/difference.ts';
import { ganOf, settingsOf } from '../../src/train/setup.ts';
import { createTrainer } from '../../src/train/trainer.ts';

const small = { latent: 2, generatorHidden: [32, 32], criticHidden: [32, 32] };
const cases: readonly (readonly [given: PartialConfig, iterations: number])[] = [
  [{ dataset: 'mnist' }, 40],
  [{ dataset: 'mnist', objective: 'wgan' }, 40],
  [{ dataset: 'mnist', objective: 'gan' }, 60],
  [{ dataset: 'ring', ...small }, 200],
  [{ dataset: 'ring', objective: 'gan', ...small }, 200],
];

for (const [given, iterations] of cases) {
  const { parted, ratio, native } = await measure(given, iterations);
  const when = parted === undefined ? `not within ${iterations} iterations` : `after ${parted} iterations`;
  console.log(
    `${given.objective ?? 'wgan-gp'} on ${given.dataset}: twin ${100 * PARTED} % away ${when}; ` +
      `native at most ${native.toExponential(1)} away, ${ratio.toFixed(1)} times the twin's where above ${TOLERANCE}`,
  );
}

async function measure(given: PartialConfig, iterations: number) {
  const config = resolveConfig({}, { from: given });
  const { seed } = config.training;
  const dataset = await loadDataset(config.data.dataset);
  const gan = ganOf(config, dataset.sampleShape);
  const settings = settingsOf(config);
  const open = async (device: string, isTwin: boolean) =>
    createTrainer({
      ...{ gan, settings, seed, dataset, device: await openDevice(device, { threads: 1 }) },
      ...(isTwin && {
        snapshot: {
          ...{ iteration: 0, counts: { critic: 0, generator: 0 }, cursor: 0, settings },
          state: withLastBits(initialState(gan, seed)),
        },
      }),
    });
  const [native, here, twin] = [
    await open('cpu', false),
    await open('wasm', false),
    await open('wasm', true),
  ];
  const [ofNative, ofTwin] = [createComparison(), createComparison()];
  let [farNative, farTwin, ratio] = [0, 0, 0];
  let parted: number | undefined;
  while (here.iteration < iterations && parted === undefined) {
    const numbers = await here.step();
    const apart = ofNative(await native.step(), numbers)?.relative ?? 0;
    farTwin = Math.max(farTwin, ofTwin(numbers, await twin.step())?.relative ?? 0);
    if (farTwin >= PARTED) parted = here.iteration;
    else {
      farNative = Math.max(farNative, apart);
      if (apart > TOLERANCE) ratio = Math.max(ratio, apart / farTwin);
    }
  }
  await Promise.all([native.release(), here.release(), twin.release()]);
  return { parted, ratio, native: farNative };
}
