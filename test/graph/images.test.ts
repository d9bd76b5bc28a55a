import { describe, expect, it } from 'vitest';
import { gradient } from '../../src/compiler/gradient.ts';
import { interpret } from '../../src/compiler/interpret.ts';
import { conv, convTranspose } from '../../src/graph/convolution.ts';
import { averagePool, depthToSpace, maxPool, resample, spaceToDepth } from '../../src/graph/images.ts';
import { input } from '../../src/graph/leaves.ts';
import { reduceSum } from '../../src/graph/reduction.ts';
import { reshape } from '../../src/graph/shaping.ts';
import { take } from '../../src/graph/take.ts';
import { expectClose, tolerances } from '../tolerances.ts';
import { createRandom, dense } from './oracles.ts';

describe('maxPool', () => {
  it('gives the adjoint of equal largest values to the first in row order', () => {
    const x = input('x', [1, 1, 2, 4]);
    const [dx] = gradient(reduceSum(maxPool(x, { size: 2 })), [x]);
    const { dx: values } = interpret(
      { dx: dx! },
      { x: dense([1, 1, 2, 4], (at) => [0, 0, 1, 3, 0, 0, 3, 3][at]!) },
    );
    expect([...values.values]).toEqual([1, 0, 0, 1, 0, 0, 0, 0]);
  });

  it('takes windows that overlap', () => {
    const x = input('x', [1, 1, 1, 4]);
    const y = maxPool(x, { size: [1, 2], stride: 1 });
    const { y: values } = interpret({ y }, { x: dense([1, 1, 1, 4], (at) => [3, 1, 2, 4][at]!) });
    expect([...values.values]).toEqual([3, 2, 4]);
  });

  it('refuses windows that fit nowhere', () => {
    expect(() => averagePool(input('x', [1, 1, 2, 4]), { size: 3 })).toThrow(
      'averagePool: windows of 3×3 must fit into the image, got float32[1,1,2,4]',
    );
  });
});

describe('resample', () => {
  const shape = [2, 3, 4, 3] as const;
  const random = createRandom(3);
  const feeds = { x: dense(shape, () => 2 * random() - 1) };
  const weights = Array.from({ length: 6 }, () => random());

  /** What the reference of StyleGAN2 says in words: zeros between, zeros around, the turned filter, every so many-th. */
  function slowly(
    up: number,
    down: number,
    [top, left, bottom, right]: readonly [number, number, number, number],
  ) {
    const [count, channels, height, width] = shape;
    const [rows, columns] = [height * up + top + bottom, width * up + left + right];
    const pixel = (image: number, row: number, column: number) => {
      const [y, x] = [row - top, column - left];
      const isPixel = y >= 0 && x >= 0 && y < height * up && x < width * up && y % up === 0 && x % up === 0;
      return isPixel ? feeds.x.values[(image * height + y / up) * width + x / up]! : 0;
    };
    const values: number[] = [];
    for (let image = 0; image < count * channels; image++) {
      for (let row = 0; row + 2 <= rows; row += down) {
        for (let column = 0; column + 3 <= columns; column += down) {
          let sum = 0;
          for (let u = 0; u < 2; u++) {
            for (let v = 0; v < 3; v++)
              sum += pixel(image, row + u, column + v) * weights[(1 - u) * 3 + 2 - v]!;
          }
          values.push(sum);
        }
      }
    }
    return Float64Array.from(values);
  }

  it.each([
    [1, 1, [0, 0, 0, 0]],
    [2, 1, [1, 2, 0, 1]],
    [1, 2, [1, 1, 1, 1]],
    [3, 2, [0, 1, 2, 0]],
  ] as const)('up %i, down %i, padding %j', (up, down, padding) => {
    const y = resample(input('x', shape), { filter: { weights, size: [2, 3] }, up, down, padding });
    const { y: values } = interpret({ y }, feeds);
    expectClose(values, { shape: values.shape, values: slowly(up, down, padding) }, tolerances.algebra);
  });
});

describe('what cannot be convolved', () => {
  const x = input('x', [2, 3, 4, 4]);

  it.each([
    [
      'other channels',
      () => conv(x, input('w', [2, 2, 3, 3])),
      /conv: needs images \[N,C,H,W\] and a kernel/,
    ],
    [
      'a kernel larger than the image',
      () => conv(x, input('w', [2, 3, 5, 5])),
      /must fit into the padded image, got a reach of 5 in 4/,
    ],
    [
      'a transposed convolution that pads all away',
      () => convTranspose(input('x', [2, 3, 1, 4]), input('w', [3, 2, 2, 2]), { padding: 1 }),
      /convTranspose: padding must leave pixels of the result, got 0×3 from float32\[2,3,1,4\]/,
    ],
    [
      'an odd height as pairs of rows',
      () => spaceToDepth(input('x', [2, 3, 5, 4]), 2),
      /spaceToDepth: 2 must divide height and width, got float32\[2,3,5,4\]/,
    ],
    [
      'six channels as blocks',
      () => depthToSpace(input('x', [2, 6, 5, 4]), 2),
      /2² must divide the channels/,
    ],
    [
      'halves of rows',
      () => reshape(input('x', [5, 2]), [2.5, 4]),
      /reshape: must keep the number of elements, got float32\[5,2\]/,
    ],
    ['a stride of 0', () => conv(x, input('w', [2, 3, 3, 3]), { stride: 0 }), /whole strides/],
    [
      'groups that do not divide',
      () => conv(x, input('w', [3, 1, 3, 3]), { groups: 2 }),
      /conv: needs images/,
    ],
    [
      'a place beyond the axis',
      () => take(x, [0, 4], 2),
      /take: needs places from −1 \(a zero\) to below the size of axis 2, got 4/,
    ],
  ])('%s', (_, build, message) => {
    expect(build).toThrow(message);
  });
});
