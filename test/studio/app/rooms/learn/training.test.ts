// Training in a page without ONNX Runtime: the interpreter against the float64 oracle, on whole iterations.

import { expect, test } from 'vitest';
import { mapRecord } from '../../../../../src/base/record.ts';
import { interpret } from '../../../../../src/compiler/interpret.ts';
import { architectures } from '../../../../../src/gan/architectures/registry.ts';
import { defineGan, initialState } from '../../../../../src/gan/gan.ts';
import { trainingStep, wholeIteration } from '../../../../../src/gan/iteration.ts';
import { objectives } from '../../../../../src/gan/objectives/registry.ts';
import type { Dense } from '../../../../../src/graph/tensor.ts';
import { topologicalOrder } from '../../../../../src/graph/tensor.ts';
import { optimizers } from '../../../../../src/optim/registry.ts';
import { type Memory, prepare } from '../../../../../src/studio/app/rooms/learn/training/interpreter.ts';

/** To 5e-10, of what is larger than 1: least squares with rates of 0.1 go far in one iteration. */
function expectNear(found: number, value: number, name: string): void {
  expect(Math.abs(found - value), name).toBeLessThan(5e-10 * Math.max(1, Math.abs(value)));
}

const spec = { architecture: 'mlp', hidden: [7, 5], activation: 'leaky-relu', norm: 'none' } as const;
const plane = { ...spec, sampleShape: [2] };
const mlp = architectures.get('mlp');

test.each(
  objectives.names.flatMap((objective) =>
    optimizers.names.map((optimizer) => [objective, optimizer] as const),
  ),
)('an iteration of %s with %s is that of the oracle', (objective, optimizer) => {
  const { create } = optimizers.get(optimizer);
  const gan = defineGan({
    generator: mlp.generator({ ...plane, latent: 3 }),
    critic: mlp.critic(plane),
    objective: objectives.get(objective),
    generatorOptimizer: create({ momentum: 0, beta1: 0.5, beta2: 0.9 }),
    criticOptimizer: create({ momentum: 0.5, beta1: 0.5, beta2: 0.9 }),
    latent: 3,
    sampleShape: [2],
    batch: 4,
    criticSteps: 2,
    ema: { decay: 0.9 },
  });
  const graph = trainingStep(initialState(gan, 3), wholeIteration(gan));
  const memory: Memory = new Map();
  const program = prepare(graph, memory);
  let number = 0;
  for (const value of memory.values()) {
    for (let index = 0; index < value.length; index++)
      value[index] = 0.1 + 0.3 * Math.abs(Math.sin(++number));
  }
  const inputs = topologicalOrder(Object.values(graph)).filter(({ op }) => op.name === 'Input');
  const feeds: Record<string, Dense> = Object.fromEntries(
    inputs.map(({ attributes, shape }) => {
      const name = String(attributes.name);
      const size = (shape as readonly number[]).reduce((product, dimension) => product * dimension, 1);
      const values = Float64Array.from(memory.get(name) ?? new Float64Array(size));
      return [name, { shape: shape as readonly number[], values }];
    }),
  );
  const expected = mapRecord(interpret(graph, feeds), ({ values }) => values);

  program.run();
  for (const [name, values] of Object.entries(expected)) {
    const found = program.outputs[name]!;
    expect(found.length, name).toBe(values.length);
    values.forEach((value, index) => {
      expectNear(found[index]!, value, name);
    });
  }

  program.advance();
  for (const [name, values] of Object.entries(expected)) {
    if (!name.endsWith('.next')) continue;
    const place = memory.get(name.slice(0, -'.next'.length))!;
    values.forEach((value, index) => {
      expectNear(place[index]!, value, name);
    });
  }
});
