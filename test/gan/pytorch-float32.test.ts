// One iteration at the tutorial's sizes on ONNX Runtime, from PyTorch's recorded state, against torch.float32.

import { describe, expect, it } from 'vitest';
import { float32, type hostTensor, type TensorRecord } from '../../src/base/host-tensor.ts';
import { mapRecord } from '../../src/base/record.ts';
import { compile } from '../../src/compiler/program.ts';
import { trainingGraph, wholeIteration } from '../../src/gan/iteration.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import {
  initialState,
  readSingleIteration,
  type SingleIteration,
  singleIterationNames,
  stridedEntries,
  summarize,
} from '../pytorch-fixtures.ts';
import { feedsOf, ganOf, hostState } from './replay.ts';

const TOLERANCE = 1e-4;

async function replay({ run }: SingleIteration) {
  const gan = ganOf(run);
  const start = hostState(initialState(run));
  const device = await openDevice('cpu', { threads: 2 });
  const { outputs, inputs } = trainingGraph(start, wholeIteration(gan));
  const program = compile(outputs, { name: run.name });
  const loaded = await device.load(program);
  const state = device.createState(start);
  const feeds: TensorRecord = mapRecord(feedsOf(run, inputs, 0), ({ shape, values }) =>
    float32(shape, Float32Array.from(values)),
  );
  const losses = mapRecord(await loaded.run(feeds, state), (tensor) => Number(tensor.data[0]));
  const after = await state.read();
  await loaded.release();
  return { losses, after };
}

const wide = ({ shape, data }: ReturnType<typeof hostTensor>) => ({
  shape,
  data: Float64Array.from(data as Float32Array),
});

describe.each(singleIterationNames)('%s', async (name) => {
  const recorded = readSingleIteration(name);
  const { losses, after } = await replay(recorded);
  const before = initialState(recorded.run);

  it('logs the same numbers', () => {
    for (const [metric, value] of Object.entries(recorded.metrics[0])) {
      expect(Math.abs(losses[metric]! - value), metric).toBeLessThanOrEqual(
        TOLERANCE * Math.max(Math.abs(value), 0.1),
      );
    }
  });

  it('makes the same tensors', () => {
    for (const [tensor, summary] of Object.entries(recorded.summaries)) {
      const ours = wide(after[tensor]!);
      const found = summarize(ours, before[tensor]!);
      const bound = TOLERANCE * summary.norm;
      expect(found.shape).toEqual(summary.shape);
      expect(Math.abs(found.changeNorm - summary.changeNorm), tensor).toBeLessThanOrEqual(bound);
      found.projections.forEach((projection, row) => {
        expect(Math.abs(projection - summary.projections[row]!), `${tensor} row ${row}`).toBeLessThanOrEqual(
          bound,
        );
      });
      const entries = recorded.entries[tensor]!.data;
      const difference = Math.hypot(...stridedEntries(ours).map((value, index) => value - entries[index]!));
      expect(difference, tensor).toBeLessThanOrEqual(bound);
    }
  });
});
