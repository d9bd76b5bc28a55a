// The works that are timed: what peers build from their descriptions is what we train.

import { describe, expect, it } from 'vitest';
import { parameterShapes } from '../../bench/layers.ts';
import { ganOf } from '../../bench/peers/gan-of.ts';
import { isConvolutional, works } from '../../bench/works.ts';
import { trainedNames } from '../../src/gan/update.ts';
import { typesOnly } from '../../src/nn/layer.ts';

describe.each(works.map((work) => [work.id, work] as const))('work %i', (_, { model }) => {
  it.each(['generator', 'critic'] as const)('has one %s under names and shapes of PyTorch', (side) => {
    const network = ganOf(model)[side];
    const variables = network.init(typesOnly);
    const trained = trainedNames(network, variables).map((name) => [name, variables[name]!.shape]);
    expect(Object.fromEntries(trained)).toEqual(parameterShapes(model[side]));
  });
});

it('convolves from work 10 on', () => {
  const convolving = works.filter(isConvolutional).map(({ id }) => id);
  expect(convolving).toEqual(works.map(({ id }) => id).filter((id) => id >= 10));
});
