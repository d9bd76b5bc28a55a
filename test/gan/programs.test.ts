// Whole training programs: their graphs as golden text, and their values with every rewrite switched off.

import { describe, expect, it } from 'vitest';
import { mapRecord } from '../../src/base/record.ts';
import { evaluate, toDense } from '../../src/compiler/evaluate.ts';
import { rewriteNames, simplify } from '../../src/compiler/simplify.ts';
import type { GeneratorSpec } from '../../src/gan/architectures/architecture.ts';
import { mlp } from '../../src/gan/architectures/mlp.ts';
import { defineGan, type Gan, initialState } from '../../src/gan/gan.ts';
import { trainingStep, wholeIteration } from '../../src/gan/iteration.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import { constantOp, inputOp } from '../../src/graph/leaves.ts';
import { printGraph } from '../../src/graph/print.ts';
import { type Dense, isOp, type Tensor, topologicalOrder } from '../../src/graph/tensor.ts';
import { adam } from '../../src/optim/adam.ts';
import { rmsprop } from '../../src/optim/rmsprop.ts';
import { createRandom } from '../graph/oracles.ts';

const TOLERANCE = 1e-9;

const programs = objectives.names.flatMap((objective) => [
  { objective, norm: 'none', activation: 'leaky-relu' } as const,
  { objective, norm: 'batch', activation: 'elu' } as const,
]);

function ganFor({ objective, norm, activation }: (typeof programs)[number]): Gan {
  const spec: GeneratorSpec = {
    architecture: 'mlp',
    ...{ latent: 3, hidden: [6, 5], activation, norm, sampleShape: [1, 2, 4] },
  };
  return defineGan({
    generator: mlp.generator(spec),
    critic: mlp.critic({ ...spec, norm: norm === 'batch' ? 'layer' : 'none' }),
    objective: objectives.get(objective),
    generatorOptimizer: adam(),
    criticOptimizer: rmsprop(),
    ...{ latent: 3, sampleShape: [1, 2, 4], batch: 4, criticSteps: 2, average: 0.9 },
  });
}

function feedsFor(graph: Readonly<Record<string, Tensor>>, gan: Gan): Record<string, Dense> {
  const random = createRandom(7);
  const state = mapRecord(initialState(gan, 1), toDense);
  const inputs = topologicalOrder(Object.values(graph)).filter((node) => isOp(node, inputOp));
  const drawn = inputs.map(({ attributes, shape }): [string, Dense] => {
    const count = (shape as readonly number[]).reduce((product, dimension) => product * dimension, 1);
    const values = Float64Array.from({ length: count }, () => 0.1 + random());
    return [String(attributes.name), { shape: shape as readonly number[], values }];
  });
  // slots are drawn: at 0, an optimizer makes full steps of the rounding noise of gradients that are 0
  const weights = Object.entries(state).filter(([name]) => !name.startsWith('optimizer.'));
  return { ...Object.fromEntries(drawn), ...Object.fromEntries(weights) };
}

describe.each(programs)('$objective, $norm, $activation', (program) => {
  const gan = ganFor(program);
  const graph = trainingStep(gan, initialState(gan, 1), wholeIteration(gan));
  const feeds = feedsFor(graph, gan);
  const expected = evaluate(graph, feeds);

  it('keeps its values with any rewrite switched off', () => {
    for (const name of ['', ...rewriteNames]) {
      const actual = evaluate(simplify(graph, { without: name === '' ? [] : [name] }), feeds);
      for (const [output, { values }] of Object.entries(expected)) {
        const difference = values.map((value, index) => value - actual[output]!.values[index]!);
        const bound = TOLERANCE * Math.max(1, Math.hypot(...values));
        expect(Math.hypot(...difference), `${output} without ${name}`).toBeLessThanOrEqual(bound);
      }
    }
  });

  it('holds no constant as large as a weight', () => {
    for (const node of topologicalOrder(Object.values(simplify(graph)))) {
      if (isOp(node, constantOp)) expect(node.attributes.values.length).toBeLessThanOrEqual(16);
    }
  });
});

it.each(objectives.names)('%s becomes this graph', async (objective) => {
  const gan = ganFor({ objective, norm: 'none', activation: 'leaky-relu' });
  const graph = trainingStep(gan, initialState(gan, 1), { criticSteps: 1, hasGeneratorStep: true });
  await expect(printGraph(simplify(graph))).toMatchFileSnapshot(`golden/${objective}.txt`);
});
