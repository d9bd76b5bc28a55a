// Random graphs over all ops: shapes are chosen to fit, values are computed while a graph grows, and what comes near
// a kink, a pole or a large number is dropped, so that every derivative exists and float32 resolves it.

import type { DType } from '../../src/base/dtype.ts';
import { type StaticShape, sizeOf } from '../../src/base/shape.ts';
import { batchMatmul } from '../../src/graph/batch-matmul.ts';
import { square } from '../../src/graph/compositions.ts';
import { conv, convInputOp, type convOp, convWeightOp } from '../../src/graph/convolution.ts';
import * as elementwise from '../../src/graph/elementwise.ts';
import { gemm } from '../../src/graph/gemm.ts';
import { constant, input, stopGradient } from '../../src/graph/leaves.ts';
import { type OpName, ops } from '../../src/graph/ops.ts';
import { reduceMax } from '../../src/graph/reduce-max.ts';
import { broadcastOffsets, broadcastTo, reduceSum } from '../../src/graph/reduction.ts';
import { concat, pad, reshape, slice, transpose } from '../../src/graph/shaping.ts';
import { take } from '../../src/graph/take.ts';
import {
  applyOp,
  type Dense,
  type Tensor,
  type TensorLike,
  topologicalOrder,
} from '../../src/graph/tensor.ts';
import { createRandom, dense, direction, type Feeds, weighted } from '../graph/oracles.ts';

export interface RandomGraph {
  /** A scalar that depends on every node that nothing else uses. */
  readonly loss: Tensor;
  readonly inputs: readonly Tensor[];
  readonly feeds: Feeds;
  /** Names of the ops that were drawn. */
  readonly drawn: ReadonlySet<OpName>;
}

/** Distance that divisors, roots and logarithms keep from 0. */
const clearance = 0.25;
const largest = 20;

/** What a node must be to be part of a graph. */
export interface Limits {
  /** Distance that operands keep from kinks. */
  readonly margin: number;
  /** Most elements of a tensor. */
  readonly size: number;
}

/** What a proposal may draw from. */
interface Pick {
  readonly random: () => number;
  integer(below: number): number;
  one<T>(from: readonly T[]): T;
  float(fits?: (x: Tensor) => boolean): Tensor;
  bool(): Tensor;
  /** A tensor that broadcasts with x, or a number. */
  partner(x: Tensor): TensorLike;
}

function createPick(random: () => number, pool: readonly Tensor[]): Pick {
  const integer = (below: number) => Math.floor(random() * below);
  const one = <T>(from: readonly T[]): T => from[integer(from.length)]!;
  const ofType = (dtype: DType) => pool.filter((x) => x.dtype === dtype);
  const float = (fits = (_: Tensor) => true) => {
    const fitting = ofType('float32').filter(fits);
    return one(random() < 0.6 ? fitting.slice(-3) : fitting); // more often recent ones: deep graphs
  };
  return {
    random,
    integer,
    one,
    float,
    bool: () => one(ofType('bool')) ?? elementwise.greater(float(), 0.5),
    partner: (x) => (random() < 0.25 ? one([0, 0.5, 1, -1, 2]) : float((y) => broadcasts(x, y))),
  };
}

const shapeOf = (x: Tensor) => x.shape as StaticShape;

function broadcasts(a: Tensor, b: Tensor): boolean {
  const [left, right] = [shapeOf(a).toReversed(), shapeOf(b).toReversed()];
  return left.every((d, axis) => d === 1 || (right[axis] ?? 1) === 1 || d === right[axis]);
}

const unary =
  (op: (x: Tensor) => Tensor) =>
  (pick: Pick): Tensor =>
    op(pick.float());

const binary =
  (op: (a: TensorLike, b: TensorLike) => Tensor) =>
  (pick: Pick): Tensor => {
    const a = pick.float();
    const b = pick.partner(a);
    return pick.random() < 0.5 ? op(a, b) : op(b, a);
  };

const comparison =
  (op: (a: TensorLike, b: TensorLike) => Tensor) =>
  (pick: Pick): Tensor =>
    pick.random() < 0.2 ? op(elementwise.cast(pick.float(), 'int64'), 1) : binary(op)(pick);

