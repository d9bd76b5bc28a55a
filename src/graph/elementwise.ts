// Ops that act on each element: arithmetic, comparison, selection, transcendental functions, activations.
// Operands broadcast as in NumPy; `gradient` sums adjoints back to an operand's shape. One file, though long: their
// derivatives use each other.

import type { DType } from '../base/dtype.ts';
import { ShapeError } from '../base/errors.ts';
import { broadcastShapes, formatType, type TensorType } from '../base/shape.ts';
import { fixedShape, toTensor } from './leaves.ts';
import { broadcastOffsets } from './reduction.ts';
import {
  type Attributes,
  applyOp,
  type Dense,
  defineOp,
  type Op,
  type Tensor,
  type TensorLike,
} from './tensor.ts';

type NoAttributes = Readonly<Record<string, never>>;

/** What is special about an op of one operand. `derivative` is multiplied by the adjoint. */
interface UnaryRule<A extends Attributes> {
  readonly name: string;
  value(x: number, attributes: A): number;
  derivative(node: Tensor<A>): Tensor | undefined;
}

function defineUnary<A extends Attributes = NoAttributes>(rule: UnaryRule<A>): Op<A> {
  return defineOp<A>({
    name: rule.name,
    infer: ([x]) => {
      if (x!.dtype !== 'float32') throw new ShapeError(`${rule.name}: needs float32, got ${formatType(x!)}`);
      return x!;
    },
    gradient: (node, dy) => {
      const derivative = rule.derivative(node);
      return [derivative && mul(dy, derivative)];
    },
    reference: ([x], { attributes }) => x!.values.map((value) => rule.value(value, attributes)),
  });
}

/** What is special about an op of two operands. */
interface BinaryRule {
  readonly name: string;
  value(a: number, b: number): number;
  gradient(node: Tensor, dy: Tensor, a: Tensor, b: Tensor): readonly (Tensor | undefined)[];
  /** Dtypes of both operands; default: numbers. */
  readonly operands?: readonly DType[];
  /** Default: that of the operands. */
  readonly result?: DType;
}

const numbers: readonly DType[] = ['float32', 'int64', 'int32', 'uint8'];

function defineBinary(rule: BinaryRule): Op {
  return defineOp({
    name: rule.name,
    infer: (inputs) => binaryType(rule, inputs[0]!, inputs[1]!),
    gradient: (node, dy) => rule.gradient(node, dy, node.inputs[0]!, node.inputs[1]!),
    reference: ([a, b], node) => zip(rule.value, a!, b!, fixedShape(node)),
  });
}

function binaryType(rule: BinaryRule, a: Tensor, b: Tensor): TensorType {
  if (a.dtype !== b.dtype) {
    throw new ShapeError(`${rule.name}: dtypes must be equal, got ${formatType(a)} and ${formatType(b)}`);
  }
  const { operands = numbers } = rule;
  if (!operands.includes(a.dtype)) {
    throw new ShapeError(
      `${rule.name}: needs ${operands.join(' or ')}, got ${formatType(a)} and ${formatType(b)}`,
      { help: 'cast the operands first' },
    );
  }
  return { dtype: rule.result ?? a.dtype, shape: broadcastShapes(a.shape, b.shape, rule.name) };
}

function zip(
  combine: (a: number, b: number) => number,
  a: Dense,
  b: Dense,
  shape: readonly number[],
): Float64Array {
  const left = broadcastOffsets(a.shape, shape);
  const right = broadcastOffsets(b.shape, shape);
  return Float64Array.from(left, (offset, index) => combine(a.values[offset]!, b.values[right[index]!]!));
}

/** Both operands as tensors: a number takes the dtype of the other. */
function applyBinary(op: Op, a: TensorLike, b: TensorLike): Tensor {
  const dtype = typeof a !== 'number' ? a.dtype : typeof b !== 'number' ? b.dtype : 'float32';
  return applyOp(op, [toTensor(a, dtype), toTensor(b, dtype)], {});
}

// Arithmetic

export const addOp = defineBinary({
  name: 'Add',
  value: (a, b) => a + b,
  gradient: (_, dy) => [dy, dy],
});

