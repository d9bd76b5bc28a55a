// All ops by name: what conformance suites walk.

import * as elementwise from './elementwise.ts';
import { gemmOp } from './gemm.ts';
import { stopGradientOp } from './leaves.ts';
import { reduceMaxOp } from './reduce-max.ts';
import { broadcastToOp, reduceSumOp } from './reduction.ts';
import { concatOp, padOp, reshapeOp, sliceOp, transposeOp } from './shaping.ts';

export const ops = {
  abs: elementwise.absOp,
  add: elementwise.addOp,
  broadcastTo: broadcastToOp,
  cast: elementwise.castOp,
  clip: elementwise.clipOp,
  concat: concatOp,
  div: elementwise.divOp,
  elu: elementwise.eluOp,
  equal: elementwise.equalOp,
  exp: elementwise.expOp,
  gemm: gemmOp,
  greater: elementwise.greaterOp,
  greaterOrEqual: elementwise.greaterOrEqualOp,
  leakyRelu: elementwise.leakyReluOp,
  less: elementwise.lessOp,
  lessOrEqual: elementwise.lessOrEqualOp,
  log: elementwise.logOp,
  maximum: elementwise.maximumOp,
  minimum: elementwise.minimumOp,
  mul: elementwise.mulOp,
  neg: elementwise.negOp,
  pad: padOp,
  reduceMax: reduceMaxOp,
  reduceSum: reduceSumOp,
  relu: elementwise.reluOp,
  reshape: reshapeOp,
  select: elementwise.selectOp,
  sigmoid: elementwise.sigmoidOp,
  sign: elementwise.signOp,
  slice: sliceOp,
  softplus: elementwise.softplusOp,
  sqrt: elementwise.sqrtOp,
  step: elementwise.stepOp,
  stopGradient: stopGradientOp,
  sub: elementwise.subOp,
  tanh: elementwise.tanhOp,
  transpose: transposeOp,
} as const;

export type OpName = keyof typeof ops;
