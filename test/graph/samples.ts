// One row of samples per op: small graphs with that op at the root, over operands that avoid kinks and poles.
// The type demands a row for every op of src/graph/ops.ts.

import type { DType } from '../../src/base/dtype.ts';
import type { StaticShape } from '../../src/base/shape.ts';
import { batchMatmul } from '../../src/graph/batch-matmul.ts';
import {
  type ConvAttributes,
  type ConvOptions,
  conv,
  convInputOp,
  convTranspose,
  convWeightOp,
} from '../../src/graph/convolution.ts';
import * as elementwise from '../../src/graph/elementwise.ts';
import { gemm } from '../../src/graph/gemm.ts';
import { input, stopGradient } from '../../src/graph/leaves.ts';
import type { OpName } from '../../src/graph/ops.ts';
import { reduceMax } from '../../src/graph/reduce-max.ts';
import { broadcastTo, type ReduceOptions, reduceSum } from '../../src/graph/reduction.ts';
import { concat, pad, reshape, slice, transpose } from '../../src/graph/shaping.ts';
import { take } from '../../src/graph/take.ts';
import { applyOp, type Tensor, type TensorLike } from '../../src/graph/tensor.ts';
import { createRandom, dense, type Feeds } from './oracles.ts';

/** A value for the element at an index. */
type Draw = (random: () => number, index: number) => number;

export interface Operand {
  readonly dtype: DType;
  readonly shape: StaticShape;
  readonly draw: Draw;
}

export interface Sample {
  readonly operands: readonly Operand[];
  readonly build: (...operands: Tensor[]) => Tensor;
  /** Its values are compared, its derivatives are not. */
  readonly hasKinks?: boolean;
}

/** A sample's node over inputs `x0`, `x1`..., and float32 values for them. */
export function instantiate(
  { operands, build, hasKinks = false }: Sample,
  seed: number,
): { hasKinks: boolean; inputs: Tensor[]; feeds: Feeds; node: Tensor } {
  const random = createRandom(seed);
  const inputs = operands.map(({ shape, dtype }, index) => input(`x${index}`, shape, dtype));
  const feeds = Object.fromEntries(
    operands.map(({ shape, draw }, at) => [
      `x${at}`,
      dense(shape, (index) => Math.fround(draw(random, index))),
    ]),
  );
  return { hasKinks, inputs, feeds, node: build(...inputs) };
}

const uniform: Draw = (random) => 3 * random() - 1.5;
const positive: Draw = (random) => 0.3 + 1.7 * random();
const awayFromZero: Draw = (random) => (random() < 0.5 ? -1 : 1) * (0.2 + 1.3 * random());
/** Near multiples of a half, moved by an offset: two offsets a quarter apart never tie. */
const lattice =
  (offset: number): Draw =>
  (random) =>
    (Math.floor(7 * random()) - 3) / 2 + offset + 0.1 * random();
/** All different, at least 0.05 apart, for up to 23 elements. */
const distinct: Draw = (random, index) => (((index * 7) % 23) - 11) * 0.1 + 0.05 * random();
const integer: Draw = (random) => Math.floor(5 * random()) - 2;
const bit: Draw = (random) => Number(random() < 0.5);

const float32 = (draw: Draw, ...shape: number[]): Operand => ({ dtype: 'float32', shape, draw });
const int64 = (...shape: number[]): Operand => ({ dtype: 'int64', shape, draw: integer });
const bool = (...shape: number[]): Operand => ({ dtype: 'bool', shape, draw: bit });

/** An op of one operand on a scalar, a vector, a matrix and more. */
function unary(op: (x: Tensor) => Tensor, draw: Draw): Sample[] {
  return [[], [5], [3, 4], [2, 1, 3]].map((shape) => ({
    operands: [float32(draw, ...shape)],
    build: (x) => op(x!),
  }));
}

/** An op of two operands on equal shapes, broadcasts of either side, scalars and numbers. */
function binary(
  op: (a: TensorLike, b: TensorLike) => Tensor,
  left: Draw = uniform,
  right: Draw = left,
): Sample[] {
  const shapes: readonly (readonly [StaticShape, StaticShape])[] = [
    [[], []],
    [
      [2, 3],
      [2, 3],
    ],
    [[2, 3], [3]],
    [
      [2, 1],
      [1, 3],
    ],
    [[], [4]],
    [
      [2, 1, 3],
      [4, 1],
    ],
  ];
  return [
    ...shapes.map(([a, b]) => ({ operands: [float32(left, ...a), float32(right, ...b)], build: op })),
    { operands: [float32(left, 2, 3)], build: (x: Tensor) => op(x, 0.7) },
    { operands: [float32(right, 2, 3)], build: (x: Tensor) => op(0.7, x) },
  ];
}

