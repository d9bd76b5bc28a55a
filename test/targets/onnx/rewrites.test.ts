// What ONNX adds to the rewrites of all targets, by name: graphs that it changes, and equal values.

import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/base/errors.ts';
import { interpret } from '../../../src/compiler/interpret.ts';
import { add, maximum, minimum, mul, tanh } from '../../../src/graph/elementwise.ts';
import { gemm } from '../../../src/graph/gemm.ts';
import { input } from '../../../src/graph/leaves.ts';
import { reduceSum } from '../../../src/graph/reduction.ts';
import { concat } from '../../../src/graph/shaping.ts';
import type { Tensor } from '../../../src/graph/tensor.ts';
import { randomGraph } from '../../compiler/random-graph.ts';
import { describeTable, type Graph } from '../../compiler/rewrite-table.ts';
import { expectClose, tolerances } from '../../tolerances.ts';
import { optimized, stepNames, universal } from './optimized.ts';

const scalar = input('scalar', []);
const column = input('column', [2, 1]);
const x = input('x', [2, 3]);
const y = input('y', [2, 3]);
const weight = input('weight', [3, 2]);
const vectorRow = input('vectorRow', [1, 3]);
const [thin, thin2] = [input('thin', [1, 4]), input('thin2', [1, 4])];
const tall = input('tall', [2, 5]);
const [kernel, bias] = [input('kernel', [4, 3]), input('bias', [4])];
const layer = (samples: Tensor) => gemm(samples, kernel, { transposeB: true, summand: bias });

/** For each pass and rewrite, graphs that it changes. */
const table: Readonly<Record<string, Graph>> = {
  'transposed-layouts': {
    a: reduceSum(tanh(layer(x)), { axes: [0] }),
    b: gemm(tall, mul(layer(add(x, 1)), column), { transposeA: true }),
  },
  'join-products': {
    a: gemm(column, input('row', [1, 3]), {
      summand: gemm(input('other', [2, 1]), vectorRow, { summand: x }),
    }),
    b: gemm(thin, thin, {
      transposeA: true,
      alpha: 2,
      summand: gemm(thin, thin2, { transposeA: true, alpha: 2 }),
    }),
  },
  'product-of-concat': {
    a: gemm(weight, concat([x, y], 1), { transposeA: false }),
    b: gemm(x, concat([x, y]), { transposeB: true, summand: column }),
  },
  clip: {
    a: minimum(maximum(x, mul(scalar, -1)), scalar),
    b: minimum(2, maximum(-1, y)),
    c: minimum(maximum(x, input('low', [1])), input('high', [1])),
  },
};

const added = stepNames.filter((name) => !universal([name]).includes(name));

describeTable(table, { names: added, all: stepNames, rewrite: optimized });

describe('optimize', () => {
  it('refuses an unknown pass or rewrite and names the nearest', () => {
    const misspelt = () => optimized({ x }, ['join-product']);
    expect(misspelt).toThrow(ConfigError);
    expect(misspelt).toThrow(expect.objectContaining({ help: 'did you mean "join-products"?' }));
  });

  it.each(added)('keeps the values of random graphs without %s', (name) => {
    for (let seed = 1; seed <= 8; seed++) {
      const { loss, feeds } = randomGraph(seed);
      const values = interpret({ loss, optimized: optimized({ loss }, [name]).loss }, feeds);
      expectClose(values.optimized, values.loss, tolerances.algebra, `seed ${seed}`);
    }
  });
});
