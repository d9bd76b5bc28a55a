// Several batches whose gradients make one update are one large batch, where no layer couples samples, in float64.

import { describe, expect, it } from 'vitest';
import { mapRecord } from '../../src/base/record.ts';
import { interpret, toDense } from '../../src/compiler/interpret.ts';
import { clippedTo } from '../../src/gan/clipping.ts';
import { defineGan, type Gan, initialState } from '../../src/gan/gan.ts';
import { scalarValues } from '../../src/gan/inputs.ts';
import { criticUpdate, trainingGraph, wholeIteration } from '../../src/gan/iteration.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import { withZeroCentred } from '../../src/gan/objectives/zero-centred.ts';
import type { Phase } from '../../src/gan/phases.ts';
import { partsOf, updatesOf } from '../../src/gan/phases.ts';
import type { Dense } from '../../src/graph/tensor.ts';
import { activation, linear, sequential } from '../../src/nn/layers.ts';
import { adam } from '../../src/optim/adam.ts';
import { sgd } from '../../src/optim/sgd.ts';
import { randomFeeds } from '../graph/oracles.ts';

const network = (inputs: number, outputs: number) =>
  sequential([linear(inputs, 5), activation('softplus'), linear(5, outputs)]);

const PARTS = 4;
const weights = { r1: { weight: 0.5, every: 1 }, r2: { weight: 0.5, every: 1 } };

function ganOf(objective: string, sizes: Pick<Gan, 'batch' | 'accumulate'>): Gan {
  const chosen = objectives.get(objective);
  const isFree = chosen.constrain === undefined && chosen.critic.terms === undefined;
  const transform = clippedTo(0.05);
  const optimizer = objective === 'rpgan' ? sgd() : adam(); // pairs do not see the last bias: Adam would scale up rounding
  return defineGan({
    ...{ generator: network(3, 2), critic: network(2, 1), ...sizes },
    objective: isFree ? withZeroCentred(chosen, weights) : chosen,
    ...{ generatorOptimizer: optimizer, criticOptimizer: optimizer, ema: { decay: 0.9 } },
    ...{
      latent: 3,
      sampleShape: [2],
      criticSteps: 2,
      transforms: { critic: transform, generator: transform },
    },
  });
}

const settings = { generatorLearningRate: 0.1, criticLearningRate: 0.1, penalty: 2, r1: 0.5, r2: 0.5 };

function graphOf(gan: Gan, phases: readonly Phase[]) {
  const { outputs, inputs } = trainingGraph(initialState(gan, 1), phases);
  const scalars = scalarValues(inputs, { iteration: 3, settings, counts: { critic: 6, generator: 3 } });
  const dense = mapRecord(
    scalars,
    (values): Dense => ({
      shape: [values.length],
      values: Float64Array.from(values),
    }),
  );
  return { outputs, scalars: dense };
}

/** Inputs `<name>.<step>` in as many parts, `<name>.<PARTS·step + part>`; others as they are. */
function inParts(feeds: Readonly<Record<string, Dense>>, isParted: (name: string) => boolean) {
  return Object.fromEntries(
    Object.entries(feeds).flatMap(([name, { shape, values }]): (readonly [string, Dense])[] => {
      const [, stem, step] = /^((?:real|mix|random)\b.*)\.(\d+)$/.exec(name) ?? [];
      if (stem === undefined || !isParted(name)) return [[name, { shape, values }]];
      const size = values.length / PARTS;
      return Array.from({ length: PARTS }, (_, part) => [
        `${stem}.${PARTS * Number(step) + part}`,
        {
          shape: [shape[0]! / PARTS, ...shape.slice(1)],
          values: values.slice(part * size, (part + 1) * size),
        },
      ]);
    }),
  );
}

const same = ['wgan-gp', 'wgan-lp', 'wgan-div', 'gan', 'hinge', 'lsgan', 'rpgan'];

describe.each(same)('%s with 4 batches of 2', (objective) => {
  const large = ganOf(objective, { batch: 8, accumulate: 1 });
  const small = ganOf(objective, { batch: 2, accumulate: PARTS });

  it('makes the update and tells the numbers of a batch of 8', () => {
    const [whole, parted] = [large, small].map((gan) => graphOf(gan, wholeIteration(gan))) as [
      ReturnType<typeof graphOf>,
      ReturnType<typeof graphOf>,
    ];
    const feeds = { ...randomFeeds(whole.outputs), ...mapRecord(initialState(large, 1), toDense) };
    const expected = interpret(whole.outputs, { ...feeds, ...whole.scalars });
    const actual = interpret(parted.outputs, { ...inParts(feeds, () => true), ...parted.scalars });
    expect(Object.keys(actual)).toEqual(Object.keys(expected));
    for (const [name, { values }] of Object.entries(expected)) {
      const difference = Math.hypot(...values.map((value, index) => value - actual[name]!.values[index]!));
      expect(difference, name).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.hypot(...values)));
    }
  });

  it('counts updates, in the warm-up too', () => {
    expect(updatesOf(partsOf(wholeIteration(small))[0]!)).toEqual({ critic: 2, generator: 1 });
    expect(updatesOf(partsOf(criticUpdate(small))[0]!)).toEqual({ critic: 1 });
  });
});