const reduction =
  (op: typeof reduceSum) =>
  (pick: Pick): Tensor => {
    const x = pick.float((candidate) => candidate.shape.length > 0);
    const axes = x.shape.map((_, axis) => axis).filter(() => pick.random() < 0.6);
    return op(x, { axes, keepDims: pick.random() < 0.5 });
  };

function product(pick: Pick): Tensor {
  const isMatrix = (x: Tensor) => x.shape.length === 2;
  const a = pick.float(isMatrix);
  const transposeA = pick.random() < 0.5;
  const inner = a.shape[transposeA ? 0 : 1];
  const b = pick.float((x) => isMatrix(x) && x.shape.includes(inner!));
  const transposeB = b.shape[0] !== inner;
  const result = [a.shape[transposeA ? 1 : 0], b.shape[transposeB ? 0 : 1]];
  const c = pick.float();
  const fits =
    c.shape.length <= 2 && c.shape.every((d, axis) => d === 1 || d === result[axis + 2 - c.shape.length]);
  const scales = pick.random() < 0.5 ? {} : { alpha: 0.5, beta: -2 };
  return gemm(a, b, { transposeA, transposeB, ...scales, summand: fits ? c : undefined });
}

function stretched(pick: Pick): Tensor {
  const x = pick.float((candidate) => candidate.shape.length < 3);
  const shape = shapeOf(x).map((d) => (d === 1 ? 3 : d));
  return broadcastTo(x, pick.random() < 0.5 ? [2, ...shape] : shape);
}

function reshaped(pick: Pick): Tensor {
  const x = pick.float();
  const size = sizeOf(shapeOf(x));
  const shapes = [
    [size],
    [1, size],
    [size, 1],
    ...(size % 2 === 0
      ? [
          [size / 2, 2],
          [2, 1, size / 2],
        ]
      : []),
  ];
  return reshape(x, pick.one(size === 1 ? [[], ...shapes] : shapes));
}

/** A tensor with an axis, and a range of that axis. */
function ranged(pick: Pick): { x: Tensor; axis: number; start: number; end: number } {
  const x = pick.float((candidate) => candidate.shape.some((d) => Number(d) > 1));
  const axis = pick.one(x.shape.flatMap((d, at) => (Number(d) > 1 ? [at] : [])));
  const start = pick.integer(shapeOf(x)[axis]! - 1);
  return { x, axis, start, end: start + 1 + pick.integer(shapeOf(x)[axis]! - start) };
}

function joined(pick: Pick): Tensor {
  const x = pick.float((candidate) => candidate.shape.length > 0);
  const axis = pick.integer(x.shape.length);
  const isLike = ({ shape }: Tensor) =>
    shape.length === x.shape.length && shape.every((d, at) => at === axis || d === x.shape[at]);
  return concat([x, pick.float(isLike), x].slice(0, 2 + pick.integer(2)), axis);
}

/** The product of two batches that a tensor's elements are. */
function pairProduct(pick: Pick): Tensor {
  const x = pick.float(({ shape }) => shape.length === 2);
  const [rows, columns] = shapeOf(x) as [number, number];
  const batch = reshape(x, [1, rows, columns]);
  const transposeA = pick.random() < 0.5;
  return batchMatmul(batch, elementwise.sigmoid(batch), { transposeA, transposeB: !transposeA });
}

/** One of the three convolutions of an image that a tensor's elements are, a kernel of those of another. */
function convolution(kind: 'conv' | 'input' | 'weight') {
  return (pick: Pick): Tensor => {
    const image = pick.float(({ shape }) => shape.length === 2);
    const elements = pick.float((x) => [3, 4].includes(sizeOf(shapeOf(x))));
    const count = sizeOf(shapeOf(elements));
    const x = reshape(image, [1, 1, ...shapeOf(image)]);
    const w = reshape(elements, count === 4 ? [1, 1, 2, 2] : [1, 1, 1, 3]);
    const options = { stride: pick.one([1, 2] as const), padding: pick.one([1, 2] as const) };
    const y = conv(x, w, options);
    const attributes = y.attributes as Parameters<typeof convOp.infer>[1];
    const found = {
      conv: () => y,
      input: () => applyOp(convInputOp, [elementwise.sigmoid(y), w], attributes),
      weight: () => applyOp(convWeightOp, [x, elementwise.sigmoid(y)], attributes),
    }[kind]();
    return reshape(found, shapeOf(found).slice(2));
  };
}

