// Each op as nodes of ONNX, with the standard ops of opset 17.

import { dtypes } from '../../base/dtype.ts';
import { float32, type HostTensor, hostTensor } from '../../base/host-tensor.ts';
import { fixedShape } from '../../graph/leaves.ts';
import type { AttributesOf } from '../../graph/ops.ts';
import type { ReduceAttributes } from '../../graph/reduction.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { OpTable } from '../target.ts';
import { lowerConv, lowerConvInput, lowerConvWeight } from './convolution.ts';
import { type Emitter, int64Vector } from './emitter.ts';
import { lowerTake } from './take.ts';

/** The standard op of the same name. */
const same = ({ op }: Tensor, inputs: readonly string[], emit: Emitter): string => emit.node(op.name, inputs);

const withSlope = (
  { op, attributes }: Tensor<{ readonly alpha: number }>,
  inputs: readonly string[],
  emit: Emitter,
) => emit.node(op.name, inputs, { alpha: { float: attributes.alpha } });

/** A constant in its own dtype. */
function rounded({ values, dtype, shape }: AttributesOf<'Constant'>): HostTensor {
  const tensor = hostTensor(dtype, shape);
  const { data } = tensor;
  if (data instanceof BigInt64Array) data.set(Array.from(values, BigInt));
  else data.set(values);
  return tensor;
}

/** Smallest factor that lifts every normal float32 above 1. */
const LIFT = 2 ** 127;

const scalar = (value: number, emit: Emitter): string => emit.constant(float32([], [value]));

/** Column sums are a product with a row of ones: ONNX Runtime's ReduceSum over the first axis is slower. */
function columnSum(node: Tensor<ReduceAttributes>, x: string, emit: Emitter): string {
  const rows = node.inputs[0]!.shape[0] as number;
  const ones = float32([1, rows], new Float32Array(rows).fill(1));
  const sum = emit.node('MatMul', [emit.constant(ones), x]);
  return node.attributes.keepDims ? sum : emit.node('Reshape', [sum, int64Vector([-1], emit)]);
}

function isColumnSum(node: Tensor<ReduceAttributes>): boolean {
  const { shape, dtype } = node.inputs[0]!;
  const { axes } = node.attributes;
  return dtype === 'float32' && shape.length === 2 && shape[0] !== 'N' && axes.length === 1 && axes[0] === 0;
}

const keepDims = ({ attributes }: Tensor<ReduceAttributes>) => ({ int: attributes.keepDims ? 1 : 0 });

export const ops: OpTable<string, Emitter> = {
  Abs: same,
  Add: same,
  BatchMatmul: ({ attributes, shape: { length: rank } }, [a, b], emit) => {
    const perm = { ints: [...Array.from({ length: rank - 2 }, (_, axis) => axis), rank - 1, rank - 2] };
    const read = (value: string, isTransposed: boolean) =>
      isTransposed ? emit.node('Transpose', [value], { perm }) : value;
    return emit.node('MatMul', [read(a!, attributes.transposeA), read(b!, attributes.transposeB)]);
  },
  Cast: ({ attributes }, inputs, emit) =>
    emit.node('Cast', inputs, { to: { int: dtypes[attributes.to].onnxCode } }),
  Clip: same,
  Concat: ({ attributes }, inputs, emit) => emit.node('Concat', inputs, { axis: { int: attributes.axis } }),
  Constant: ({ attributes }, _, emit) => emit.constant(rounded(attributes)),
  Conv: lowerConv,
  ConvInput: lowerConvInput,
  ConvWeight: lowerConvWeight,
  Div: same,
  Elu: withSlope,
  Equal: same,
  Exp: same,
  Expand: (node, [x], emit) => emit.node('Expand', [x!, int64Vector(fixedShape(node), emit)]),
  Gemm: ({ attributes: { transposeA, transposeB, alpha, beta } }, inputs, emit) =>
    emit.node('Gemm', inputs, {
      ...(transposeA && { transA: { int: 1 } }),
      ...(transposeB && { transB: { int: 1 } }),
      ...(alpha !== 1 && { alpha: { float: alpha } }),
      ...(beta !== 1 && { beta: { float: beta } }),
    }),
  Greater: same,
  GreaterOrEqual: same,
  Input: ({ attributes }) => attributes.name,
  LeakyRelu: withSlope,
  Less: same,
  LessOrEqual: same,
  Log: same,
  Max: same,
  Min: same,
  Mul: same,
  Neg: same,
  Pad: ({ attributes: { axis, before, after }, shape }, [x], emit) => {
    const place = (count: number) => shape.map((_, at) => (at === axis ? count : 0));
    return emit.node('Pad', [x!, int64Vector([...place(before), ...place(after)], emit)]);
  },
  ReduceMax: (node, inputs, emit) =>
    emit.node('ReduceMax', inputs, { axes: { ints: node.attributes.axes }, keepdims: keepDims(node) }),
  ReduceSum: (node, [x], emit) =>
    isColumnSum(node)
      ? columnSum(node, x!, emit)
      : emit.node('ReduceSum', [x!, int64Vector(node.attributes.axes, emit)], { keepdims: keepDims(node) }),
  Relu: same,
  Reshape: ({ shape, inputs: [x] }, [value], emit) => emit.reshape(value!, x!.shape, shape),
  Sigmoid: same,
  Sign: same,
  Slice: ({ attributes: { axis, start, end } }, [x], emit) =>
    emit.node('Slice', [x!, ...[start, end, axis].map((value) => int64Vector([value], emit))]),
  Softplus: same,
  Sqrt: same,
  // Clip(x·2¹²⁷), two passes: Greater and Where take three, and half as long again, 42 µs against 25 for 128×512
  Step: ({ attributes: { below, above } }, [x], emit) => {
    const lifted = emit.node('Mul', [x!, scalar(LIFT, emit)]);
    return emit.node('Clip', [lifted, scalar(below, emit), scalar(above, emit)]);
  },
  StopGradient: (_, [x]) => x!,
  Sub: same,
  Take: lowerTake,
  Tanh: same,
  Transpose: ({ attributes }, [x], emit) =>
    emit.node('Transpose', [x!], { perm: { ints: attributes.permutation } }),
  Where: same,
};