export const subOp = defineBinary({
  name: 'Sub',
  value: (a, b) => a - b,
  gradient: (_, dy) => [dy, neg(dy)],
});

export const mulOp = defineBinary({
  name: 'Mul',
  value: (a, b) => a * b,
  gradient: (_, dy, a, b) => [mul(dy, b), mul(dy, a)],
});

export const divOp = defineBinary({
  name: 'Div',
  value: (a, b) => a / b,
  gradient: (node, dy, _, b) => [div(dy, b), neg(div(mul(dy, node), b))],
  operands: ['float32'], // integer division truncates in ONNX
});

export const maximumOp = defineBinary({
  name: 'Max',
  value: Math.max,
  gradient: (_, dy, a, b) => splitAt(greaterOrEqual(a, b), dy),
});

export const minimumOp = defineBinary({
  name: 'Min',
  value: Math.min,
  gradient: (_, dy, a, b) => splitAt(lessOrEqual(a, b), dy),
});

function splitAt(condition: Tensor, dy: Tensor): readonly Tensor[] {
  return [select(condition, dy, 0), select(condition, 0, dy)];
}

/** a + b */
export const add = (a: TensorLike, b: TensorLike): Tensor => applyBinary(addOp, a, b);
/** a − b */
export const sub = (a: TensorLike, b: TensorLike): Tensor => applyBinary(subOp, a, b);
/** a · b, element by element */
export const mul = (a: TensorLike, b: TensorLike): Tensor => applyBinary(mulOp, a, b);
/** a / b */
export const div = (a: TensorLike, b: TensorLike): Tensor => applyBinary(divOp, a, b);
/** max(a, b); at a tie the adjoint goes to a. */
export const maximum = (a: TensorLike, b: TensorLike): Tensor => applyBinary(maximumOp, a, b);
/** min(a, b); at a tie the adjoint goes to a. */
export const minimum = (a: TensorLike, b: TensorLike): Tensor => applyBinary(minimumOp, a, b);

// Comparison and selection

const defineComparison = (
  name: string,
  holds: (a: number, b: number) => boolean,
  operands: readonly DType[] = numbers,
) =>
  defineBinary({
    name,
    value: (a, b) => Number(holds(a, b)),
    gradient: () => [undefined, undefined],
    operands,
    result: 'bool',
  });

export const greaterOp = defineComparison('Greater', (a, b) => a > b);
export const greaterOrEqualOp = defineComparison('GreaterOrEqual', (a, b) => a >= b);
export const lessOp = defineComparison('Less', (a, b) => a < b);
export const lessOrEqualOp = defineComparison('LessOrEqual', (a, b) => a <= b);
export const equalOp = defineComparison('Equal', (a, b) => a === b, [...numbers, 'bool']);

/** a > b, as bool */
export const greater = (a: TensorLike, b: TensorLike): Tensor => applyBinary(greaterOp, a, b);
/** a ≥ b, as bool */
export const greaterOrEqual = (a: TensorLike, b: TensorLike): Tensor => applyBinary(greaterOrEqualOp, a, b);
/** a < b, as bool */
export const less = (a: TensorLike, b: TensorLike): Tensor => applyBinary(lessOp, a, b);
/** a ≤ b, as bool */
export const lessOrEqual = (a: TensorLike, b: TensorLike): Tensor => applyBinary(lessOrEqualOp, a, b);
/** a = b, as bool */
export const equal = (a: TensorLike, b: TensorLike): Tensor => applyBinary(equalOp, a, b);

export const selectOp = defineOp({
  name: 'Where',
  infer: ([condition, a, b]) => {
    if (condition!.dtype !== 'bool' || a!.dtype !== b!.dtype) {
      throw new ShapeError(
        `select: needs a bool condition and two equal dtypes, got ${[condition!, a!, b!].map(formatType).join(', ')}`,
      );
    }
    const branches = broadcastShapes(a!.shape, b!.shape, 'select');
    return { dtype: a!.dtype, shape: broadcastShapes(condition!.shape, branches, 'select') };
  },
  gradient: (node, dy) => [undefined, ...splitAt(node.inputs[0]!, dy)],
  reference: ([condition, a, b], node) => {
    const shape = fixedShape(node);
    const left = broadcastOffsets(a!.shape, shape);
    const right = broadcastOffsets(b!.shape, shape);
    return Float64Array.from(broadcastOffsets(condition!.shape, shape), (offset, index) =>
      condition!.values[offset]! !== 0 ? a!.values[left[index]!]! : b!.values[right[index]!]!,
    );
  },
});

