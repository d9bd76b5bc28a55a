// All ops by the names that nodes have.

import { batchMatmulOp } from './batch-matmul.ts';
import { convInputOp, convOp, convWeightOp } from './convolution.ts';
import * as elementwise from './elementwise.ts';
import { gemmOp } from './gemm.ts';
import { constantOp, inputOp, stopGradientOp } from './leaves.ts';
import { reduceMaxOp } from './reduce-max.ts';
import { broadcastToOp, reduceSumOp } from './reduction.ts';
import { concatOp, padOp, reshapeOp, sliceOp, transposeOp } from './shaping.ts';
import { takeOp } from './take.ts';
import type { Op } from './tensor.ts';

/** Functions of tensors: what conformance suites walk. */
export const ops = {
  Abs: elementwise.absOp,
  Add: elementwise.addOp,
  BatchMatmul: batchMatmulOp,
  Expand: broadcastToOp,
  Cast: elementwise.castOp,
  Clip: elementwise.clipOp,
  Concat: concatOp,
  Conv: convOp,
  ConvInput: convInputOp,
  ConvWeight: convWeightOp,
  Div: elementwise.divOp,
  Elu: elementwise.eluOp,
  Equal: elementwise.equalOp,
  Exp: elementwise.expOp,
  Gemm: gemmOp,
  Greater: elementwise.greaterOp,
  GreaterOrEqual: elementwise.greaterOrEqualOp,
  LeakyRelu: elementwise.leakyReluOp,
  Less: elementwise.lessOp,
  LessOrEqual: elementwise.lessOrEqualOp,
  Log: elementwise.logOp,
  Max: elementwise.maximumOp,
  Min: elementwise.minimumOp,
  Mul: elementwise.mulOp,
  Neg: elementwise.negOp,
  Pad: padOp,
  ReduceMax: reduceMaxOp,
  ReduceSum: reduceSumOp,
  Relu: elementwise.reluOp,
  Reshape: reshapeOp,
  Where: elementwise.selectOp,
  Sigmoid: elementwise.sigmoidOp,
  Sign: elementwise.signOp,
  Slice: sliceOp,
  Softplus: elementwise.softplusOp,
  Sqrt: elementwise.sqrtOp,
  Step: elementwise.stepOp,
  StopGradient: stopGradientOp,
  Sub: elementwise.subOp,
  Take: takeOp,
  Tanh: elementwise.tanhOp,
  Transpose: transposeOp,
} as const;

/** What graphs begin with. */
export const leaves = { Constant: constantOp, Input: inputOp } as const;

export type OpName = keyof typeof ops;

/** What the op of a node may be called. */
export type NodeName = OpName | keyof typeof leaves;

/** The attributes of the nodes of an op. */
export type AttributesOf<Name extends NodeName> =
  (typeof ops & typeof leaves)[Name] extends Op<infer A> ? A : never;
