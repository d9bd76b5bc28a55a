// Words that people bring from other programs.

import { describe, expect, it } from 'vitest';
import { toCommander } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands/registry.ts';
import { main } from '../../src/cli/main.ts';
import { commandFor, optionFor } from '../../src/cli/synonyms.ts';
import { type FakeIoOptions, fakeIo } from './fake-io.ts';

async function wgan(args: readonly string[], options?: FakeIoOptions) {
  const io = fakeIo(options);
  const code = await main(args, io);
  return { code, stdout: io.stdout.text(), stderr: io.stderr.text() };
}

describe('options', () => {
  it.each([
    ['train', '--lr', '--learning-rate'],
    ['train', '--LR', '--learning-rate'],
    ['train', '--lr=0.1', '--learning-rate'],
    ['branch', '--lr_d', '--critic-learning-rate'],
    ['train', '--batch-size', '--batch'],
    ['train', '--image_size', '--size'],
    ['train', '--output', '--out'],
    ['export', '--outdir', '--to'],
    ['train', '--data', '--dataset'],
    ['train', '--n-critic', '--critic-steps'],
    ['train', '--gp-weight', '--penalty'],
    ['train', '--lambda', '--penalty'],
    ['train', '--z-dim', '--latent'],
    ['train', '--steps', '--iterations'],
    ['train', '--workers', '--threads'],
    ['train', '--gpu', '--device'],
    ['train', '--force', '--overwrite'],
    ['train', '-o', '--out'],
    ['train', '--criticSteps', '--critic-steps'],
    ['sample', '--num-samples', '--count'],
    ['evaluate', '--num-samples', '--samples'],
    ['interpolate', '--fps', '--seconds'],
    ['studio', '--no-browser', '--no-open'],
    ['train', '--penalti', '--penalty'],
  ])('%s %s: did you mean %s?', async (command, typed, ours) => {
    const { code, stderr } = await wgan([command, typed, '3']);
    expect([code, stderr]).toEqual([2, `wgan: unknown option '${typed}'\nhelp: did you mean ${ours}?\n`]);
  });

  it('are suggested only where a command has them', async () => {
    expect((await wgan(['info', '--lr', '3'])).stderr).toContain('help: wgan --help lists commands');
    expect(optionFor('--constructor', ['--out'])).toBeUndefined();
  });

  it.each([
    [
      ['--epochs', '5'],
      '--iterations 938? so many generator updates draw 60,000 samples of mnist 5 times, 64 for each of 5',
    ],
    [['--batch', '100', '--epochs=2', '--critic-steps', '1'], '--iterations 1200?'],
    [
      ['--epochs', '5', '--dataset', './photos'],
      '--iterations? wgan counts generator updates; --dry-run says',
    ],
    [['--epochs', 'x'], '--iterations? wgan counts'],
  ])('%j as iterations', async (args, help) => {
    expect((await wgan(['train', ...args])).stderr).toContain(`help: did you mean ${help}`);
  });
});

describe('commands', () => {
  it.each([
    ['generate', 'sample'],
    ['eval', 'evaluate'],
    ['test', 'evaluate'],
    ['serve', 'studio'],
    ['ui', 'studio'],
    ['trian', 'train'],
  ])('%s: did you mean %s?', async (typed, ours) => {
    expect((await wgan([typed])).stderr).toBe(
      `wgan: unknown command '${typed}'\nhelp: did you mean ${ours}?\n`,
    );
  });

  it('names what is there', () => {
    expect(commandFor('__proto__')).toBeUndefined();
  });
});

describe('--no-color', () => {
  it.each([
    [['--no-color', 'help']],
    [['list', 'nowhere', '--no-color']],
    [['train', '--no-color', '--penalti']],
  ])('%j is as NO_COLOR', async (args) => {
    const terminal = { isTerminal: true };
    const plain = await wgan(args, terminal);
    const without = args.filter((arg) => arg !== '--no-color');
    expect(plain).toEqual(await wgan(without, { ...terminal, env: { NO_COLOR: '1' } }));
    expect(plain.stdout + plain.stderr).not.toContain('\x1b');
  });

  it('leaves --color to the colours of a dataset', async () => {
    const args = ['train', '--dataset', 'ring', '--color', 'blue', '--no-color'];
    expect((await wgan(args)).stderr).toContain('color: expected one of auto, grey, rgb, got "blue"');
  });
});

describe('values', () => {
  it.each([
    [
      ['train', '--learning-rate', '0,001'],
      '--learning-rate: expected a number, got "0,001"',
      'decimals take a point: --learning-rate 0.001',
    ],
    [['train', '--learning-rate', '-1'], '--learning-rate: expected a number ≥ 0, got -1', ''],
    [['branch', 'x', '--at', '1', '--learning-rate', 'a'], '--learning-rate: expected a number, got "a"', ''],
    [['set', 'x', '--learning-rate', '1e'], '--learning-rate: expected a number, got "1e"', ''],
    [['train', '--penalty', '0,5'], 'penalty: expected a number, got "0,5"', '--penalty 0.5'],
    [['train', '--critic-steps', '0'], '--critic-steps: expected a number ≥ 1, got 0', ''],
    [['train', '--device', 'gpu'], 'device: expected one of cpu, wasm, got "gpu"', 'Train here'],
    [
      ['train', '--device', 'cuda:0', '--dry-run'],
      'device: expected one of cpu, wasm, got "cuda:0"',
      'Train here',
    ],
  ])('%j', async (args, message, help) => {
    const { code, stderr } = await wgan(args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(help);
  });
});

it('every word of ours is one that some command has', () => {
  const known = commands.flatMap((record) =>
    toCommander(record, fakeIo(), () => {}).options.map(({ long }) => long!),
  );
  for (const option of new Set(known)) expect(optionFor(option, known)).toBe(option);
  expect(known).toContain('--learning-rate');
});