/** a where the condition holds, b elsewhere. */
export function select(condition: Tensor, a: TensorLike, b: TensorLike): Tensor {
  const dtype = typeof a !== 'number' ? a.dtype : typeof b !== 'number' ? b.dtype : 'float32';
  return applyOp(selectOp, [condition, toTensor(a, dtype), toTensor(b, dtype)], {});
}

export const clipOp = defineOp({
  name: 'Clip',
  infer: ([x, low, high]) => {
    if (
      x!.dtype !== 'float32' ||
      [low!, high!].some(({ dtype, shape }) => dtype !== 'float32' || shape.length > 0)
    ) {
      throw new ShapeError(
        `clip: needs float32 and two float32 scalars, got ${[x!, low!, high!].map(formatType).join(', ')}`,
      );
    }
    return x!;
  },
  gradient: ({ inputs: [x, low, high] }, dy) => {
    const isWithin = lessOrEqual(maximum(x!, low!), high!);
    const [inside, raised] = splitAt(greaterOrEqual(x!, low!), select(isWithin, dy, 0));
    return [inside, raised, select(isWithin, 0, dy)];
  },
  reference: ([x, low, high]) =>
    x!.values.map((value) => Math.min(Math.max(value, low!.values[0]!), high!.values[0]!)),
});

/** min(max(x, low), high) with scalar bounds, in one pass; NaN stays NaN. At a bound the adjoint goes to x. */
export function clip(x: Tensor, low: TensorLike, high: TensorLike): Tensor {
  return applyOp(clipOp, [x, toTensor(low), toTensor(high)], {});
}

type CastAttributes = { readonly to: DType };

const roundings: { readonly [D in DType]: (x: number) => number } = {
  float32: (x) => x,
  uint8: Math.trunc,
  int32: Math.trunc,
  int64: Math.trunc,
  bool: (x) => Number(x !== 0),
};

export const castOp = defineOp<CastAttributes>({
  name: 'Cast',
  infer: ([x], { to }) => ({ dtype: to, shape: x!.shape }),
  gradient: () => [undefined],
  reference: ([x], node) => x!.values.map(roundings[node.attributes.to]),
});

/** The values in another dtype; towards integers they are truncated. Constant to `gradient`. */
export function cast(x: Tensor, to: DType): Tensor {
  return x.dtype === to ? x : applyOp(castOp, [x], { to });
}

// Functions of one operand

export const negOp = defineUnary({ name: 'Neg', value: (x) => -x, derivative: () => toTensor(-1) });
export const absOp = defineUnary({
  name: 'Abs',
  value: Math.abs,
  derivative: ({ inputs: [x] }) => applyOp(signOp, [x!], {}),
});
export const signOp = defineUnary({ name: 'Sign', value: Math.sign, derivative: () => undefined });
export const expOp = defineUnary({ name: 'Exp', value: Math.exp, derivative: (node) => node });
export const logOp = defineUnary({
  name: 'Log',
  value: Math.log,
  derivative: ({ inputs: [x] }) => div(1, x!),
});
export const sqrtOp = defineUnary({ name: 'Sqrt', value: Math.sqrt, derivative: (node) => div(0.5, node) });
export const tanhOp = defineUnary({
  name: 'Tanh',
  value: Math.tanh,
  derivative: (node) => sub(1, mul(node, node)), // tanh' = 1 − tanh²
});
export const sigmoidOp = defineUnary({
  name: 'Sigmoid',
  value: (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))),
  derivative: (node) => mul(node, sub(1, node)), // σ' = σ·(1 − σ)
});
export const softplusOp = defineUnary({
  name: 'Softplus',
  value: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  derivative: ({ inputs: [x] }) => sigmoid(x!),
});

