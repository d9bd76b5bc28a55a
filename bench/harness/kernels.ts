// node bench/kernels.js: the ways to compute each convolution of the works, timed alone: blocked, as products of
// patches, by ONNX's standard ops. From its table come the rules of src/targets/onnx/blocked.

import { parseArgs } from 'node:util';
import { float32 } from '../../src/base/host-tensor.ts';
import { fillUniform } from '../../src/base/random.ts';
import { mapRecord } from '../../src/base/record.ts';
import type { StaticShape } from '../../src/base/shape.ts';
import { compile } from '../../src/compiler/program.ts';
import { stateTypes } from '../../src/gan/gan.ts';
import { trainingStep, wholeIteration } from '../../src/gan/iteration.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { blockSize } from '../../src/runtime/block-size.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { lower } from '../../src/targets/lower.ts';
import { blockedOnnx } from '../../src/targets/onnx/blocked/target.ts';
import { ganOf } from '../peers/gan-of.ts';
import { timed } from '../peers/timed.ts';
import { isConvolutional, works } from '../works.ts';
import { alternativesOf, convolutionsIn, describe, multiplications } from './convolutions.ts';
import { median } from './statistics.ts';
import { alignColumns } from './table.ts';

const { values: options } = parseArgs({
  options: {
    works: { type: 'string' },
    threads: { type: 'string', default: '2' },
    milliseconds: { type: 'string', default: '150' },
  },
});

const device = await openDevice('cpu', { threads: Number(options.threads) });
const block = await blockSize(device);
if (block === undefined) throw new Error('kernels: this ONNX Runtime has no blocked kernels');
const target = blockedOnnx(block);

let counter = 0;
function uniform(shape: StaticShape) {
  const tensor = float32(shape);
  fillUniform(tensor.data, { seed: 1, purpose: 'sample', counter: counter++ });
  return tensor;
}

/** Milliseconds of a graph alone: the median of as many runs as fit the time; its results are not copied. */
async function time(outputs: Readonly<Record<string, Tensor>>): Promise<number> {
  const program = compile(outputs, { name: 'kernel' });
  const loaded = await device.load(lower(program, target, { without: ['blocked-layouts'] }));
  const feeds = mapRecord(program.inputs, ({ shape }) => uniform(shape as StaticShape));
  const into = mapRecord(program.outputs, ({ shape }) => float32(shape as StaticShape));
  const run = () => loaded.run(feeds, undefined, into);
  const [, trial] = (await timed(2, run)) as [number, number];
  const ms = await timed(Math.max(3, Math.round(Number(options.milliseconds) / trial)), run);
  await loaded.release();
  return median(ms);
}

const ids = options.works?.split(',');
const asked = works.filter((work) => isConvolutional(work) && (ids?.includes(String(work.id)) ?? true));
const seen = new Set<string>();
const rows = [['convolution, batch', 'derivative', 'blocked', 'patches', 'standard', 'best, GFLOP/s']];
for (const work of asked) {
  const gan = ganOf({ ...work.model, criticSteps: 1 });
  const step = trainingStep(stateTypes(gan), wholeIteration(gan));
  for (const meeting of convolutionsIn(step, { block, batch: work.model.batch })) {
    const shape = describe(meeting);
    if (seen.has(shape)) continue;
    seen.add(shape);
    for (const [derivative, ways] of Object.entries(alternativesOf(meeting))) {
      const found: (number | undefined)[] = [];
      for (const way of [ways.blocked, ways.patches, ways.standard]) {
        found.push(way && (await time(way)));
      }
      const best = Math.min(...found.filter((ms) => ms !== undefined));
      const rate = (2 * multiplications(meeting)) / best / 1e6;
      rows.push([shape, derivative, ...found.map((ms) => ms?.toFixed(2) ?? ''), rate.toFixed(0)]);
    }
  }
}
console.log(`ms, medians, ${options.threads} threads, blocks of ${block} channels\n`);
console.log(alignColumns(rows));
