// Twenty iterations of each objective, penalty, schedule and clipping in the float64 interpreter against torch.float64.

import { describe, expect, it } from 'vitest';
import { mapRecord } from '../../src/base/record.ts';
import { interpret } from '../../src/compiler/interpret.ts';
import { clippedTo } from '../../src/gan/clipping.ts';
import { defineGan, type Gan } from '../../src/gan/gan.ts';
import { scalarValues } from '../../src/gan/inputs.ts';
import { trainingGraph, wholeIteration } from '../../src/gan/iteration.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import { withZeroCentred } from '../../src/gan/objectives/zero-centred.ts';
import type { Dense } from '../../src/graph/tensor.ts';
import { adam } from '../../src/optim/adam.ts';
import * as fixtures from '../pytorch-fixtures.ts';
import { optimized } from '../targets/onnx/optimized.ts';
import { denseState, hostState, ganOf as plainGanOf } from './replay.ts';

const TOLERANCE = 1e-8;
/** What is left of a mean square, or of a mean gradient, that is exactly 0: paired losses do not see the last bias. */
const NOISE = 1e-20;
const MEAN_NOISE = 1e-15;

/** The run's GAN, with what objectives.py adds. */
function ganOf(run: fixtures.ObjectiveRun): Gan {
  const plain = plainGanOf({ ...run, objective: 'gan' });
  const { optimizer, clipGradient, schedule, r1 = 0, r2 = 0 } = run;
  const transform = clipGradient === undefined ? undefined : clippedTo(clipGradient);
  const weights = { r1: { weight: r1, every: 1 }, r2: { weight: r2, every: 1 } };
  const rule =
    optimizer.name === 'adam' ? adam({ ...optimizer, epsilon: optimizer.eps }) : plain.criticOptimizer;
  return defineGan({
    ...plain,
    ...{ generatorOptimizer: rule, criticOptimizer: rule, schedule },
    objective: withZeroCentred(objectives.get(run.objective), weights),
    transforms: { generator: transform, critic: transform },
  });
}

/** What is fed at an iteration, besides the state, from the streams that objectives.py draws from. */
function feedsOf(
  run: fixtures.ObjectiveRun,
  table: Parameters<typeof scalarValues>[0],
  iteration: number,
): Record<string, Dense> {
  const { batch, criticSteps, optimizer, penaltyWeight, r1 = 0, r2 = 0 } = run;
  const inputs = fixtures.inputsOf({ ...run, objective: 'gan' }, iteration);
  const pixels = inputs.critic[0]!.real.shape[1]!;
  const drawn = (
    sampler: fixtures.Sampler,
    purpose: string,
    step: number | string,
    width: number,
  ): Dense => ({
    shape: [batch, width],
    values: sampler(`small/${purpose}/${iteration}/${step}`, batch * width),
  });
  const dense = ({ shape, data }: fixtures.Tensor): Dense => ({ shape, values: data });
  const scalars = scalarValues(table, {
    iteration,
    settings: {
      ...{ generatorLearningRate: optimizer.learningRate, criticLearningRate: optimizer.learningRate },
      ...{ penalty: penaltyWeight ?? 0, r1, r2 },
    },
    counts: { critic: iteration * criticSteps, generator: iteration },
  });
  const ofSteps = inputs.critic.flatMap(({ real, mix }, step) => [
    [`real.${step}`, dense(real)] as const,
    [`mix.${step}`, dense(mix)] as const,
    [`random.critic.share.${step}`, drawn(fixtures.uniform, 'share', step, 1)] as const,
    [`random.critic.noise.${step}`, drawn(fixtures.uniform, 'noise', step, pixels)] as const,
  ]);
  return {
    ...Object.fromEntries(ofSteps),
    'real.generator.0': drawn(fixtures.symmetric, 'real', 'generator', pixels),
    'latent.critic': {
      shape: [criticSteps * batch, run.latentSize],
      values: Float64Array.from(inputs.critic.flatMap(({ latent }) => [...latent.data])),
    },
    'latent.generator': dense(inputs.generator.latent),
    ...mapRecord(scalars, (values) => ({ shape: [values.length], values: Float64Array.from(values) })),
  };
}

function replay({ run, metrics }: fixtures.ObjectiveTrajectory) {
  const start = fixtures.initialState({ ...run, objective: 'gan' });
  const { outputs, inputs } = trainingGraph(hostState(start), wholeIteration(ganOf(run)));
  const step = optimized(outputs);
  const state = denseState(start);
  const numbers = metrics.map((_, iteration) => {
    const values = interpret(step, { ...state, ...feedsOf(run, inputs, iteration) });
    for (const name of Object.keys(state)) state[name] = values[`${name}.next`] ?? state[name]!;
    return values;
  });
  return { numbers, state };
}

const norm = (values: Float64Array) => Math.hypot(...values);

it('has a run of every objective with rmsprop and adam', () => {
  const recorded = ['wgan-gp', 'wgan', 'gan', 'gan-minimax']; // in float64/
  const others = objectives.names.filter((name) => !recorded.includes(name));
  const wanted = others.flatMap((name) => [`${name}-adam`, `${name}-rmsprop`]);
  expect(fixtures.objectiveRuns).toEqual(expect.arrayContaining(wanted));
});

describe.each(fixtures.objectiveRuns)('%s', (name) => {
  const trajectory = fixtures.readObjectiveTrajectory(name);
  const { numbers, state } = replay(trajectory);

  it('logs the same numbers', () => {
    trajectory.metrics.forEach((recorded, iteration) => {
      for (const [metric, value] of Object.entries(recorded)) {
        const ours = numbers[iteration]![metric]!.values[0]!;
        expect(Math.abs(ours - value), `${metric} of iteration ${iteration}`).toBeLessThanOrEqual(
          TOLERANCE * Math.max(Math.abs(value), 1e-3),
        );
      }
    });
  });

  it('ends with the same state', () => {
    expect(Object.keys(state).sort()).toEqual(Object.keys(trajectory.final).sort());
    for (const [tensor, { data }] of Object.entries(trajectory.final)) {
      const difference = norm(state[tensor]!.values.map((value, index) => value - data[index]!));
      const noise = tensor.endsWith('.exp_avg') ? MEAN_NOISE : NOISE;
      expect(difference, tensor).toBeLessThanOrEqual(Math.max(TOLERANCE * norm(data), noise));
    }
  });
});