/** x² + ½, which stays clear of 0. */
const lifted = (x: Tensor): Tensor => elementwise.add(square(x), 0.5);

const proposals: { readonly [K in OpName]: (pick: Pick) => Tensor } = {
  Abs: unary(elementwise.abs),
  Add: binary(elementwise.add),
  Expand: stretched,
  BatchMatmul: pairProduct,
  Cast: (pick) =>
    elementwise.cast(pick.random() < 0.5 ? pick.bool() : elementwise.cast(pick.float(), 'int64'), 'float32'),
  Clip: (pick) => {
    const bound = () => (pick.random() < 0.4 ? pick.float(({ shape }) => shape.length === 0) : undefined);
    return elementwise.clip(pick.float(), bound() ?? -0.6, bound() ?? 0.8);
  },
  Concat: joined,
  Conv: convolution('conv'),
  ConvInput: convolution('input'),
  ConvWeight: convolution('weight'),
  Div: binary((a, b) => elementwise.div(a, typeof b === 'number' ? b : lifted(b))),
  Elu: (pick) => elementwise.elu(pick.float(), pick.one([1, 0.5])),
  Equal: comparison(elementwise.equal),
  Exp: unary(elementwise.exp),
  Gemm: product,
  Greater: comparison(elementwise.greater),
  GreaterOrEqual: comparison(elementwise.greaterOrEqual),
  LeakyRelu: (pick) => elementwise.leakyRelu(pick.float(), 0.2),
  Less: comparison(elementwise.less),
  LessOrEqual: comparison(elementwise.lessOrEqual),
  Log: unary((x) => elementwise.log(lifted(x))),
  Max: binary(elementwise.maximum),
  Min: binary(elementwise.minimum),
  Mul: binary(elementwise.mul),
  Neg: unary(elementwise.neg),
  Pad: (pick) => {
    const { x, axis } = ranged(pick);
    return pad(x, { axis, before: pick.integer(3), after: pick.integer(2) });
  },
  ReduceMax: reduction(reduceMax),
  ReduceSum: reduction(reduceSum),
  Relu: unary(elementwise.relu),
  Reshape: reshaped,
  Where: (pick) => {
    const condition = pick.bool();
    const a = pick.float((x) => broadcasts(x, condition));
    const b = pick.float((x) => broadcasts(x, condition) && broadcasts(x, a));
    return elementwise.select(condition, a, pick.one([b, 0, 0.5]));
  },
  Sigmoid: unary(elementwise.sigmoid),
  Sign: unary(elementwise.sign),
  Slice: (pick) => {
    const { x, ...range } = ranged(pick);
    return slice(x, range);
  },
  Softplus: unary(elementwise.softplus),
  Sqrt: unary((x) => elementwise.sqrt(lifted(x))),
  Step: unary((x) => elementwise.step(x, { below: 0.2, above: 1 })),
  StopGradient: unary(stopGradient),
  Sub: binary(elementwise.sub),
  Take: (pick) => {
    const { x, axis } = ranged(pick);
    const size = shapeOf(x)[axis]!;
    return take(
      x,
      Array.from({ length: 1 + pick.integer(3) }, () => pick.integer(size + 1) - 1),
      axis,
    );
  },
  Tanh: unary(elementwise.tanh),
  Transpose: (pick) => {
    const x = pick.float(({ shape }) => shape.length > 1);
    return pick.random() < 0.5 ? transpose(x) : transpose(x, [1, 0, 2].slice(0, x.shape.length));
  },
};

const distances = (a: Dense, b: Dense, node: Tensor): Float64Array => {
  const right = broadcastOffsets(b.shape, shapeOf(node));
  return Float64Array.from(broadcastOffsets(a.shape, shapeOf(node)), (offset, index) =>
    Math.abs(a.values[offset]! - b.values[right[index]!]!),
  );
};

type IsClear = (operands: readonly Dense[], node: Tensor, margin: number) => boolean;

const isClearOfZero: IsClear = (operands, _, margin) =>
  operands.at(-1)!.values.every((x) => Math.abs(x) >= margin);

const isClearOfPole: IsClear = (operands, node) => isClearOfZero(operands, node, clearance);

