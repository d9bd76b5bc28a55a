// Twenty iterations of each objective, penalty, schedule and clipping in the float64 interpreter against torch.float64.

import { describe, expect, it } from 'vitest';
import { clippedTo } from '../../src/gan/clipping.ts';
import { defineGan, type Gan } from '../../src/gan/gan.ts';
import { trainingGraph, wholeIteration } from '../../src/gan/iteration.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import { withZeroCentred } from '../../src/gan/objectives/zero-centred.ts';
import type { Dense } from '../../src/graph/tensor.ts';
import { adam } from '../../src/optim/adam.ts';
import * as fixtures from '../pytorch-fixtures.ts';
import { optimized } from '../targets/onnx/optimized.ts';
import { hostState, NOISE, feedsOf as plainFeedsOf, ganOf as plainGanOf, testReplay } from './replay.ts';

/** What is left of a mean gradient that is exactly 0: paired losses do not see the last bias. */
const MEAN_NOISE = 1e-15;

/** The run as generate.py has it: what it knows of objectives does not matter to state and streams. */
const plainRunOf = (run: fixtures.ObjectiveRun): fixtures.Run => ({ ...run, objective: 'gan' });

/** The run's GAN, with what objectives.py adds. */
function ganOf(run: fixtures.ObjectiveRun): Gan {
  const plain = plainGanOf(plainRunOf(run));
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
  table: Parameters<typeof plainFeedsOf>[1],
  iteration: number,
): Record<string, Dense> {
  const { batch, criticSteps, r1 = 0, r2 = 0 } = run;
  const plain = plainRunOf(run);
  const [pixels] = fixtures.sampleShapeOf(plain) as [number];
  const drawn = (
    sampler: fixtures.Sampler,
    purpose: string,
    step: number | string,
    width: number,
  ): Dense => ({
    shape: [batch, width],
    values: sampler(`small/${purpose}/${iteration}/${step}`, batch * width),
  });
  const ofSteps = Array.from({ length: criticSteps }, (_, step) => [
    [`random.critic.share.${step}`, drawn(fixtures.uniform, 'share', step, 1)] as const,
    [`random.critic.noise.${step}`, drawn(fixtures.uniform, 'noise', step, pixels)] as const,
  ]);
  return {
    ...plainFeedsOf(plain, table, iteration, { r1, r2 }),
    ...Object.fromEntries(ofSteps.flat()),
    'real.generator.0': drawn(fixtures.symmetric, 'real', 'generator', pixels),
  };
}

it('has a run of every objective with rmsprop and adam', () => {
  const recorded = ['wgan-gp', 'wgan', 'gan', 'gan-minimax']; // in float64/
  const others = objectives.names.filter((name) => !recorded.includes(name));
  const wanted = others.flatMap((name) => [`${name}-adam`, `${name}-rmsprop`]);
  expect(fixtures.objectiveRuns).toEqual(expect.arrayContaining(wanted));
});

describe.each(fixtures.objectiveRuns)('%s', (name) => {
  const trajectory = fixtures.readObjectiveTrajectory(name);
  const { run } = trajectory;
  const start = fixtures.initialState(plainRunOf(run));
  const { outputs, inputs } = trainingGraph(hostState(start), wholeIteration(ganOf(run)));
  const noiseOf = (tensor: string) => (tensor.endsWith('.exp_avg') ? MEAN_NOISE : NOISE);
  testReplay(trajectory, start, optimized(outputs), (iteration) => feedsOf(run, inputs, iteration), noiseOf);
});