/** A comparison of floats that never tie, and of integers that do. */
function comparison(op: (a: TensorLike, b: TensorLike) => Tensor): Sample[] {
  return [
    { operands: [float32(lattice(0), 3, 4), float32(lattice(0.25), 4)], build: op },
    { operands: [float32(awayFromZero, 6)], build: (x) => op(x!, 0) },
    { operands: [int64(4, 5), int64(4, 1)], build: op },
    { operands: [int64(2, 3)], build: (x) => op(1, x!) },
  ];
}

/** A reduction over one axis, several, all; axes kept or dropped. */
function reduction(op: (x: Tensor, options?: ReduceOptions) => Tensor, draw: Draw): Sample[] {
  const options: readonly (readonly [StaticShape, ReduceOptions])[] = [
    [[4], {}],
    [[3, 4], {}],
    [[3, 4], { axes: [0] }],
    [[3, 4], { axes: [0], keepDims: true }],
    [[3, 4], { axes: [1] }],
    [[3, 4], { axes: [-1], keepDims: true }],
    [[1, 4], { axes: [0] }],
    [[2, 3, 2], { axes: [0, 2] }],
    [[2, 3, 2], { axes: [1], keepDims: true }],
    [[2, 3, 2], { keepDims: true }],
  ];
  return options.map(([shape, option]) => ({
    operands: [float32(draw, ...shape)],
    build: (x) => op(x!, option),
  }));
}

/** Every way to read the operands × summand × scales. */
function products(): Sample[] {
  const flags = [false, true];
  const summands: readonly (StaticShape | undefined)[] = [undefined, [2, 4], [4], [2, 1], []];
  return flags.flatMap((transposeA) =>
    flags.flatMap((transposeB) =>
      summands.flatMap((shape) =>
        [{}, { alpha: 0.5, beta: -2 }].map((scales) => ({
          operands: [
            float32(uniform, ...(transposeA ? [3, 2] : [2, 3])),
            float32(uniform, ...(transposeB ? [4, 3] : [3, 4])),
            ...(shape === undefined ? [] : [float32(uniform, ...shape)]),
          ],
          build: (a: Tensor, b: Tensor, summand?: Tensor) =>
            gemm(a, b, { transposeA, transposeB, ...scales, summand }),
        })),
      ),
    ),
  );
}

/** Every way to read the pairs of two batches. */
function pairProducts(): Sample[] {
  const flags = [false, true];
  return flags.flatMap((transposeA) =>
    flags.map((transposeB) => ({
      operands: [
        float32(uniform, 2, ...(transposeA ? [3, 2] : [2, 3])),
        float32(uniform, 2, ...(transposeB ? [4, 3] : [3, 4])),
      ],
      build: (a: Tensor, b: Tensor) => batchMatmul(a, b, { transposeA, transposeB }),
    })),
  );
}

/** Images, kernels and how they meet: strides, paddings, dilations, groups, and rows of the image left over. */
const convolutions: readonly (readonly [image: StaticShape, kernel: StaticShape, options: ConvOptions])[] = [
  [[2, 2, 4, 3], [3, 2, 2, 2], {}],
  [[1, 1, 5, 4], [2, 1, 3, 3], { padding: 1 }],
  [[2, 1, 6, 5], [2, 1, 4, 4], { stride: 2, padding: 1 }],
  [[1, 2, 6, 6], [1, 2, 3, 2], { stride: [3, 2], padding: [0, 1, 2, 0] }],
  [[1, 2, 5, 6], [2, 1, 2, 2], { groups: 2, dilation: [1, 2] }],
  [[2, 4, 4, 6], [2, 2, 2, 3], { groups: 2, stride: 2, padding: 1, dilation: [2, 1] }],
];

/** An op of one operand of a shape. */
const of = (shape: StaticShape, build: (x: Tensor) => Tensor): Sample => ({
  operands: [float32(uniform, ...shape)],
  build,
});

const joined = (axis: number, ...shapes: StaticShape[]): Sample => ({
  operands: shapes.map((shape) => float32(uniform, ...shape)),
  build: (...parts) => concat(parts, axis),
});

const stretched = (from: StaticShape, to: StaticShape) => of(from, (x) => broadcastTo(x, to));

