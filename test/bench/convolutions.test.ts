// The ways to compute a convolution that are timed against each other compute the same.

import { describe, expect, it } from 'vitest';
import {
  alternativesOf,
  convolutionsIn,
  multiplications,
  type Sized,
} from '../../bench/harness/convolutions.ts';
import { sizeOf } from '../../src/base/shape.ts';
import { interpret } from '../../src/compiler/interpret.ts';
import { conv } from '../../src/graph/convolution.ts';
import { input } from '../../src/graph/leaves.ts';
import { transpose } from '../../src/graph/shaping.ts';
import { type Dense, type Tensor, topologicalOrder } from '../../src/graph/tensor.ts';

const [batch, inputs, outputs] = [2, 3, 4];

const sized = (stride: number, kernel: number, pad: number): Sized => ({
  ...{ strides: [stride, stride], pads: [pad, pad, pad, pad], dilations: [1, 1], groups: 1 },
  ...{ size: [6, 6], kernel: [kernel, kernel], inputs, outputs, block: 4, batch },
});

const dense = (shape: readonly number[]): Dense => ({
  shape,
  values: Float64Array.from({ length: sizeOf(shape) }, (_, at) => Math.sin(at + 1)),
});

/** Axes in another order. */
const permuted = (x: Dense, order: readonly number[]): Dense =>
  interpret({ y: transpose(input('x', x.shape), order) }, { x }).y;

const viewed = ({ values }: Dense, shape: readonly number[]): Dense => ({ shape, values });

const namesOf = (graph: Readonly<Record<string, Tensor>>) =>
  topologicalOrder(Object.values(graph)).flatMap(({ attributes }) =>
    typeof attributes.name === 'string' ? [attributes.name] : [],
  );

describe.each([
  [2, 4, 1],
  [1, 3, 1],
  [2, 2, 0],
])('stride %i, kernel %i, padding %i', (stride, kernel, pad) => {
  const own = sized(stride, kernel, pad);
  const { forward, input: adjoint, kernel: weight } = alternativesOf(own);
  const x = dense([batch, inputs, 6, 6]);
  const w = dense([outputs, inputs, kernel, kernel]);
  const y = interpret(forward.standard, { x, w }).y!;
  const size = y.shape[2]!;
  const rowsOfX = viewed(permuted(x, [0, 2, 3, 1]), [batch, 36, inputs]);
  const rowsOfY = viewed(permuted(y, [0, 2, 3, 1]), [batch, size * size, outputs]);
  const byTap = permuted(w, [2, 3, 1, 0]);

  const expectClose = (found: Float64Array, expected: Float64Array) => {
    expect(found.length).toBe(expected.length);
    found.forEach((value, at) => {
      expect(value).toBeCloseTo(expected[at]!, 9);
    });
  };

  it('forward by patches', () => {
    const matrix = viewed(byTap, [kernel * kernel * inputs, outputs]);
    expectClose(interpret(forward.patches!, { x: rowsOfX, w: matrix }).y!.values, rowsOfY.values);
  });

  it('the kernel by patches', () => {
    const expected = interpret(weight.standard, { x, y }).w!;
    const found = interpret(weight.patches!, { x: rowsOfX, y: rowsOfY }).w!;
    expectClose(found.values, permuted(expected, [2, 3, 1, 0]).values);
  });

  it('the image by patches of outputs', () => {
    const expected = permuted(interpret(adjoint.standard, { y, w }).x!, [0, 2, 3, 1]);
    const graph = adjoint.patches!;
    const feeds: Record<string, Dense> = { y: rowsOfY };
    for (const name of namesOf(graph).filter((name) => name.startsWith('w.'))) {
      const [r, q] = name.split('.').slice(1).map(Number) as [number, number];
      const steps = (first: number) =>
        Array.from({ length: Math.ceil((kernel - first) / stride) }, (_, at) => first + at * stride);
      const taps = steps(r).flatMap((u) => steps(q).map((v) => [u, v] as const));
      const values = taps.flatMap(([u, v]) =>
        Array.from({ length: outputs * inputs }, (_, at) => {
          const [o, c] = [Math.floor(at / inputs), at % inputs];
          return w.values[((o * inputs + c) * kernel + u) * kernel + v]!;
        }),
      );
      feeds[name] = { ...dense([taps.length * outputs, inputs]), values: Float64Array.from(values) };
    }
    const found = interpret(graph, feeds);
    const image = new Float64Array(expected.values.length);
    for (const [name, { values }] of Object.entries(found)) {
      const [r, q] = name.split('.').slice(1).map(Number) as [number, number];
      const pixels = [0, 1, 2, 3, 4, 5];
      const rows = pixels.filter((row) => (row + pad) % stride === r);
      const columns = pixels.filter((column) => (column + pad) % stride === q);
      values.forEach((value, at) => {
        const [pixel, c] = [Math.floor(at / inputs), at % inputs];
        const n = Math.floor(pixel / (rows.length * columns.length));
        const row = rows[Math.floor(pixel / columns.length) % rows.length]!;
        image[((n * 6 + row) * 6 + columns[pixel % columns.length]!) * inputs + c] = value;
      });
    }
    expectClose(image, expected.values);
  });
});

it('finds each convolution of a graph once, the largest first', () => {
  const x = input('x', [2, 4, 8, 8]);
  const w = input('w', [4, 4, 3, 3]);
  const once = conv(x, w, { padding: 1 });
  const found = convolutionsIn(
    { y: conv(conv(once, w, { padding: 1 }), w, { stride: 2 }) },
    { block: 4, batch: 2 },
  );
  expect(found.map(({ strides }) => strides[0])).toEqual([1, 2]);
  expect(multiplications(found[0]!)).toBe(2 * 8 * 8 * 4 * 4 * 9);
});
