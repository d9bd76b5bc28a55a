// 200 random graphs of images with first and second derivatives, on the native processor as standard ops have them and in
// blocks of channels, against the float64 interpreter; and every rewrite and pass switched off on some of them. A failing
// test names its seeds. The same graphs in a browser: random-images-web.test.ts.

import { describe, expect, it } from 'vitest';
import { mapRecord } from '../../src/base/record.ts';
import { interpret, toDense } from '../../src/compiler/interpret.ts';
import { compile, type Program } from '../../src/compiler/program.ts';
import { topologicalOrder } from '../../src/graph/tensor.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { lower } from '../../src/targets/lower.ts';
import { blockedOnnx } from '../../src/targets/onnx/blocked/target.ts';
import { onnx } from '../../src/targets/onnx/onnx.ts';
import { webgpuOnnx } from '../../src/targets/onnx/webgpu.ts';
import type { Lowered } from '../../src/targets/target.ts';
import { centralDifference, runNative, toHost } from '../graph/oracles.ts';
import { optimized, stepNames } from '../targets/onnx/optimized.ts';
import { expectClose, tolerances } from '../tolerances.ts';
import { derivativesOf } from './derivatives.ts';
import { expectOracle, imagePrograms, imageSeeds } from './image-programs.ts';
import { proposalNames, randomImageGraph } from './random-images.ts';

const blocked = blockedOnnx(4);
const steps = [
  ...new Set([...stepNames, ...[...blocked.passes, ...blocked.rewrites].map(({ name }) => name)]),
];

/** Steps that are switched off on the graph of a seed: each on some. */
const withoutOn = (seed: number) => steps.filter((_, index) => index % 50 === seed % 50);

it('draws all there is', () => {
  const drawn = new Set(imageSeeds.flatMap((seed) => [...randomImageGraph(seed).drawn]));
  expect([...drawn].sort()).toEqual([...proposalNames].sort());
});

it('fills the blocks of a processor in a quarter of the graphs', () => {
  const some = imageSeeds.slice(0, 40);
  const filled = some.filter((seed) => {
    const { loss, inputs } = randomImageGraph(seed);
    const graph = optimized(derivativesOf(loss, inputs).outputs, [], blockedOnnx(16));
    return topologicalOrder(Object.values(graph)).some(({ op }) => op.name === 'BlockedConv');
  });
  expect(filled.length).toBeGreaterThan(some.length / 4);
});

describe.each(imageSeeds)('random graph of images, seed %i', (seed) => {
  const { loss, inputs, feeds } = randomImageGraph(seed);
  const { outputs, directions, slope, curvature } = derivativesOf(loss, inputs);

  it('keeps its values whatever is done to it, and without each step', () => {
    const exact = interpret(outputs, feeds);
    const ways = [
      ...[[], ...withoutOn(seed).map((name) => [name])].map((without) => ({ without, target: blocked })),
      { without: [], target: webgpuOnnx },
    ];
    for (const { without, target } of ways) {
      const values = interpret(optimized(outputs, without, target), feeds);
      for (const [name, value] of Object.entries(exact)) {
        expectClose(values[name]!, value, tolerances.algebra, `${name} without ${without}`);
      }
    }
  });

  if (seed % 2 === 0) return; // the large ones keep less distance from kinks than differences need

  it('has the derivatives that differences have', () => {
    const values = interpret({ slope, curvature }, feeds);
    expectClose(values.slope, centralDifference(loss, feeds, directions), tolerances.float64, 'slope');
    expectClose(
      values.curvature,
      centralDifference(slope, feeds, directions),
      tolerances.float64,
      'curvature',
    );
  });
});

describe.each(imagePrograms)('on the native processor, $title', ({ outputs, feeds, exact }) => {
  const program = compile(outputs, { name: 'images' });

  async function run(lowered: Program | Lowered) {
    const device = await openDevice('cpu', { threads: 1 });
    const loaded = await device.load(lowered);
    const fed = mapRecord(loaded.program.inputs, ({ dtype }, name) => toHost(feeds[name]!, dtype));
    const found = mapRecord(await loaded.run(fed), toDense);
    await loaded.release();
    return found;
  }

  it('by standard ops', async () => {
    expectOracle(await run(lower(program, onnx)), exact);
  });

  it('as the device has it', async () => {
    expectOracle(await run(program), exact);
  });
});

it('gives the same as it stands', async () => {
  const { outputs, feeds, exact } = imagePrograms[0]!;
  expectOracle(await runNative(outputs, feeds), exact);
});
