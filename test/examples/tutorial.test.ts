// The tutorial's visible steps against the fused iteration, in float64.

import { expect, it } from 'vitest';
import { discriminatorStep, gan, generatorStep, initial, trainTutorial } from '../../examples/tutorial.ts';
import { fillNormal, fillUniform } from '../../src/base/random.ts';
import { mapRecord } from '../../src/base/record.ts';
import { interpret, toDense } from '../../src/compiler/interpret.ts';
import { defineDataset } from '../../src/data/dataset.ts';
import { trainingStep, wholeIteration } from '../../src/gan/iteration.ts';
import type { Dense, Tensor } from '../../src/graph/tensor.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { optimized } from '../targets/onnx/optimized.ts';

const TOLERANCE = 1e-12;
const RATE = 5e-4;

function random(shape: readonly number[], purpose: 'latent' | 'mix', counter: number): Dense {
  const values = new Float32Array(shape.reduce((a, b) => a * b, 1));
  (purpose === 'latent' ? fillNormal : fillUniform)(values, { seed: 3, purpose, counter });
  return { shape, values: Float64Array.from(values) };
}

function advance(state: Record<string, Dense>, graph: Record<string, Tensor>, feeds: Record<string, Dense>) {
  const values = interpret(optimized(graph), { ...state, ...feeds });
  for (const name of Object.keys(state)) state[name] = values[`${name}.next`] ?? state[name]!;
  return values;
}

it('equals the fused iteration in float64', { timeout: 300_000 }, () => {
  const steps = Array.from({ length: gan.criticSteps }, (_, step) => ({
    real: random([64, 784], 'mix', step),
    noise: random([64, 100], 'latent', step),
    mix: random([64, 1], 'mix', 100 + step),
  }));
  const noise = random([64, 100], 'latent', 99);
  const rate = { shape: [1], values: Float64Array.of(RATE) };

  const byStep = mapRecord(initial, toDense);
  for (const step of steps) advance(byStep, discriminatorStep(), { ...step, rate });
  const { loss } = advance(byStep, generatorStep(), { noise, rate });

  const fused = mapRecord(initial, toDense);
  const repeated = (value: number) => ({
    shape: [steps.length],
    values: new Float64Array(steps.length).fill(value),
  });
  const values = advance(fused, trainingStep(initial, wholeIteration(gan)), {
    ...Object.fromEntries(
      steps.flatMap(({ real, mix }, step) => [
        [`real.${step}`, real],
        [`mix.${step}`, mix],
      ]),
    ),
    'latent.critic': {
      shape: [64 * steps.length, 100],
      values: Float64Array.from(steps.flatMap((step) => [...step.noise.values])),
    },
    'latent.generator': noise,
    'scalar.critic.rate': repeated(RATE),
    'scalar.generator.rate': rate,
    'scalar.penalty': repeated(0.5),
  });

  expect(values.generatorLoss!.values[0]).toBeCloseTo(loss!.values[0]!, 10);
  for (const [name, { values: ours }] of Object.entries(fused)) {
    const difference = ours.map((value, index) => value - byStep[name]!.values[index]!);
    const norm = Math.sqrt(ours.reduce((sum, value) => sum + value * value, 0));
    expect(Math.sqrt(difference.reduce((sum, value) => sum + value * value, 0)), name).toBeLessThanOrEqual(
      TOLERANCE * norm,
    );
  }
});

it('trains on a device', async () => {
  const values = Uint8Array.from({ length: 256 * 784 }, (_, index) => (index * 37) % 256);
  const dataset = defineDataset({ name: 'bytes', sampleShape: [784], values });
  const after = await trainTutorial(dataset, await openDevice('cpu', { threads: 1 }), 2);
  for (const name of ['generator.0.weight', 'critic.4.weight', 'optimizer.critic.0.weight.square_avg']) {
    expect(after[name]!.data, name).not.toEqual(initial[name]!.data);
    expect(Array.from(after[name]!.data as Float32Array).every(Number.isFinite), name).toBe(true);
  }
});
