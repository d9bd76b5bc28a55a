// Functions of tensors, ops and compositions, against PyTorch's float64, against finite differences and against ONNX Runtime.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mapRecord, withPrefix } from '../../src/base/record.ts';
import { gradient } from '../../src/compiler/gradient.ts';
import { interpret } from '../../src/compiler/interpret.ts';
import { batchMatmul } from '../../src/graph/batch-matmul.ts';
import { logSoftmax, logSumExp, softmax, square } from '../../src/graph/compositions.ts';
import { conv, convTranspose } from '../../src/graph/convolution.ts';
import { add, mul } from '../../src/graph/elementwise.ts';
import { affineGrid, gridSample, sampleAxes } from '../../src/graph/grid-sample.ts';
import * as images from '../../src/graph/images.ts';
import { constant, input } from '../../src/graph/leaves.ts';
import { reduceSum } from '../../src/graph/reduction.ts';
import { pad } from '../../src/graph/shaping.ts';
import { take } from '../../src/graph/take.ts';
import type { Dense, Tensor } from '../../src/graph/tensor.ts';
import { derivativesOf } from '../compiler/derivatives.ts';
import { expectClose, tolerances } from '../tolerances.ts';
import { centralDifference, dense, type Feeds, runNative, weighted } from './oracles.ts';

type Tensors = Readonly<Record<string, Tensor>>;

/** What PyTorch says of one function: see fixtures/pytorch/functions.py. */
interface Recorded {
  readonly inputs: Feeds;
  readonly y: Dense;
  readonly w: Dense;
  readonly first: Feeds;
  readonly second: Feeds | null;
}

const file = new URL('../fixtures/pytorch/functions.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) =>
  key === 'values' && Array.isArray(value) ? Float64Array.from(value) : value,
) as Readonly<Record<string, Recorded>>;

const filter = { weights: [1, 2, 0.5, -1, 3, 0.25], size: [2, 3] } as const;

/** By the names of the cases; inputs in their order there. */
const functions: Readonly<Record<string, (...inputs: Tensor[]) => Tensor>> = {
  conv: (x, w) => conv(x!, w!, { stride: [2, 1], dilation: [1, 2], groups: 2, padding: [0, 1, 1, 2] }),
  'conv depthwise': (x, w) => conv(x!, w!, { padding: 1, stride: 3, groups: 4 }),
  convTranspose: (x, w) =>
    convTranspose(x!, w!, {
      ...{ stride: [2, 3], padding: [1, 0], outputPadding: [1, 2], groups: 2, dilation: [1, 2] },
    }),
  batchMatmul: (a, b) => batchMatmul(a!, b!, { transposeA: true, transposeB: true }),
  averagePool: (x) => images.averagePool(x!, { size: [3, 2], stride: [2, 1] }),
  maxPool: (x) => images.maxPool(x!, { size: [2, 3], stride: [1, 2] }),
  'maxPool of equal values': (x) => images.maxPool(x!, { size: 3, stride: 1 }),
  enlargeNearest: (x) => images.enlargeNearest(x!, [2, 3]),
  'resizeBilinear larger': (x) => images.resizeBilinear(x!, [7, 5]),
  'resizeBilinear smaller': (x) => images.resizeBilinear(x!, [2, 4]),
  spaceToDepth: (x) => images.spaceToDepth(x!, 2),
  depthToSpace: (x) => images.depthToSpace(x!, 2),
  resample: (x) => images.resample(x!, { filter, up: 2, down: 3, padding: [1, 2, 0, 3] }),
  take: (x) => take(x!, [2, 0, 0, -1, 3], 2),
  pad: (x) => pad(x!, { axis: 3, before: 2, after: 1 }),
  softmax: (x) => softmax(x!),
  logSoftmax: (x) => logSoftmax(x!),
  logSumExp: (x) => logSumExp(x!, { axes: [1] }),
  gridSample: (x, grid) => gridSample(x!, grid!),
  'gridSample reflection': (x, grid) => gridSample(x!, mul(grid!, 2), { padding: 'reflection' }),
  affineGrid: (maps) => affineGrid(maps!, [3, 4]),
  sampleAxes: (x, rows, columns) => sampleAxes(x!, rows!, columns!),
  'sampleAxes reflection': (x, rows, columns) =>
    sampleAxes(x!, mul(rows!, 2), mul(columns!, 2), { padding: 'reflection' }),
};

/** Kinks lie within a difference's step; PyTorch's derivatives hold for them. */
const hasKinks = (name: string) => name === 'maxPool of equal values';