export const samples: { readonly [K in OpName]: readonly Sample[] } = {
  Abs: unary(elementwise.abs, awayFromZero),
  Add: [...binary(elementwise.add), { operands: [int64(2, 3), int64(3)], build: elementwise.add }],
  Expand: [
    stretched([], [3]),
    stretched([3], [2, 3]),
    stretched([2, 1], [2, 3]),
    stretched([1, 2, 1], [2, 3, 2, 2]),
    stretched([], [1, 1]),
    { operands: [bool(2, 1)], build: (x) => broadcastTo(x!, [2, 3]) },
  ],
  BatchMatmul: [
    ...pairProducts(),
    {
      operands: [float32(uniform, 1, 2, 2, 3), float32(uniform, 1, 2, 3, 1)],
      build: (a, b) => batchMatmul(a!, b!),
    },
  ],
  Cast: [
    { operands: [float32(lattice(0.2), 3, 4)], build: (x) => elementwise.cast(x!, 'int64') },
    { operands: [float32(lattice(0.2), 5)], build: (x) => elementwise.cast(x!, 'int32') },
    { operands: [float32(positive, 5)], build: (x) => elementwise.cast(x!, 'uint8') },
    { operands: [float32(lattice(0.2), 5)], build: (x) => elementwise.cast(x!, 'bool') },
    { operands: [int64(2, 3)], build: (x) => elementwise.cast(x!, 'float32') },
    { operands: [int64(6)], build: (x) => elementwise.cast(x!, 'bool') },
    { operands: [bool(2, 3)], build: (x) => elementwise.cast(x!, 'float32') },
    {
      operands: [{ dtype: 'uint8', shape: [2, 3], draw: (_, index) => 50 * index }],
      build: (x) => elementwise.cast(x!, 'float32'),
    },
  ],
  Clip: [
    ...unary((x) => elementwise.clip(x, -0.7, 0.9), lattice(0.05)),
    {
      operands: [float32(lattice(0.05), 3, 4), float32(() => -0.4), float32(() => 0.8)],
      build: elementwise.clip,
    },
    {
      operands: [float32(lattice(0.05), 3, 4), float32(() => 0.8), float32(() => -0.4)],
      build: elementwise.clip,
    },
  ],
  Concat: [
    joined(0, [2], [3]),
    joined(0, [2, 3], [1, 3], [2, 3]),
    joined(1, [2, 1], [2, 3]),
    joined(-2, [2, 1, 3], [2, 2, 3]),
    { operands: [float32(uniform, 2, 2)], build: (x) => concat([x!, x!], 1) },
    { operands: [int64(2), int64(1)], build: (...parts) => concat(parts) },
  ],
  Conv: convolutions.map(([image, kernel, options]) => ({
    operands: [float32(uniform, ...image), float32(uniform, ...kernel)],
    build: (x, w) => conv(x!, w!, options),
  })),
  ConvInput: [
    ...convolutions.map(([image, kernel, options]) => {
      const { shape, attributes } = conv(input('x', image), input('w', kernel), options);
      return {
        operands: [float32(uniform, ...(shape as StaticShape)), float32(uniform, ...kernel)],
        build: (y: Tensor, w: Tensor) => applyOp(convInputOp, [y, w], attributes as ConvAttributes),
      };
    }),
    {
      operands: [float32(uniform, 2, 3, 2, 3), float32(uniform, 3, 1, 3, 3)],
      build: (x, w) => convTranspose(x!, w!, { stride: 2, padding: 1, outputPadding: [1, 0] }),
    },
  ],
  ConvWeight: convolutions.map(([image, kernel, options]) => {
    const { shape, attributes } = conv(input('x', image), input('w', kernel), options);
    return {
      operands: [float32(uniform, ...image), float32(uniform, ...(shape as StaticShape))],
      build: (x: Tensor, y: Tensor) => applyOp(convWeightOp, [x, y], attributes as ConvAttributes),
    };
  }),
  Div: binary(elementwise.div, awayFromZero),
  Elu: [...unary(elementwise.elu, awayFromZero), of([3, 4], (x) => elementwise.elu(x, 0.3))],
  Equal: comparison(elementwise.equal),
  Exp: unary(elementwise.exp, uniform),
  Gemm: products(),
  Greater: comparison(elementwise.greater),
  GreaterOrEqual: comparison(elementwise.greaterOrEqual),
  LeakyRelu: [
    ...unary(elementwise.leakyRelu, awayFromZero),
    ...unary((x) => elementwise.leakyRelu(x, 0.2), awayFromZero),
  ],
  Less: comparison(elementwise.less),
  LessOrEqual: comparison(elementwise.lessOrEqual),
  Log: unary(elementwise.log, positive),
  Max: binary(elementwise.maximum, lattice(0.05), lattice(0.3)),
  Min: binary(elementwise.minimum, lattice(0.05), lattice(0.3)),
  Mul: binary(elementwise.mul),
  Neg: unary(elementwise.neg, uniform),
  Pad: [
    of([3], (x) => pad(x, { axis: 0, before: 1, after: 2 })),
    of([2, 3], (x) => pad(x, { axis: 0, before: 2, after: 0 })),
    of([2, 3], (x) => pad(x, { axis: 1, before: 0, after: 1 })),
    of([2, 3, 2], (x) => pad(x, { axis: -2, before: 1, after: 1 })),
  ],
  ReduceMax: reduction(reduceMax, distinct),
  ReduceSum: [
    ...reduction(reduceSum, uniform),
    { operands: [int64(3, 4)], build: (x) => reduceSum(x!, { axes: [0] }) },
  ],
  Relu: unary(elementwise.relu, awayFromZero),
  Reshape: [
    of([2, 3], (x) => reshape(x, [6])),
    of([2, 3], (x) => reshape(x, [3, 1, 2])),
    of([1, 1], (x) => reshape(x, [])),
    of([], (x) => reshape(x, [1])),
    { operands: [int64(2, 3)], build: (x) => reshape(x!, [3, 2]) },
  ],
  Where: [
    { operands: [bool(2, 3), float32(uniform, 2, 3), float32(uniform, 2, 3)], build: elementwise.select },
    { operands: [bool(2, 1), float32(uniform, 3), float32(uniform)], build: elementwise.select },
    { operands: [bool(), float32(uniform, 3), float32(uniform, 2, 1)], build: elementwise.select },
    { operands: [bool(2, 3), float32(uniform, 3)], build: (c, x) => elementwise.select(c!, x!, 0) },
    { operands: [bool(2, 3), float32(uniform, 3)], build: (c, x) => elementwise.select(c!, 1, x!) },
    { operands: [bool(2, 3)], build: (c) => elementwise.select(c!, 1, 0.2) },
    { operands: [bool(3), int64(2, 3)], build: (c, x) => elementwise.select(c!, x!, 0) },
  ],
  Sigmoid: unary(elementwise.sigmoid, uniform),
  Sign: unary(elementwise.sign, awayFromZero),
  Slice: [
    of([5], (x) => slice(x, { axis: 0, start: 1, end: 4 })),
    of([4, 3], (x) => slice(x, { axis: 0, start: 2, end: 4 })),
    of([4, 3], (x) => slice(x, { axis: 1, start: 0, end: 1 })),
    of([2, 4, 2], (x) => slice(x, { axis: -2, start: 1, end: 3 })),
    { operands: [int64(5)], build: (x) => slice(x!, { axis: 0, start: 0, end: 2 }) },
  ],
  Softplus: [
    ...unary(elementwise.softplus, uniform),
    {
      operands: [float32((_, index) => [-30, -10, 10, 30][index]!, 4)],
      build: (x) => elementwise.softplus(x!),
    },
  ],
  Sqrt: unary(elementwise.sqrt, positive),
  Step: [
    ...unary((x) => elementwise.step(x, { below: 0, above: 1 }), awayFromZero),
    ...unary((x) => elementwise.step(x, { below: 0.2, above: 0.7 }), awayFromZero),
    {
      operands: [float32((_, index) => [-1e30, -1e-30, 0, 1e-30, 1e30][index]!, 5)],
      build: (x) => elementwise.step(x!, { below: 0.2, above: 1 }),
      hasKinks: true,
    },
  ],
  StopGradient: unary(stopGradient, uniform),
  Sub: binary(elementwise.sub),
  Take: [
    of([4], (x) => take(x, [2, 0, 2, -1], 0)),
    of([5, 2], (x) => take(x, [4, 2, 0], 0)),
    of([2, 6], (x) => take(x, [0, 2, 4], 1)),
    of([2, 3, 2], (x) => take(x, [-1, 0, -1, 1, -1, 2], -2)),
    of([3], (x) => take(x, [1], 0)),
    of([2, 2], (x) => take(x, [-1, -1], 1)),
    { operands: [int64(3, 2)], build: (x) => take(x!, [2, -1, 2], 0) },
  ],
  Tanh: unary(elementwise.tanh, uniform),
  Transpose: [
    of([2, 3], (x) => transpose(x)),
    of([2, 3, 4], (x) => transpose(x)),
    of([2, 3, 4], (x) => transpose(x, [1, 2, 0])),
    of([2, 3, 2, 2], (x) => transpose(x, [0, 2, 1, 3])),
    { operands: [int64(2, 3)], build: (x) => transpose(x!) },
  ],
};
