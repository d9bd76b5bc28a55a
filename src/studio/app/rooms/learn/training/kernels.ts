// How the interpreter computes each op. Ops without a kernel of their own use their float64 reference.

import { sizeOf } from '../../../../../base/shape.ts';
import type { GemmAttributes } from '../../../../../graph/gemm.ts';
import { fixedShape } from '../../../../../graph/leaves.ts';
import { broadcastOffsets, type ReduceAttributes } from '../../../../../graph/reduction.ts';
import type { Tensor } from '../../../../../graph/tensor.ts';

/** Where a node's value lies, and what computes it; nothing for views and constants. */
interface Prepared {
  readonly value: Float64Array;
  readonly compute: (() => void) | undefined;
}

type Kernel = (node: Tensor, inputs: readonly Float64Array[]) => Prepared;

const emptyFor = (node: Tensor) => new Float64Array(sizeOf(fixedShape(node)));

/** The same values under another shape. */
const view: Kernel = (_, [x]) => ({ value: x!, compute: undefined });

/** Rows of a row-major tensor are a view; anything else is copied by the reference. */
const slice: Kernel = (node, inputs) => {
  const { axis, start } = node.attributes as { readonly axis: number; readonly start: number };
  if (axis !== 0) return fallback(node, inputs);
  const shape = fixedShape(node);
  const row = sizeOf(shape.slice(1));
  return { value: inputs[0]!.subarray(start * row, (start + shape[0]!) * row), compute: undefined };
};

const concat: Kernel = (node, inputs) => {
  if ((node.attributes as { readonly axis: number }).axis !== 0) return fallback(node, inputs);
  const value = emptyFor(node);
  const compute = () => {
    let at = 0;
    for (const x of inputs) {
      value.set(x, at);
      at += x.length;
    }
  };
  return { value, compute };
};

const expand: Kernel = (node, [x]) => {
  const value = emptyFor(node);
  const offsets = broadcastOffsets(fixedShape(node.inputs[0]!), fixedShape(node));
  const compute = () => {
    for (let i = 0; i < value.length; i++) value[i] = x![offsets[i]!]!;
  };
  return { value, compute };
};

const reduceSum: Kernel = (node, [x]) => {
  const { axes } = node.attributes as ReduceAttributes;
  const shape = fixedShape(node.inputs[0]!);
  const offsets = broadcastOffsets(
    shape.map((dimension, axis) => (axes.includes(axis) ? 1 : dimension)),
    shape,
  );
  const value = emptyFor(node);
  const compute = () => {
    value.fill(0);
    for (let i = 0; i < offsets.length; i++) value[offsets[i]!]! += x![i]!;
  };
  return { value, compute };
};

/** Loops of a binary op: operands of the result's shape, and any that broadcast. */
interface BinaryLoops {
  readonly same: (a: Float64Array, b: Float64Array, out: Float64Array) => void;
  readonly mixed: (
    a: Float64Array,
    b: Float64Array,
    out: Float64Array,
    ia: Int32Array,
    ib: Int32Array,
  ) => void;
}

const binary =
  ({ same, mixed }: BinaryLoops): Kernel =>
  (node, [a, b]) => {
    const value = emptyFor(node);
    if (a!.length === value.length && b!.length === value.length) {
      return { value, compute: () => same(a!, b!, value) };
    }
    const [ia, ib] = node.inputs.map((x) => broadcastOffsets(fixedShape(x), fixedShape(node)));
    return { value, compute: () => mixed(a!, b!, value, ia!, ib!) };
  };

// One loop for each op: a shared one that is given the operation is several times slower.
const add = binary({
  same: (a, b, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i]! + b[i]!;
  },
  mixed: (a, b, out, ia, ib) => {
    for (let i = 0; i < out.length; i++) out[i] = a[ia[i]!]! + b[ib[i]!]!;
  },
});

const sub = binary({
  same: (a, b, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i]! - b[i]!;
  },
  mixed: (a, b, out, ia, ib) => {
    for (let i = 0; i < out.length; i++) out[i] = a[ia[i]!]! - b[ib[i]!]!;
  },
});

const mul = binary({
  same: (a, b, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i]! * b[i]!;
  },
  mixed: (a, b, out, ia, ib) => {
    for (let i = 0; i < out.length; i++) out[i] = a[ia[i]!]! * b[ib[i]!]!;
  },
});

const div = binary({
  same: (a, b, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i]! / b[i]!;
  },
  mixed: (a, b, out, ia, ib) => {
    for (let i = 0; i < out.length; i++) out[i] = a[ia[i]!]! / b[ib[i]!]!;
  },
});

/** alpha·A'·B' + beta·C: rows of B are added up, or rows multiplied where B is transposed. */
const gemm: Kernel = (node, inputs) => {
  const { transposeA, transposeB, alpha, beta } = node.attributes as GemmAttributes;
  if (transposeA && transposeB) return fallback(node, inputs);
  const [a, b, c] = inputs;
  const [m, n] = fixedShape(node) as [number, number];
  const inner = fixedShape(node.inputs[0]!)[transposeA ? 0 : 1]!;
  const value = emptyFor(node);
  const summand = c && broadcastOffsets(fixedShape(node.inputs[2]!), [m, n]);
  const begin = () => {
    if (summand === undefined) value.fill(0);
    else for (let i = 0; i < value.length; i++) value[i] = beta * c![summand[i]!]!;
  };
  const size = { m, n, inner, alpha };
  const multiply = transposeB ? addDots : addRows;
  const [aRow, aInner] = transposeA ? [1, m] : [inner, 1];
  const compute = () => {
    begin();
    multiply(a!, b!, value, { ...size, aRow, aInner });
  };
  return { value, compute };
};

interface Sizes {
  readonly m: number;
  readonly n: number;
  readonly inner: number;
  readonly alpha: number;
  readonly aRow: number;
  readonly aInner: number;
}

function addDots(
  a: Float64Array,
  b: Float64Array,
  out: Float64Array,
  { m, n, inner, alpha, aRow }: Sizes,
): void {
  for (let row = 0; row < m; row++) {
    for (let column = 0; column < n; column++) {
      let sum = 0;
      const [from, to] = [row * aRow, column * inner];
      for (let k = 0; k < inner; k++) sum += a[from + k]! * b[to + k]!;
      out[row * n + column]! += alpha * sum;
    }
  }
}

function addRows(a: Float64Array, b: Float64Array, out: Float64Array, sizes: Sizes): void {
  const { m, n, inner, alpha, aRow, aInner } = sizes;
  for (let row = 0; row < m; row++) {
    const to = row * n;
    for (let k = 0; k < inner; k++) {
      const factor = alpha * a[row * aRow + k * aInner]!;
      if (factor === 0) continue; // half of them are, behind a ReLU
      const from = k * n;
      for (let column = 0; column < n; column++) out[to + column]! += factor * b[from + column]!;
    }
  }
}

const constant: Kernel = (node) => ({
  value: (node.attributes as { readonly values: Float64Array }).values,
  compute: undefined,
});

const fallback: Kernel = (node, inputs) => {
  const value = emptyFor(node);
  const dense = inputs.map((values, index) => ({ shape: fixedShape(node.inputs[index]!), values }));
  return { value, compute: () => value.set(node.op.reference(dense, node)) };
};

export const kernels: Readonly<Record<string, Kernel>> = {
  Constant: constant,
  Reshape: view,
  StopGradient: view,
  Slice: slice,
  Concat: concat,
  Expand: expand,
  ReduceSum: reduceSum,
  Add: add,
  Sub: sub,
  Mul: mul,
  Div: div,
  Gemm: gemm,
  fallback,
};
