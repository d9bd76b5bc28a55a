import { describe, expect, it, test } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import { optimizers } from '../../src/optim/registry.ts';
import {
  type Config,
  optionsOf,
  type PartialConfig,
  parseConfig,
  presets,
  resolveConfig,
} from '../../src/train/config.ts';
import { allOptions, groups, valueAt } from '../../src/train/config-options.ts';
import { cautionsOf, ganOf } from '../../src/train/setup.ts';
import { flatConfig, valuesOf } from './values.ts';

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
    const { beta1, ...defaults } = objectives.get(objective).defaults;
    const config = resolveConfig({ objective });
    expect(valuesOf(config)).toMatchObject({
      ...defaults,
      ...(defaults.optimizer === 'adam' && { beta1 }),
    });
    expect(parseConfig(config)).toEqual(config);
    expect(parseConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
  });

  test('the contract: optimizer, learning rate, critic steps, clip', () => {
    const of = (objective: string) => {
      const { optimizer, training } = resolveConfig({ objective });
      expect(optimizer.generator).toEqual(optimizer.critic);
      return { ...optimizer.critic, criticSteps: training.criticSteps };
    };
    expect(of('gan')).toEqual({
      name: 'adam',
      beta1: 0.5,
      beta2: 0.999,
      beta2End: null,
      epsilon: 1e-8,
      learningRate: 2e-4,
      criticSteps: 1,
    });
    expect(of('wgan')).toEqual({ name: 'rmsprop', learningRate: 5e-5, momentum: 0, criticSteps: 5 });
    expect(resolveConfig({ objective: 'wgan' }).objective).toEqual({ name: 'wgan', clip: 0.01 });
    expect(valuesOf(resolveConfig({ objective: 'wgan-gp' }))).toMatchObject({
      penalty: 10,
      average: 0.999,
      criticSteps: 5,
    });
  });

  test('the tutorial preset pins the networks and numbers of the tutorial', () => {
    expect(valuesOf(resolveConfig({}, { preset: 'tutorial' }))).toMatchObject({
      ...{ objective: 'wgan-gp', penalty: 0.5, batch: 64, latent: 100, criticSteps: 5, average: 0 },
      ...{ criticHidden: [512, 256], generatorHidden: [256, 512], activation: 'leaky-relu' },
      ...{ optimizer: 'rmsprop', learningRate: 5e-4, norm: 'none' },
    });
  });

  test.each(Object.keys(presets))('preset %s is a valid configuration', (preset) => {
    const config = resolveConfig({}, { preset });
    const size = typeof config.data.size === 'number' ? config.data.size : 28;
    expect(() => ganOf(config, [1, size, size])).not.toThrow();
  });
});

