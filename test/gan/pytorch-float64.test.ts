// Iterations in the float64 interpreter against torch.float64: twenty of fully connected networks; five of convolutions,
// as the standard ops have them and in blocks of channels.

import { describe, expect, it } from 'vitest';
import { interpret } from '../../src/compiler/interpret.ts';
import { trainingStep, wholeIteration } from '../../src/gan/iteration.ts';
import { blockedOnnx } from '../../src/targets/onnx/blocked/target.ts';
import { onnx } from '../../src/targets/onnx/onnx.ts';
import type { Target } from '../../src/targets/target.ts';
import { initialState, readTrajectory, type Trajectory, trajectoryNames } from '../pytorch-fixtures.ts';
import { optimized } from '../targets/onnx/optimized.ts';
import { denseState, feedsOf, ganOf, hostState } from './replay.ts';

const TOLERANCE = 1e-8;
/** Mean squares of gradients that are rounding noise: what is left of an exact 0. */
const NOISE = 1e-20;

function replay({ run, metrics }: Trajectory, target: Target) {
  const gan = ganOf(run);
  const start = initialState(run);
  const step = optimized(trainingStep(hostState(start), wholeIteration(gan)), [], target);
  const state = denseState(start);
  const losses = metrics.map((_, iteration) => {
    const values = interpret(step, { ...state, ...feedsOf(run, gan, iteration) });
    for (const name of Object.keys(state)) state[name] = values[`${name}.next`] ?? state[name]!;
    return values;
  });
  return { losses, state };
}

const norm = (values: Float64Array) => Math.hypot(...values);

const rows = trajectoryNames.flatMap((name) => {
  const trajectory = readTrajectory(name);
  const row = { name, trajectory, how: 'standard ops', target: onnx };
  return trajectory.run.sampleShape === undefined
    ? [row]
    : [row, { ...row, how: 'blocks of 2 channels', target: blockedOnnx(2) }];
});

describe.each(rows)('$name, $how', ({ trajectory, target }) => {
  const { losses, state } = replay(trajectory, target);

  it('logs the same numbers', () => {
    trajectory.metrics.forEach((recorded, iteration) => {
      for (const [metric, value] of Object.entries(recorded)) {
        const ours = losses[iteration]![metric]!.values[0]!;
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
      expect(difference, tensor).toBeLessThanOrEqual(Math.max(TOLERANCE * norm(data), NOISE));
    }
  });
});
