// The iteration on WebGPU, by Chromium's software adapter, from a checkpoint: what the native processor computes.

import { expect, it } from 'vitest';
import type { TensorRecord } from '../../../../../src/base/host-tensor.ts';
import { mapRecord } from '../../../../../src/base/record.ts';
import { compile } from '../../../../../src/compiler/program.ts';
import { createBatcher } from '../../../../../src/data/batches.ts';
import { loadDataset } from '../../../../../src/data/generated.ts';
import { trainingGraph, wholeIteration } from '../../../../../src/gan/iteration.ts';
import { openDevice } from '../../../../../src/runtime/devices.ts';
import { readRecipe } from '../../../../../src/studio/app/rooms/train/recipe.ts';
import { createFeeds } from '../../../../../src/train/feeds.ts';
import { ganOf, settingsOf } from '../../../../../src/train/setup.ts';
import { createTrainer } from '../../../../../src/train/trainer.ts';
import { describeInBrowser } from '../../../browser.ts';
import { distance } from '../../../distance.ts';
import { useRuntimePage } from '../../../runtime-page.ts';

const tiny = { generatorHidden: '8', criticHidden: '8', batch: '8', criticSteps: '2' };

/** A program, what it is fed, and what the native processor makes of it, three iterations after the beginning. */
async function nativeIteration(objective: string) {
  const { config } = readRecipe({ ...tiny, objective }).lanes[0]!;
  const dataset = await loadDataset('ring');
  const gan = ganOf(config, dataset.sampleShape);
  const device = await openDevice('cpu', { threads: 1 });
  const settings = settingsOf(config);
  const trainer = await createTrainer({ gan, settings, seed: config.training.seed, dataset, device });
  for (let step = 0; step < 3; step++) await trainer.step();
  const { state, iteration, counts, cursor } = await trainer.snapshot();
  await trainer.release();
  const graph = trainingGraph(state, wholeIteration(gan));
  const feeds = createFeeds(graph.inputs, config.training.seed);
  feeds.fill({ iteration, settings, counts }, createBatcher(dataset, { seed: config.training.seed, cursor }));
  const program = compile(graph.outputs, { name: 'iteration' });
  const inputs = { ...state, ...feeds.tensors };
  const loaded = await device.load(program);
  const outputs = mapRecord(await loaded.run(inputs), (tensor) => ({ ...tensor, data: tensor.data.slice() }));
  await loaded.release();
  return { program, inputs, outputs, names: Object.keys(state) };
}

describeInBrowser('an iteration on WebGPU', () => {
  const there = useRuntimePage();

  it('has an adapter', async () => {
    const name = await there.page.evaluate(
      'navigator.gpu.requestAdapter().then((found) => found?.info.architecture)',
    );
    expect(name).toBe('swiftshader');
  });

  it.each(['wgan-gp', 'wgan', 'gan'])('of %s is the native one, to 1e-3 of the norm', async (objective) => {
    const { program, inputs, outputs, names } = await nativeIteration(objective);
    const found = await there.run('webgpu', program, inputs);
    expect(Object.keys(found).sort()).toEqual(Object.keys(outputs).sort());
    for (const [name, tensor] of Object.entries(outputs)) {
      if (name.endsWith('.next')) continue;
      const [far, near] = [Number(found[name]!.data[0]), Number(tensor.data[0])];
      expect(Math.abs(far - near), name).toBeLessThan(1e-3 * Math.max(1, Math.abs(near)));
    }
    const states = (all: TensorRecord) =>
      Object.fromEntries(names.map((name) => [name, all[`${name}.next`]!]));
    expect(distance(states(found), states(outputs))).toBeLessThan(1e-3);
    const moved = Object.fromEntries(names.map((name) => [name, inputs[name]!]));
    expect(distance(states(outputs), moved)).toBeGreaterThan(1e-3); // an update is more than that
  });
});
