// What the blocked kernel takes along, by name: graphs that it changes, and equal values.

import { add, leakyRelu, relu } from '../../../../src/graph/elementwise.ts';
import { input } from '../../../../src/graph/leaves.ts';
import { applyOp } from '../../../../src/graph/tensor.ts';
import { optimize } from '../../../../src/targets/lower.ts';
import { blockedConvOp, plainResult } from '../../../../src/targets/onnx/blocked/ops.ts';
import { rewrites } from '../../../../src/targets/onnx/blocked/rewrites.ts';
import { onnx } from '../../../../src/targets/onnx/onnx.ts';
import { describeTable, type Graph } from '../../../compiler/rewrite-table.ts';

const x = input('x', [2, 1, 3, 2, 4]);
const bias = input('bias', [1, 2, 1, 1, 4]);
const other = (name: string) => input(name, [2, 2, 3, 2, 4]);

const conv = (kernel: string) =>
  applyOp(blockedConvOp, [x, input(kernel, [2, 1, 1, 1, 4, 4])], {
    ...{ strides: [1, 1], pads: [0, 0, 0, 0], dilations: [1, 1], groups: 1, size: [3, 2], kernel: [1, 1] },
    ...{ block: 4, ...plainResult },
  });

/** For each rewrite, graphs that it changes. */
const table: Readonly<Record<string, Graph>> = {
  'sum-into-blocked-convolution': {
    a: add(conv('w0'), bias),
    b: add(other('y0'), conv('w1')),
    c: add(conv('w2'), conv('w3')),
    d: add(bias, add(conv('w4'), other('y1'))),
  },
  'activation-into-blocked-convolution': { a: relu(conv('w0')), b: leakyRelu(conv('w1'), 0.2) },
};

const own = rewrites.map(({ name }) => name);

describeTable(table, {
  names: own,
  all: own,
  rewrite: (graph, without) => optimize(graph, { ...onnx, passes: [], rewrites }, { without }),
});
