import { describe, expect, it } from 'vitest';
import { chooseFor } from '../../src/train/choice.ts';
import { leavesOf, type PartialConfig, resolveConfig } from '../../src/train/config.ts';

interface Given {
  readonly said?: PartialConfig;
  readonly shape: readonly number[];
  readonly count?: number;
  readonly name?: string;
  readonly memory?: number;
  readonly processors?: number;
  readonly seconds?: number;
}

function chosen({ said = {}, shape, count = 60_000, name = 'mnist', ...machine }: Given) {
  const dataset = { name, sampleShape: shape, count, values: new Float32Array(0) };
  return chooseFor(dataset, {
    given: leavesOf(said),
    resolve: (below) => resolveConfig(said, { from: [below] }),
    ...{ memory: 64e9, processors: 2, ...machine },
  });
}

const families = (given: Given) => {
  const { generator, critic } = chosen(given).config;
  return [generator.architecture, critic.architecture];
};

describe('networks where none are named', () => {
  it.each([
    ['points', { shape: [2], name: 'ring' }, 'mlp'],
    ['digits', { shape: [1, 28, 28] }, 'mlp'],
    ['colour', { shape: [3, 28, 28] }, 'dcgan'],
    ['larger grey pictures', { shape: [1, 48, 40] }, 'dcgan'],
    ['digits, with an option of another family', { shape: [1, 28, 28], said: { kernel: 5 } }, 'dcgan'],
    ['colour, with hidden layers', { shape: [3, 32, 32], said: { generatorHidden: [64] } }, 'mlp'],
    ['strips too thin to be halved', { shape: [3, 6, 200] }, 'mlp'],
  ] as const)('%s', (_, given, name) => {
    expect(families(given)).toEqual([name, name]);
  });

  it('are told with the reason', () => {
    expect(chosen({ shape: [1, 28, 28] }).reasons).toEqual([
      'networks: mlp, since samples of 784 numbers are learnt fastest by fully connected layers',
    ]);
  });

  it('beside one that is named are of its family, or convolutional', () => {
    expect(families({ shape: [3, 32, 32], said: { critic: 'vgg16' } })).toEqual(['dcgan', 'vgg16']);
    expect(families({ shape: [3, 32, 32], said: { generator: 'resnet' } })).toEqual(['resnet', 'resnet']);
    expect(families({ shape: [3, 32, 32], said: { critic: 'mlp' } })).toEqual(['mlp', 'mlp']);
  });

  it('that are named stay, without a word', () => {
    const given = { shape: [3, 64, 64], said: { architecture: 'mlp' } };
    expect(families(given)).toEqual(['mlp', 'mlp']);
    expect(chosen(given).reasons).toEqual([]);
  });
});

describe('their channels', () => {
  const channelsOf = (given: Given) => {
    const { config, reasons } = chosen(given);
    expect(config.critic.channels).toBe(config.generator.channels);
    return [config.critic.channels, reasons.at(-1)];
  };

  it('are fewer where an iteration would be slow', () => {
    const large = { shape: [3, 64, 64], processors: 2 };
    const [channels, reason] = channelsOf(large);
    expect(channels).toBe(32);
    expect(reason).toMatch(/^32 channels, since with more an iteration would take about \d\.\d s$/);
    expect(channelsOf({ ...large, processors: 16 })[0]).toBe(64);
  });

  it('are fewer where pictures are few, or memory is', () => {
    expect(channelsOf({ shape: [3, 32, 32], count: 50 })).toEqual([
      32,
      '32 channels, since of 50 pictures a small critic learns less by heart',
    ]);
    expect(channelsOf({ shape: [3, 32, 32], memory: 0.45e9 })).toEqual([
      16,
      '16 channels, since more would not surely fit into the memory of this machine',
    ]);
  });

  it('of a generator stay where the critic that was named is what takes the time, and that is told', () => {
    const { config, reasons } = chosen({ shape: [3, 32, 32], count: 40, said: { critic: 'vgg16' } });
    expect([config.generator.channels, config.critic.width]).toEqual([64, 1]);
    expect(reasons[1]).toMatch(
      /^an iteration will take about \d+\.\d s, most of it for vgg16 at full width: --critic-width 4 makes it faster$/,
    );
    const narrow = { critic: 'vgg16', criticWidth: 8 };
    expect(chosen({ shape: [3, 32, 32], said: narrow }).reasons).toHaveLength(1);
  });

  it('stay as they are said', () => {
    expect(channelsOf({ shape: [3, 128, 128], said: { channels: 48 } })[0]).toBe(48);
  });
});

describe('the length for pictures of a folder', () => {
  const folder = { shape: [3, 32, 32], name: './photos' };

  it('is short where they are few, and told', () => {
    const { config, reasons } = chosen({ ...folder, count: 40 });
    expect(config.training.iterations).toBe(500);
    expect(reasons.at(-1)).toMatch(
      /^length: 500 iterations, in which each of 40 pictures is seen 4,000 times, in about \d+ min$/,
    );
  });

  it('is the usual one where they are many, unless it would take hours', () => {
    expect(chosen({ ...folder, count: 5000 }).config.training.iterations).toBe(6500);
    const slow = chosen({ ...folder, shape: [3, 256, 256], count: 5000, processors: 1 });
    expect(slow.config.training.iterations).toBeLessThan(4000);
  });

  it('is enough for a time that was said, and told as what that allows', () => {
    const hours = { ...folder, count: 5000, seconds: 8 * 3600 };
    const { config, reasons } = chosen(hours);
    expect(config.training.iterations).toBeGreaterThan(6500);
    expect(reasons.at(-1)).toMatch(/^length: what the time allows, by reckoning about \d\d,\d00 iterations$/);
    expect(chosen({ ...hours, count: 40 }).config.training.iterations).toBe(500);
  });

  it('counts batches whose gradients are added', () => {
    const iterationsOf = (said: PartialConfig) =>
      chosen({ ...folder, count: 400, said }).config.training.iterations;
    expect(iterationsOf({ batch: 32, accumulate: 2 })).toBe(iterationsOf({ batch: 64 }));
  });

  it('is what was said', () => {
    const said = { iterations: 9000 };
    expect(chosen({ ...folder, count: 40, said }).config.training.iterations).toBe(9000);
  });
});
