// The random graphs of images in a real Chromium: in WebAssembly, and on WebGPU by its software adapter.

import { it } from 'vitest';
import { mapRecord } from '../../src/base/record.ts';
import { gradient } from '../../src/compiler/gradient.ts';
import { interpret, toDense } from '../../src/compiler/interpret.ts';
import { compile } from '../../src/compiler/program.ts';
import { square } from '../../src/graph/compositions.ts';
import { conv, convTranspose } from '../../src/graph/convolution.ts';
import { tanh } from '../../src/graph/elementwise.ts';
import { input } from '../../src/graph/leaves.ts';
import { reduceSum } from '../../src/graph/reduction.ts';
import { take } from '../../src/graph/take.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { type Feeds, randomFeeds, toHost } from '../graph/oracles.ts';
import { describeInBrowser } from '../studio/browser.ts';
import { useRuntimePage, type WebProvider } from '../studio/runtime-page.ts';
import { expectOracle, imagePrograms } from './image-programs.ts';

const providers: readonly WebProvider[] = ['wasm', 'webgpu'];

/** The adjoint of a convolution in its kernel. */
const weightsOf = (y: Tensor) => gradient(reduceSum(square(y)), [y.inputs[1]!])[0]!;

describeInBrowser('random graphs of images in a page', () => {
  const there = useRuntimePage();

  async function expectEverywhere(outputs: Readonly<Record<string, Tensor>>, feeds: Feeds, exact: Feeds) {
    const program = compile(outputs, { name: 'images' });
    const inputs = mapRecord(program.inputs, ({ dtype }, name) => toHost(feeds[name]!, dtype));
    for (const provider of providers) {
      expectOracle(mapRecord(await there.run(provider, program, inputs), toDense), exact);
    }
  }

  it('what WebGPU computes wrongly in other sizes', async () => {
    const x = (channels: number) => input(`x${channels}`, [2, channels, 4, 3]);
    const w = (...shape: number[]) => input(`w${shape}`, shape);
    const batches = (count: number) => input(`batch${count}`, [count, 2, 3, 3]);
    const graph = {
      'channels in threes': conv(x(6), w(4, 6, 3, 2), { padding: 1 }),
      'images in threes': weightsOf(conv(batches(6), w(4, 2, 2, 2))),
      'ragged groups': conv(x(4), w(10, 2, 2, 2), { groups: 2 }),
      'weights of ragged groups': weightsOf(conv(batches(4), w(10, 1, 2, 2), { groups: 2 })),
      'zeros at the end': conv(x(3), w(2, 3, 1, 1), { padding: [0, 0, 2, 1] }),
      'weights of one output': weightsOf(conv(batches(2), w(2, 2, 4, 3), { padding: [0, 0, 1, 0] })),
      'groups of one channel': convTranspose(x(6), w(6, 1, 3, 2), { groups: 3, stride: 2 }),
      'places backwards': take(tanh(x(3)), [2, 0], 3),
    };
    const feeds = randomFeeds(graph);
    await expectEverywhere(graph, feeds, interpret(graph, feeds));
  });

  it.each(imagePrograms)(
    '$title, in WebAssembly and on WebGPU',
    async ({ outputs, feeds, exact }) => expectEverywhere(outputs, feeds, exact),
    120_000,
  );
});
