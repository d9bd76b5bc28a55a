// 200 random graphs over all ops, with first and second derivatives: the interpreter against ONNX Runtime and finite
// differences, and what rewrites make of it against the graph as it was. A failing test names its seed.

import { describe, expect, it } from 'vitest';
import { sameShape } from '../../src/base/shape.ts';
import { interpret } from '../../src/compiler/interpret.ts';
import { rewrites, simplify } from '../../src/compiler/simplify.ts';
import { constant, stopGradientOp } from '../../src/graph/leaves.ts';
import { ops } from '../../src/graph/ops.ts';
import { printGraph } from '../../src/graph/print.ts';
import { isOp, type Tensor, topologicalOrder, withInputs } from '../../src/graph/tensor.ts';
import { onnx } from '../../src/targets/onnx/onnx.ts';
import { centralDifference, type Feeds, runNative } from '../graph/oracles.ts';
import { optimized, stepNames } from '../targets/onnx/optimized.ts';
import { expectClose, tolerances } from '../tolerances.ts';
import { derivativesOf } from './derivatives.ts';
import { randomGraph } from './random-graph.ts';

const seeds = Array.from({ length: 200 }, (_, seed) => seed + 1);

/** The graph with what `stopGradient` holds fixed as constants, as finite differences must see it. */
function withFixed(root: Tensor, feeds: Feeds): Tensor {
  const replaced = new Map<Tensor, Tensor>();
  for (const node of topologicalOrder([root])) {
    const next = withInputs(
      node,
      node.inputs.map((x) => replaced.get(x)!),
    );
    replaced.set(node, isOp(node, stopGradientOp) ? fixed(next, feeds) : next);
  }
  return replaced.get(root)!;
}

function fixed(node: Tensor, feeds: Feeds): Tensor {
  const { shape, values } = interpret({ node }, feeds).node;
  return constant(values, shape, node.dtype);
}

it('draws every op', () => {
  const drawn = new Set(seeds.flatMap((seed) => [...randomGraph(seed).drawn]));
  expect([...drawn].sort()).toEqual(Object.keys(ops).sort());
});

describe.each(seeds)('random graph, seed %i', (seed) => {
  const graph = randomGraph(seed);
  const { outputs, directions, slope, curvature } = derivativesOf(graph.loss, graph.inputs);
  const exact = interpret(outputs, graph.feeds);
  const rewritten = [
    ['simplified', simplify],
    ['optimized', optimized],
  ] as const;

  it('has the derivatives that finite differences have', () => {
    const { feeds, loss } = graph;
    const values = interpret({ slope, curvature }, feeds);
    const first = centralDifference(withFixed(loss, feeds), feeds, directions);
    const second = centralDifference(withFixed(slope, feeds), feeds, directions);
    expectClose(values.slope, first, tolerances.float64, 'slope');
    expectClose(values.curvature, second, tolerances.float64, 'curvature');
  });

  it.each(rewritten)('keeps its values when %s, and stays as it is when that is done again', (_, rewrite) => {
    const once = rewrite(outputs);
    const values = interpret(once, graph.feeds);
    for (const name of Object.keys(outputs))
      expectClose(values[name]!, exact[name]!, tolerances.algebra, name);
    expect(printGraph(rewrite(once))).toBe(printGraph(once));
  });

  it('gives the same values on ONNX Runtime, as it stands and simplified', async () => {
    for (const without of seed % 4 === 0 ? [stepNames, []] : [[]]) {
      const values = await runNative(outputs, graph.feeds, without);
      for (const name of Object.keys(outputs)) {
        expectClose(values[name]!, exact[name]!, tolerances.float32, name);
      }
    }
  });

  it('is rewritten to nodes of the same type', () => {
    for (const node of topologicalOrder(Object.values(outputs))) {
      for (const { name, on, apply } of [...rewrites, ...onnx.rewrites]) {
        if (on.length > 0 && !on.includes(node.op.name)) continue;
        const rewritten = apply(node, { hasOneUser: () => true, usersOf: () => [] }) ?? node;
        expect(rewritten.dtype, name).toBe(node.dtype);
        expect(sameShape(rewritten.shape, node.shape), name).toBe(true);
      }
    }
  });
});