describe('precedence', () => {
  test('a later layer wins over an earlier one, over the preset, over the objective', () => {
    const layers: PartialConfig[] = [
      { penalty: 3, batch: 8, objective: 'wgan-gp' },
      { penalty: 4, seed: undefined },
    ];
    expect(valuesOf(resolveConfig(layers, { preset: 'tutorial' }))).toMatchObject({
      penalty: 4,
      batch: 8,
      seed: 1,
      average: 0,
    });
  });

  test('learningRate is both networks, unless a later layer says more', () => {
    const rates = (...layers: PartialConfig[]) => {
      const { generator, critic } = resolveConfig(layers).optimizer;
      return [generator.learningRate, critic.learningRate];
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
    [{ objective: 'wgan', clip: 0 }, 'clip: expected a number > 0, got 0', undefined],
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
      'objective: expected one of wgan-gp, wgan-lp, wgan-div, wgan, gan, gan-minimax, lsgan, hinge, dragan, rpgan, got "wgan-pg"',
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

test('every option has a group, a name and a sentence of help in both languages', () => {
  for (const { group, option } of allOptions) {
    expect(groups).toContain(group);
    expect(option.help[0]).toMatch(/^[A-Z].*\.$/);
    expect(option.help[1]).toMatch(/\p{Script=Han}.*。$/u);
    expect(option.label[0]).toMatch(/^[\p{L}]/u);
    expect(option.label[1]).toMatch(/\p{Script=Han}/u);
  }
});

test('a key says one thing, whatever the parts', () => {
  const all = allOptions.flatMap(({ key, shared }) => (shared === undefined ? [key] : [key, shared]));
  const keys = all.filter((key, index) => all.indexOf(key) === index);
  const paths = new Map(allOptions.map(({ key, path }) => [key, path.join('.')]));
  expect(new Set(paths.values()).size).toBe(allOptions.length);
  expect(
    keys.filter((key) =>
      allOptions.some((each) => each.key !== key && each.shared === key && paths.has(key)),
    ),
  ).toEqual([]);
});

describe('parts', () => {
  it('have their options where they are chosen, by the names that files have', () => {
    expect(
      resolveConfig({ objective: 'wgan', clip: 0.02, criticOptimizer: 'adam', beta2: 0.9 }),
    ).toMatchObject({
      objective: { name: 'wgan', clip: 0.02 },
      optimizer: {
        generator: { name: 'rmsprop', learningRate: 5e-5, momentum: 0 },
        critic: { name: 'adam', learningRate: 5e-5, beta1: 0.5, beta2: 0.9 },
      },
    });
    expect(Object.keys(resolveConfig().objective)).toEqual(['name', 'penalty']);
    expect(Object.keys(resolveConfig({ objective: 'gan' }).objective)).toEqual(['name']);
  });

  it.each([
    [{ clip: 0.1 }, 'clip: belongs to the objective wgan, got the objective wgan-gp'],
    [
      { objective: 'gan', oneSided: true },
      'oneSided: belongs to the objective wgan-gp, got the objective gan',
    ],
    [{ beta1: 0.9 }, 'beta1: belongs to the optimizer adam, got the optimizer rmsprop'],
    [
      { optimizer: 'adam', criticMomentum: 0.9 },
      'criticMomentum: belongs to the optimizer rmsprop, sgd, got the optimizer adam',
    ],
    [
      { objective: { name: 'gan', penalty: 1 } },
      'penalty: belongs to the objective wgan-gp, wgan-lp, wgan-div, dragan, got the objective gan',
    ],
  ])('refuse %o, naming the part that has it', (given, message) => {
    const error = errorOf(() => resolveConfig(given));
    expect([error.message, error.help]).toEqual([message, expect.stringMatching(/^leave it out, or choose/)]);
  });

  it('let fall away what was not said for them: of presets, and of other configurations', () => {
    expect(resolveConfig({ objective: 'gan' }, { preset: 'tutorial' }).objective).toEqual({ name: 'gan' });
    const from = resolveConfig({ penalty: 3, momentum: 0.9, batch: 9 });
    expect(resolveConfig({ objective: 'wgan', optimizer: 'adam' }, { from })).toMatchObject({
      objective: { name: 'wgan', clip: 0.01 },
      optimizer: { critic: { name: 'adam', beta1: 0.5 } },
      training: { batch: 9 },
    });
  });

  it('take what both networks share under one key, and for one of them under its own', () => {
    const { generator, critic } = resolveConfig({ hidden: [8], norm: 'layer', generatorNorm: 'none' });
    expect([generator.hidden, generator.norm]).toEqual([[8], 'none']);
    expect([critic.hidden, critic.norm]).toEqual([[8], 'layer']);
  });

  it('may be said nested, and mixed with keys', () => {
    const nested: PartialConfig = {
      optimizer: { critic: { learningRate: 2 } },
      training: { ema: { decay: 0.5 } },
    };
    expect(valuesOf(resolveConfig([nested, { batch: 3 }]))).toMatchObject({
      ...{ criticLearningRate: 2, generatorLearningRate: 1e-3, average: 0.5, batch: 3 },
    });
    expect(() => resolveConfig({ training: { bacth: 3 } })).toThrow('training: unknown key "bacth"');
    expect(() => resolveConfig({ training: { batch: '3' } })).toThrow('batch: expected a number, got "3"');
  });
});

describe('what was stored', () => {
  const everyConfig = objectives.names.flatMap((objective) =>
    optimizers.names.map((optimizer): Config => resolveConfig({ objective, optimizer, seed: 3 })),
  );

  it.each(
    everyConfig.map((config) => [config.objective.name, config.optimizer.critic.name, config] as const),
  )('of %s with %s is read as it was, nested or flat', (_, __, config) => {
    expect(parseConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
    expect(parseConfig(flatConfig(config))).toEqual(config);
  });

  it('must be complete, but for options that are younger, which have the value of before', () => {
    const config = resolveConfig({ emaRamp: 'none', criticWarmup: 0 });
    for (const { path, key, option } of optionsOf(config)) {
      const stored = structuredClone(config);
      Reflect.deleteProperty(valueAt(stored, path.slice(0, -1)) as object, path.at(-1)!);
      if (option.before === undefined) expect(() => parseConfig(stored)).toThrow(`${key}: expected`);
      else expect(valueAt(parseConfig(stored), path)).toBe(option.before);
    }
  });

  it('is refused where a part is named that has no such option', () => {
    const stored = { ...resolveConfig(), objective: { name: 'gan', penalty: 10 } };
    expect(() => parseConfig(stored)).toThrow('penalty: belongs to the objective wgan-gp');
  });
});
