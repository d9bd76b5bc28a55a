import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import {
  configKeys,
  fieldInfo,
  groups,
  type PartialConfig,
  parseConfig,
  presets,
  resolveConfig,
} from '../../src/train/config.ts';
import { cautionsOf, ganOf } from '../../src/train/setup.ts';

const errorOf = (use: () => unknown): ConfigError => {
  try {
    use();
  } catch (error) {
    return error as ConfigError;
  }
  throw new Error('must throw');
};

describe('defaults', () => {
  test.each(objectives.names)('of %s are those of its record, and complete', (objective) => {
    const { learningRate, ...defaults } = objectives.get(objective).defaults;
    const config = resolveConfig({ objective });
    expect(config).toMatchObject({
      ...defaults,
      generatorLearningRate: learningRate,
      criticLearningRate: learningRate,
    });
    expect(parseConfig(config)).toEqual(config);
    expect(parseConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
  });

  test('the contract: optimizer, learning rate, critic steps, clip', () => {
    const of = (objective: string) => {
      const { optimizer, beta1, beta2, criticLearningRate, criticSteps } = resolveConfig({ objective });
      return { optimizer, beta1, beta2, criticLearningRate, criticSteps };
    };
    expect(of('gan')).toEqual({
      optimizer: 'adam',
      beta1: 0.5,
      beta2: 0.999,
      criticLearningRate: 2e-4,
      criticSteps: 1,
    });
    expect(of('wgan')).toMatchObject({ optimizer: 'rmsprop', criticLearningRate: 5e-5, criticSteps: 5 });
    expect(resolveConfig({ objective: 'wgan' }).clip).toBe(0.01);
    expect(resolveConfig({ objective: 'wgan-gp' })).toMatchObject({
      penalty: 10,
      average: 0.999,
      criticSteps: 5,
    });
  });

  test('the tutorial preset pins the networks and numbers of the tutorial', () => {
    expect(resolveConfig({}, { preset: 'tutorial' })).toMatchObject({
      ...{ objective: 'wgan-gp', penalty: 0.5, batch: 64, latent: 100, criticSteps: 5, average: 0 },
      ...{ criticHidden: [512, 256], generatorHidden: [256, 512], activation: 'leaky-relu' },
      ...{ optimizer: 'rmsprop', generatorLearningRate: 5e-4, criticLearningRate: 5e-4 },
    });
  });

  test.each(Object.keys(presets))('preset %s is a valid configuration', (preset) => {
    expect(() => ganOf(resolveConfig({}, { preset }), [1, 28, 28])).not.toThrow();
  });
});

describe('precedence', () => {
  test('a later layer wins over an earlier one, over the preset, over the objective', () => {
    const layers: PartialConfig[] = [
      { penalty: 3, batch: 8, objective: 'wgan-gp' },
      { penalty: 4, seed: undefined },
    ];
    expect(resolveConfig(layers, { preset: 'tutorial' })).toMatchObject({
      penalty: 4,
      batch: 8,
      seed: 1,
      average: 0,
    });
  });

  test('learningRate is both networks, unless a later layer says more', () => {
    const rates = (...layers: PartialConfig[]) => {
      const { generatorLearningRate, criticLearningRate } = resolveConfig(layers);
      return [generatorLearningRate, criticLearningRate];
    };
    expect(rates({ learningRate: 1 })).toEqual([1, 1]);
    expect(rates({ learningRate: 1, criticLearningRate: 2 })).toEqual([1, 2]);
    expect(rates({ criticLearningRate: 2 }, { learningRate: 1 })).toEqual([1, 1]);
  });
});

describe('wrong values', () => {
  test.each([
    [{ penalty: -1 }, 'penalty: expected a number ≥ 0, got -1', undefined],
    [{ batch: 0 }, 'batch: expected a number ≥ 1, got 0', undefined],
    [{ batch: 1.5 }, 'batch: expected a whole number, got 1.5', undefined],
    [{ average: 1 }, 'average: expected a number < 1, got 1', undefined],
    [{ clip: 0 }, 'clip: expected a number > 0, got 0', undefined],
    [{ seed: 'x' }, 'seed: expected a number, got "x"', undefined],
    [{ dataset: '' }, 'dataset: expected a name, got ""', undefined],
    [{ criticHidden: [64, 0] }, 'criticHidden.1: expected a number ≥ 1, got 0', undefined],
    [
      { activation: 'leaky' },
      'activation: expected one of leaky-relu, relu, tanh, elu, softplus, sigmoid, got "leaky"',
      undefined,
    ],
    [
      { objective: 'wgan-pg' },
      'objective: expected one of wgan-gp, wgan, gan, gan-minimax, got "wgan-pg"',
      'did you mean "wgan-gp"?',
    ],
    [{ penlaty: 1 }, 'configuration: unknown key "penlaty"', 'did you mean "penalty"?'],
    [
      { __proto__: null, constructor: 1 },
      'configuration: unknown key "constructor"',
      expect.stringMatching(/^known keys: objective, /),
    ],
  ])('%o', (given, message, help) => {
    const error = errorOf(() => resolveConfig(given as PartialConfig));
    expect(error).toBeInstanceOf(ConfigError);
    expect([error.message, error.help]).toEqual([message, help]);
  });

  test('a prototype is a key like any other, and unknown', () => {
    const given = JSON.parse('{"__proto__": {"penalty": 3}}');
    expect(() => resolveConfig(given)).toThrow(/unknown key "__proto__"/);
    expect(() => resolveConfig([{}, given])).toThrow(ConfigError);
  });

  test('an unknown preset lists the known ones', () => {
    expect(() => resolveConfig({}, { preset: 'toString' })).toThrow('preset: expected one of tutorial');
  });

  test('batch normalisation is refused in a critic under a gradient penalty, and for single samples', () => {
    expect(() => ganOf(resolveConfig({ criticNorm: 'batch' }), [4])).toThrow(
      /cannot be used with the gradient penalty/,
    );
    expect(() => ganOf(resolveConfig({ generatorNorm: 'batch', batch: 1 }), [4])).toThrow(
      /needs at least 2 samples/,
    );
  });
});

test('momentum with weight clipping is cautioned, with the reason', () => {
  const names = (given: PartialConfig) => cautionsOf(resolveConfig(given)).map(({ name }) => name);
  expect(names({ objective: 'wgan' })).toEqual([]);
  expect(names({ objective: 'wgan', momentum: 0.9 })).toEqual(['momentum-with-clipping']);
  expect(names({ objective: 'wgan', optimizer: 'adam' })).toEqual(['momentum-with-clipping']);
  expect(names({ objective: 'wgan', optimizer: 'adam', beta1: 0 })).toEqual([]);
  expect(names({ objective: 'wgan-gp', momentum: 0.9 })).toEqual([]);
});

test('every key has a group and a sentence of help', () => {
  for (const key of configKeys) {
    const { group, help } = fieldInfo(key);
    expect(groups).toContain(group);
    expect(help).toMatch(/^[A-Z].*\.$/);
  }
});