/** Floats may not come near each other; integers tie exactly. */
const isClearOfTies: IsClear = ([a, b], node, margin) =>
  node.inputs[0]!.dtype !== 'float32' || distances(a!, b!, node).every((distance) => distance >= margin);

/** Neither bound near an element, nor near the other bound. */
const isClearOfBounds: IsClear = ([x, ...bounds], node, margin) =>
  bounds.every((bound) => distances(x!, bound, node).every((distance) => distance >= margin)) &&
  Math.abs(bounds[0]!.values[0]! - bounds[1]!.values[0]!) >= margin;

const hasOneLargest: IsClear = ([x], node, margin) => {
  const kept = reduceMax(node.inputs[0]!, { ...node.attributes, keepDims: true });
  const near = distances(
    x!,
    { shape: shapeOf(kept), values: node.op.reference([x!], node) },
    node.inputs[0]!,
  );
  return near.filter((distance) => distance < margin).length === sizeOf(shapeOf(kept));
};

const clearOfKinks: { readonly [K in OpName]?: IsClear } = {
  Abs: isClearOfZero,
  Cast: ([x], node, margin) =>
    node.inputs[0]!.dtype !== 'float32' || x!.values.every((v) => Math.abs(v - Math.round(v)) >= margin),
  Clip: isClearOfBounds,
  Div: isClearOfPole,
  Elu: isClearOfZero,
  Equal: isClearOfTies,
  Greater: isClearOfTies,
  GreaterOrEqual: isClearOfTies,
  LeakyRelu: isClearOfZero,
  Less: isClearOfTies,
  LessOrEqual: isClearOfTies,
  Log: isClearOfPole,
  Max: isClearOfTies,
  Min: isClearOfTies,
  ReduceMax: hasOneLargest,
  Relu: isClearOfZero,
  Sign: isClearOfZero,
  Sqrt: isClearOfPole,
  Step: isClearOfZero,
};

const clearByOp = new Map<string, IsClear>(
  Object.entries(clearOfKinks).map(([name, isClear]) => [ops[name as OpName].name, isClear]),
);

/** Computes what is new in a node's graph; false if any of it is too near a kink, too large or too big. */
export function admit(
  node: Tensor,
  values: Map<Tensor, Dense>,
  { margin, size }: Limits = { margin: 0.02, size: 48 },
): boolean {
  return topologicalOrder([node]).every((part) => {
    if (values.has(part)) return true;
    const operands = part.inputs.map((x) => values.get(x)!);
    const value = { shape: shapeOf(part), values: part.op.reference(operands, part) };
    values.set(part, value);
    return (
      (clearByOp.get(part.op.name)?.(operands, part, margin) ?? true) &&
      value.values.length <= size &&
      value.values.every((x) => Math.abs(x) <= largest)
    );
  });
}

/** The graph of a seed, of about `size` drawn ops. */
export function randomGraph(seed: number, size = 12): RandomGraph {
  const random = createRandom(seed);
  const shapes: readonly StaticShape[] = [[3, 4], [4], [4, 3], [3, 1], []];
  const inputs = shapes.map((shape, index) => input(`x${index}`, shape));
  const values = new Map<Tensor, Dense>(
    inputs.map((x) => [x, dense(shapeOf(x), () => Math.fround(3 * random() - 1.5))]),
  );
  const pool: Tensor[] = [...inputs];
  const names = Object.keys(proposals) as OpName[];
  const drawn = new Set<OpName>();
  for (let attempt = 0; pool.length < inputs.length + size && attempt < 20 * size; attempt++) {
    const pick = createPick(random, pool);
    const name = pick.one(names);
    const node = proposals[name](pick);
    if (pool.includes(node) || !admit(node, values)) continue;
    drawn.add(name);
    pool.push(node);
  }
  const used = new Set(topologicalOrder(pool).flatMap((node) => node.inputs));
  const loss = pool
    .filter((node) => node.dtype === 'float32' && !used.has(node))
    .map((node) => weighted(elementwise.softplus(node), direction(shapeOf(node), random)))
    .reduce(elementwise.add, constant(0));
  return { loss, inputs, drawn, feeds: Object.fromEntries(inputs.map((x, i) => [`x${i}`, values.get(x)!])) };
}