/** −x */
export const neg = (x: Tensor): Tensor => applyOp(negOp, [x], {});
/** |x|; its derivative at 0 is 0. */
export const abs = (x: Tensor): Tensor => applyOp(absOp, [x], {});
/** −1, 0 or 1; its derivative is 0. */
export const sign = (x: Tensor): Tensor => applyOp(signOp, [x], {});
/** eˣ */
export const exp = (x: Tensor): Tensor => applyOp(expOp, [x], {});
/** Natural logarithm. */
export const log = (x: Tensor): Tensor => applyOp(logOp, [x], {});
/** √x; add an epsilon where x may be 0, since its derivative is infinite there. */
export const sqrt = (x: Tensor): Tensor => applyOp(sqrtOp, [x], {});
/** Hyperbolic tangent. */
export const tanh = (x: Tensor): Tensor => applyOp(tanhOp, [x], {});
/** 1 / (1 + e⁻ˣ) */
export const sigmoid = (x: Tensor): Tensor => applyOp(sigmoidOp, [x], {});
/** log(1 + eˣ), without overflow. */
export const softplus = (x: Tensor): Tensor => applyOp(softplusOp, [x], {});

// Piecewise activations: where they are linear, the slope is a constant of the outer differentiation

type StepAttributes = { readonly below: number; readonly above: number };

export const stepOp = defineOp<StepAttributes>({
  name: 'Step',
  infer: ([x]) => {
    if (x!.dtype !== 'float32') throw new ShapeError(`step: needs float32, got ${formatType(x!)}`);
    return x!;
  },
  gradient: () => [undefined],
  reference: ([x], { attributes: { below, above } }) => x!.values.map((value) => (value > 0 ? above : below)),
});

/** `above` where x > 0, `below` elsewhere; its derivative is 0.
 *  @throws ShapeError unless 0 ≤ below < above ≤ 1 */
export function step(x: Tensor, { below, above }: StepAttributes): Tensor {
  if (!(below >= 0 && below < above && above <= 1)) {
    throw new ShapeError(`step: needs 0 ≤ below < above ≤ 1, got ${below} and ${above}`);
  }
  return applyOp(stepOp, [x], { below, above });
}

type SlopeAttributes = { readonly alpha: number };

/** 1 where y > 0, alpha elsewhere. */
function slope(y: Tensor, alpha: number): Tensor {
  return alpha < 1 ? step(y, { below: alpha, above: 1 }) : select(greater(y, 0), 1, alpha);
}

export const reluOp = defineUnary({
  name: 'Relu',
  value: (x) => Math.max(x, 0),
  derivative: (node) => step(node, { below: 0, above: 1 }),
});
export const leakyReluOp = defineUnary<SlopeAttributes>({
  name: 'LeakyRelu',
  value: (x, { alpha }) => (x >= 0 ? x : alpha * x),
  derivative: (node) => slope(node, node.attributes.alpha), // y > 0 ⇔ x > 0, as alpha > 0
});
export const eluOp = defineUnary<SlopeAttributes>({
  name: 'Elu',
  value: (x, { alpha }) => (x >= 0 ? x : alpha * Math.expm1(x)),
  derivative: (node) => select(greater(node.inputs[0]!, 0), 1, add(node, node.attributes.alpha)), // x ≤ 0: αeˣ = y + α
});

/** max(x, 0); its derivative at 0 is 0. */
export const relu = (x: Tensor): Tensor => applyOp(reluOp, [x], {});

/** x where x ≥ 0, alpha·x elsewhere; its derivative at 0 is alpha.
 *  @throws ShapeError unless 0 < alpha */
export function leakyRelu(x: Tensor, alpha = 0.01): Tensor {
  if (!(alpha > 0))
    throw new ShapeError(`leakyRelu: needs a slope alpha > 0, got ${alpha}`, {
      help: 'use relu for slope 0',
    });
  return applyOp(leakyReluOp, [x], { alpha });
}

/** x where x ≥ 0, alpha·(eˣ − 1) elsewhere (Clevert et al. 2015, arXiv:1511.07289). */
export const elu = (x: Tensor, alpha = 1): Tensor => applyOp(eluOp, [x], { alpha });
