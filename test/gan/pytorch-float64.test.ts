// Iterations in the float64 interpreter against torch.float64: twenty of fully connected networks; five of convolutions,
// as the standard ops have them and in blocks of channels.

import { describe } from 'vitest';
import { trainingGraph, wholeIteration } from '../../src/gan/iteration.ts';
import { blockedOnnx } from '../../src/targets/onnx/blocked/target.ts';
import { onnx } from '../../src/targets/onnx/onnx.ts';
import { initialState, readTrajectory, trajectoryNames } from '../pytorch-fixtures.ts';
import { optimized } from '../targets/onnx/optimized.ts';
import { feedsOf, ganOf, hostState, testReplay } from './replay.ts';

const rows = trajectoryNames.flatMap((name) => {
  const trajectory = readTrajectory(name);
  const row = { name, trajectory, how: 'standard ops', target: onnx };
  return trajectory.run.sampleShape === undefined
    ? [row]
    : [row, { ...row, how: 'blocks of 2 channels', target: blockedOnnx(2) }];
});

describe.each(rows)('$name, $how', ({ trajectory, target }) => {
  const { run } = trajectory;
  const start = initialState(run);
  const { outputs, inputs } = trainingGraph(hostState(start), wholeIteration(ganOf(run)));
  testReplay(trajectory, start, optimized(outputs, [], target), (iteration) =>
    feedsOf(run, inputs, iteration),
  );
});
