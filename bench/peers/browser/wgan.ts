// wgan on WebAssembly.

import * as ort from 'onnxruntime-web/wasm';
import { type HostTensor, hostTensor, type TensorRecord } from '../../../src/base/host-tensor.ts';
import { mapRecord } from '../../../src/base/record.ts';
import { compile } from '../../../src/compiler/program.ts';
import { initialState } from '../../../src/gan/gan.ts';
import { trainingStep, wholeIteration } from '../../../src/gan/iteration.ts';
import { ganOf } from '../gan-of.ts';
import { createTraining } from '../training.ts';
import { serveWorker } from './worker.ts';

const toOrt = ({ dtype, data, shape }: HostTensor) => new ort.Tensor(dtype, data as Float32Array, shape);
const toHost = ({ type, data, dims }: ort.Tensor) =>
  hostTensor(type as HostTensor['dtype'], dims, data as HostTensor['data']);

serveWorker(async ({ model }, dataset, threads) => {
  ort.env.wasm.wasmPaths = '/bench/node_modules/onnxruntime-web/dist/';
  ort.env.wasm.numThreads = threads;
  const gan = ganOf(model);
  const start = initialState(gan, 1);
  const program = compile(trainingStep(gan, start, wholeIteration(gan)), { name: 'iteration' });
  const session = await ort.InferenceSession.create(program.bytes, {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
    extra: { session: { set_denormal_as_zero: '1', dynamic_block_base: '4' } },
  });
  let state = start;
  const run = async (feeds: TensorRecord): Promise<TensorRecord> => {
    const inputs = mapRecord(program.inputs, (_, name) => toOrt(state[name] ?? feeds[name]!));
    const outputs = mapRecord(await session.run(inputs), toHost);
    state = mapRecord(state, (before, name) => outputs[`${name}.next`] ?? before);
    return Object.fromEntries(Object.entries(outputs).filter(([name]) => !name.endsWith('.next')));
  };
  const { iterate, replay } = createTraining(gan, model, dataset, run);
  return {
    versions: { 'onnxruntime-web': ort.env.versions.web ?? '' },
    iterate,
    async check(given) {
      state = mapRecord(start, (_, name) => given[`state.${name}`]!);
      const numbers = [];
      for (let at = 0; `rows.${at}` in given; at++) numbers.push(await replay(given, at));
      return numbers;
    },
  };
});
