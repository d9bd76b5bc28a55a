// What convolves on the processor, in the layout that suits it.

import { describe, expect, it } from 'vitest';
import { mapRecord } from '../../src/base/record.ts';
import { gradient } from '../../src/compiler/gradient.ts';
import { interpret, toDense } from '../../src/compiler/interpret.ts';
import { compile } from '../../src/compiler/program.ts';
import { square } from '../../src/graph/compositions.ts';
import { type ConvOptions, conv } from '../../src/graph/convolution.ts';
import { add, leakyRelu, relu, tanh } from '../../src/graph/elementwise.ts';
import { input } from '../../src/graph/leaves.ts';
import { reduceSum } from '../../src/graph/reduction.ts';
import { reshape } from '../../src/graph/shaping.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { blockSize } from '../../src/runtime/block-size.ts';
import { blockedWhereItPays } from '../../src/runtime/cpu.ts';
import type { Device } from '../../src/runtime/device.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { onnx } from '../../src/targets/onnx/onnx.ts';
import { randomFeeds, toHost } from '../graph/oracles.ts';
import { expectClose, tolerances } from '../tolerances.ts';

const cpu = await openDevice('cpu', { threads: 1 });

/** A convolution, its adjoints, and a derivative of them. */
function graphOf(images: readonly number[], kernels: readonly number[], options: ConvOptions) {
  const [x, w] = [input('x', images), input('w', kernels)];
  const y = leakyRelu(conv(x, w, options), 0.2);
  const [dx, dw] = gradient(reduceSum(square(y)), [x, w]);
  const [second] = gradient(reduceSum(square(dx!)), [w]);
  return { y, dx: dx!, dw: dw!, second: second! };
}

async function expectOracle(graph: Readonly<Record<string, Tensor>>): Promise<void> {
  const feeds = randomFeeds(graph);
  const loaded = await cpu.load(compile(graph, { name: 'convolutions' }));
  const found = mapRecord(await loaded.run(mapRecord(feeds, (each) => toHost(each, 'float32'))), toDense);
  await loaded.release();
  const expected = interpret(graph, feeds);
  for (const [name, value] of Object.entries(expected)) {
    expectClose(found[name]!, value, tolerances.float32, name);
  }
}

describe('convolutions on the processor', () => {
  it.each([
    [[2, 1, 8, 8], [16, 1, 4, 4], { stride: 2, padding: 1 }],
    [[2, 16, 8, 8], [32, 16, 4, 4], { stride: 2, padding: 1 }],
    [[2, 3, 6, 5], [16, 3, 3, 3], { padding: 1 }],
    [[2, 16, 5, 7], [16, 16, 3, 3], { padding: 1 }],
    [[2, 16, 5, 5], [16, 16, 3, 3], { stride: 2, padding: 1 }],
    [[2, 6, 5, 5], [10, 6, 3, 3], { padding: 1 }],
    [[16, 16, 5, 4], [16, 16, 3, 3], { padding: 1 }],
    [[16, 1, 6, 6], [16, 1, 4, 4], { stride: 2, padding: 1 }],
  ] as const)('of %j by %j are those of the oracle', async (images, kernels, options) => {
    await expectOracle(graphOf(images, kernels, options));
  });

  it('add to channels, to each other and to tensors, and activate, as the oracle does', async () => {
    const x = input('x', [2, 16, 4, 4]);
    const bias = (name: string) => reshape(input(name, [32]), [32, 1, 1]);
    const first = add(conv(x, input('a', [32, 16, 3, 3]), { padding: 1 }), bias('b'));
    const second = add(conv(x, input('c', [32, 16, 1, 1])), bias('d'));
    const sum = add(second, relu(first));
    await expectOracle({ y: leakyRelu(add(conv(tanh(sum), input('e', [16, 32, 1, 1])), x), 0.2), sum });
  });
});

describe('the size of a block', () => {
  it('is what ONNX Runtime of the pinned version has on x64 and arm64', async () => {
    expect([16, 8]).toContain(await blockSize(cpu));
  });

  it('is asked for by programs that convolve, once', async () => {
    let asked = 0;
    const counting: Device = {
      ...cpu,
      load(program, options) {
        asked += 1;
        return cpu.load(program, options);
      },
    };
    const targetFor = blockedWhereItPays(counting);
    expect(await targetFor(compile({ y: square(input('x', [2])) }, { name: 'plain' }))).toBe(onnx);
    expect(asked).toBe(0);
    const convolving = compile(graphOf([1, 16, 3, 3], [16, 16, 3, 3], {}), { name: 'convolving' });
    const target = await targetFor(convolving);
    const before = asked;
    expect(target.passes.map(({ name }) => name)).toContain('blocked-layouts');
    await targetFor(convolving);
    expect(asked).toBe(before);
  });

  it('is unknown where ONNX Runtime has no blocked kernels: images stay as they are', async () => {
    const without: Device = { ...cpu, load: () => Promise.reject(new Error('no kernel')) };
    expect(await blockSize(without)).toBeUndefined();
    const convolving = compile(graphOf([1, 16, 3, 3], [16, 16, 3, 3], {}), { name: 'convolving' });
    expect(await blockedWhereItPays(without)(convolving)).toBe(onnx);
  });
});