it('has one function for each case', () => {
  expect(Object.keys(functions).toSorted()).toEqual(Object.keys(cases).toSorted());
});

describe.each(Object.entries(cases))('%s', (name, recorded) => {
  const inputs = mapRecord(recorded.inputs, ({ shape }, key) => input(key, shape));
  const xs = Object.values(inputs);
  const feeds = recorded.inputs;
  const y = functions[name]!(...xs);
  const loss = weighted(y, recorded.w);
  const gradients = (of: Tensor): Tensors => {
    const found = gradient(of, xs);
    return Object.fromEntries(Object.keys(inputs).map((key, index) => [key, found[index]!]));
  };
  const first = gradients(loss);
  const squares = Object.values(first)
    .map((dx) => reduceSum(square(dx)))
    .reduce(add);

  it('gives what PyTorch gives, with first and second derivatives', () => {
    expectClose(interpret({ y }, feeds).y, recorded.y, tolerances.algebra);
    const pairs = [
      [first, recorded.first],
      [gradients(squares), recorded.second],
    ] as const;
    pairs.forEach(([ours, theirs], order) => {
      const values = interpret(ours, feeds);
      for (const [key, value] of Object.entries(theirs ?? {})) {
        expectClose(values[key]!, value, tolerances.algebra, `derivative ${order + 1} in ${key}`);
      }
    });
  });

  it('gives the same on ONNX Runtime', async () => {
    const native = await runNative({ y, ...withPrefix('first', first) }, feeds);
    expectClose(native.y!, recorded.y, tolerances.float32);
    for (const key of Object.keys(inputs)) {
      expectClose(native[`first.${key}`]!, recorded.first[key]!, tolerances.float32, `gradient in ${key}`);
    }
  });

  if (hasKinks(name)) return;

  it('has the derivatives that differences have', () => {
    const { directions, slope, curvature } = derivativesOf(loss, xs);
    for (const [of, along] of [
      [loss, slope],
      [slope, curvature],
    ] as const) {
      const { found } = interpret({ found: along }, feeds);
      expectClose(found, centralDifference(of, feeds, directions), tolerances.float64);
    }
  });
});

describe('softmax', () => {
  it('neither overflows nor vanishes', () => {
    const x = input('x', [1, 3]);
    for (const shift of [1000, -1000]) {
      const { y } = interpret({ y: softmax(x) }, { x: dense([1, 3], (index) => index + shift) });
      const powers = [0, 1, 2].map(Math.exp);
      const sum = powers.reduce((a, b) => a + b);
      expectClose(
        y,
        dense([1, 3], (index) => powers[index]! / sum),
        tolerances.algebra,
      );
    }
  });
});

describe('gridSample', () => {
  const x = input('x', [2, 1, 3, 4]);

  it('by the identity gives the image', async () => {
    const maps = constant([1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0], [2, 2, 3]);
    const y = gridSample(x, affineGrid(maps, [3, 4]), { padding: 'reflection' });
    const image = dense([2, 1, 3, 4], (index) => Math.fround(Math.sin(index)));
    expectClose((await runNative({ y }, { x: image })).y!, image, 1e-6);
  });

  it('mirrors as often as places are far', () => {
    const row = dense([1, 1, 1, 3], (index) => index);
    const places = dense([1, 1, 13, 2], (index) => (index % 2 === 1 ? 0 : (2 * (index / 2 - 6) + 1) / 3 - 1));
    const y = gridSample(input('x', [1, 1, 1, 3]), input('grid', [1, 1, 13, 2]), { padding: 'reflection' });
    const { y: read } = interpret({ y }, { x: row, grid: places });
    const mirrored = [0, 1, 2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0]; // pixels −6 … 6 of 0 1 2
    expectClose(
      read,
      dense([1, 1, 1, 13], (index) => mirrored[index]!),
      tolerances.algebra,
    );
  });

  it.each([
    [
      'a grid of other images',
      () => gridSample(x, input('grid', [3, 2, 2, 2])),
      /needs places \[2,rows,columns,2\]/,
    ],
    ['a grid without pairs', () => gridSample(x, input('grid', [2, 2, 2, 3])), /gridSample: needs places/],
    [
      'a symbolic batch',
      () => gridSample(input('x', ['N', 1, 3, 4]), input('grid', [2, 2, 2, 2])),
      /fixed number/,
    ],
    [
      'rows of other images',
      () => sampleAxes(x, input('r', [3, 2]), input('c', [2, 2])),
      /needs rows \[2,P\]/,
    ],
  ])('refuses %s', (_, build, message) => {
    expect(build).toThrow(message);
  });
});
