import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { configOfFlags, defaultText, flags, formerFlags } from '../../src/cli/flags.ts';
import { addTrainOptions, requested } from '../../src/cli/train/train-options.ts';
import { resolveConfig } from '../../src/train/config.ts';
import { allOptions } from '../../src/train/config-options.ts';
import { flagName, formatValue } from '../../src/train/flag-words.ts';
import { valuesOf } from '../train/values.ts';

/** A value of every key of format 1 that is not its default: these flags stay valid. */
const samples: Readonly<Record<string, unknown>> = {
  objective: 'gan',
  dataset: './photos',
  iterations: 123,
  seed: 9007199254740991,
  batch: 32,
  criticSteps: 3,
  criticWarmup: 4,
  optimizer: 'sgd',
  generatorLearningRate: 3e-5,
  criticLearningRate: 0,
  momentum: 0.5,
  beta1: 0.25,
  beta2: 0.99,
  penalty: 0.5,
  oneSided: true,
  clip: 0.02,
  average: 0.9,
  emaRamp: 'linear',
  architecture: 'mlp',
  latent: 64,
  generatorHidden: [],
  criticHidden: [1024, 32, 7],
  generatorNorm: 'batch',
  criticNorm: 'layer',
  activation: 'relu',
  holdout: 0.1,
  size: 48,
  color: 'rgb',
  scale: 'axes',
  device: 'cpu',
  threads: 1,
  logEvery: 5,
  sampleEvery: 7,
  evaluateEvery: 13,
  checkpointEvery: 11,
  keep: 2,
};

/** What commander makes of arguments. */
function parse(args: readonly string[]) {
  const command = new Command('train').exitOverride();
  addTrainOptions(command);
  command.parse([...args], { from: 'user' });
  return configOfFlags(command.opts());
}

describe('flags', () => {
  it.each(Object.keys(samples))('--%s goes from the command line into the configuration', (key) => {
    const value = samples[key];
    const name = `--${flagName(key)}`;
    expect(parse(value === true ? [name] : [name, formatValue(value)])).toEqual({ [key]: value });
  });

  it('has one for every option, of one network and of both', () => {
    const keys = allOptions.flatMap(({ key, shared }) => [key, ...(shared === undefined ? [] : [shared])]);
    expect(flags.map(({ key }) => key).toSorted()).toEqual([...new Set(keys)].toSorted());
    expect(Object.keys(samples).filter((key) => !keys.includes(key))).toEqual(
      formerFlags.map(({ key }) => key),
    );
  });

  it('reads nothing where nothing was said', () => {
    expect(parse([])).toEqual({});
  });

  it.each([
    [['--critic-hidden', 'none'], { criticHidden: [] }],
    [['--critic-hidden', ''], { criticHidden: [] }],
    [['--critic-hidden', '512, 256'], { criticHidden: [512, 256] }],
    [['--critic-hidden', '512,x'], { criticHidden: [512, 'x'] }],
    [['--no-one-sided'], { oneSided: false }],
    [['--threads', 'auto'], { threads: null }],
    [['--size', 'auto'], { size: null }],
    [['--size', '96x64'], { size: '96x64' }],
    [['--size', '64'], { size: 64 }],
    [['--color', 'auto'], { color: 'auto' }],
    [['--learning-rate', '1e-4'], { learningRate: 1e-4 }],
    [['--penalty', '-1'], { penalty: -1 }],
    [['--penalty', '.5'], { penalty: 0.5 }],
    [['--penalty', '0x10'], { penalty: '0x10' }],
    [['--iterations', '1', '--iterations', '2'], { iterations: 2 }],
  ])('reads %j', (args, expected) => {
    expect(parse(args)).toEqual(expected);
  });

  it('wins over a preset, which wins over the defaults of the objective', () => {
    const { config } = requested({ preset: 'tutorial' }, parse(['--penalty', '3']));
    expect(valuesOf(config)).toMatchObject({ penalty: 3, learningRate: 5e-4, average: 0, momentum: 0 });
  });

  it('tells the defaults of the parts chosen', () => {
    const text = (key: string, objective = 'wgan-gp') =>
      defaultText(flags.find((flag) => flag.key === key)!, resolveConfig({ objective }));
    expect(text('criticSteps')).toBe('5');
    expect(text('criticSteps', 'gan')).toBe('1');
    expect(text('optimizer', 'gan')).toBe('adam');
    expect(text('hidden')).toBe('256,512 for generator; 512,256 for critic');
    expect(text('learningRate')).toBe('0.001');
    expect(text('threads')).toBe('all processors');
  });

  it('tells the default of the one network that has the option', () => {
    const text = (key: string, critic: string) =>
      defaultText(flags.find((flag) => flag.key === key)!, resolveConfig({ critic }));
    expect(text('hidden', 'dcgan')).toBe('256,512');
    expect(text('norm', 'dcgan')).toBe('none');
    expect(text('norm', 'vgg16')).toBe('none');
    expect(text('width', 'vgg16')).toBe('1');
  });

  it('refuses those of a part that is not chosen, by their names', () => {
    expect(() => requested({}, parse(['--objective', 'gan', '--one-sided']))).toThrow(
      '--one-sided: belongs to the objective wgan-gp, got the objective gan',
    );
    expect(() => requested({}, parse(['--critic-beta1', '0.5']))).toThrow(
      '--critic-beta1: belongs to the optimizer adam, got the optimizer rmsprop',
    );
  });
});
