// Trains the default once for each seed and measures several averages of its generator's weights: no average changes
// the trajectory, so one training serves all of them. Killed at any moment and started again, it goes on.

import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { underPrefix } from '../../src/base/record.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { initialState } from '../../src/gan/gan.ts';
import { versions } from '../../src/run/versions.ts';
import type { Device } from '../../src/runtime/device.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { resolveConfig } from '../../src/train/config.ts';
import { ganOf, settingsOf } from '../../src/train/setup.ts';
import { createTrainer } from '../../src/train/trainer.ts';
import { biasCorrected, isFollowed, updateAverages } from './averages.ts';
import { createMeasure } from './measure.ts';
import { loadProgress, saveProgress } from './progress.ts';
import { appendResult, MILESTONES, readResults, type Scores, SEEDS } from './results.ts';
import { countOf, flat } from './weights.ts';

/** A kill costs at most so many iterations. */
const SAVE_EVERY = 250;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false } },
});
const milestones = values.quick ? [10, 20] : MILESTONES;
const counts = { nearest: 1, ...(values.quick && { samples: 1000, neighbours: 100 }) };
const results = fileURLToPath(new URL(values.quick ? 'quick.jsonl' : 'results.jsonl', import.meta.url));
const partial = fileURLToPath(new URL('unfinished/', import.meta.url));
mkdirSync(partial, { recursive: true });

/** Trains what is left of a seed. Each milestone adds a line; the unfinished state goes with the last. */
async function trainSeed(seed: number, device: Device): Promise<void> {
  const file = `${partial}${values.quick ? 'quick-' : ''}${seed}.safetensors`;
  const isDone = readResults(results).some(
    (line) => line.seed === seed && line.iteration === milestones.at(-1),
  );
  if (isDone) return;
  const config = resolveConfig({ seed, average: 0, iterations: milestones.at(-1)! });
  const dataset = await loadDataset('mnist');
  const gan = ganOf(config, dataset.sampleShape);
  const parameters = underPrefix('generator', initialState(gan, seed));
  const size = countOf(parameters);
  const initial = flat(parameters, new Float32Array(size));
  const begun = loadProgress(file, initial);
  const { averages } = begun;
  const trainer = await createTrainer({
    ...{ gan, seed, dataset, device, settings: settingsOf(config) },
    ...(begun.snapshot && { snapshot: begun.snapshot }),
  });
  const measure = await createMeasure(gan, parameters, device, counts);
  const weights = new Float32Array(size);
  while (trainer.iteration < milestones.at(-1)!) {
    const updates = trainer.iteration;
    await trainer.step();
    flat(underPrefix('generator', await trainer.state.view()), weights);
    updateAverages(averages, weights, updates);
    const { iteration } = trainer;
    const isMilestone = milestones.includes(iteration);
    if (isMilestone) {
      const scores: Record<string, Scores> = {};
      const corrected = biasCorrected(averages.none!, initial, iteration);
      for (const [average, data] of Object.entries({ raw: weights, ...averages, corrected })) {
        if (!isFollowed(average, iteration)) continue;
        scores[average] = await measure(data);
        console.log(`seed ${seed}, ${iteration}, ${average}: ${scores[average].frechetDistance.toFixed(3)}`);
      }
      appendResult(results, { seed, iteration, averages: scores, versions: versions() });
    }
    if (iteration % SAVE_EVERY === 0 || isMilestone) {
      saveProgress(file, { snapshot: await trainer.snapshot(), averages });
    }
  }
  await trainer.release();
  rmSync(file);
}

const device = await openDevice('cpu', { threads: 1 });
for (const seed of positionals.length > 0 ? positionals.map(Number) : SEEDS) await trainSeed(seed, device);
