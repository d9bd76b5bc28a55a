import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/registry.ts';
import { main } from '../../src/cli/main.ts';
import { fakeIo } from './fake-io.ts';

async function run(...args: readonly string[]) {
  const io = fakeIo();
  const code = await main(args, io);
  return { code, stdout: io.stdout.text(), stderr: io.stderr.text() };
}

describe('help', () => {
  it('lists the commands with an example of each', async () => {
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    await expect(stdout).toMatchFileSnapshot('./snapshots/help.txt');
    expect((await run()).stdout).toBe(stdout);
    expect((await run('help')).stdout).toBe(stdout);
  });

  it('tells the options of train in groups, with choices and defaults', async () => {
    const { code, stdout } = await run('train', '--help');
    expect(code).toBe(0);
    await expect(stdout).toMatchFileSnapshot('./snapshots/help-train.txt');
    expect(stdout.split('\n').every((line) => line.length <= 80)).toBe(true);
  });

  it.each(commands.map(({ name }) => name))('of %s has an example', async (name) => {
    const { code, stdout } = await run(name, '--help');
    expect(code).toBe(0);
    expect(stdout).toContain('Examples:\n  $ ');
    expect((await run('help', name)).stdout).toBe(stdout);
    if (name !== 'train' && name !== 'branch')
      await expect(stdout).toMatchFileSnapshot(`./snapshots/help-${name}.txt`);
  });

  it('prints versions', async () => {
    const { code, stdout } = await run('--version');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^wgan \d+\.\d+\.\d+, onnxruntime \d+\.\d+\.\d+, node \d+\.\d+\.\d+\n$/);
  });
});

describe('bad usage exits with 2 and one line', () => {
  it.each([
    [['trian'], "unknown command 'trian'", 'did you mean train?'],
    [['quux'], "unknown command 'quux'", 'wgan --help'],
    [['train', '--itertions', '5'], "unknown option '--itertions'", 'did you mean --iterations?'],
    [['train', '--iterations'], "option '--iterations <n>' argument missing", 'wgan <command> --help'],
    [['train', './photos'], 'train: expected options only, got ./photos', '--dataset ./photos'],
    [['train', '--objective', 'wgn'], 'objective: expected one of', 'did you mean "wgan"?'],
    [['train', '--penalty', '-1'], 'penalty: expected a number ≥ 0, got -1', ''],
    [['train', '--iterations', 'many'], 'iterations: expected a', ''],
    [['train', '--critic-hidden', '5,x'], 'criticHidden.1: expected a', ''],
    [['train', '--preset', 'tutorail'], 'preset: expected one of tutorial', ''],
    [['set', 'x'], 'set: expected a setting to change, got none', '--penalty'],
    [['set', 'x', '--iterations', '5'], "unknown option '--iterations'", ''],
    [['pause'], "missing required argument 'run'", ''],
    [['branch', 'x'], 'branch: expected --at, got none', ''],
    [['branch', 'x', '--at', '-1'], 'at: expected a whole number ≥ 0, got "-1"', ''],
    [['replay', 'x', '--from', 'here'], 'from: expected start or checkpoint, got "here"', ''],
    [['sample', '--count', '0'], 'count: expected a whole number ≥ 1, got "0"', ''],
    [['export', 'x', '--to', 'x.pt'], 'to: expected a name that ends in .onnx or .safetensors', ''],
    [['studio', '--port', '65536'], 'port: expected a whole number from 0 to 65535, got 65536', ''],
    [['completion', 'csh'], 'completion: expected one of bash, zsh, fish, got "csh"', ''],
    [['train', '--resume', 'x', '--out', 'y'], '--out: cannot be combined with --resume', ''],
    [['train', '--dataset', 'mnits'], 'dataset: expected one of mnist', 'did you mean "mnist"?'],
  ])('%j', async (args, message, help) => {
    const { code, stdout, stderr } = await run(...args);
    expect(stdout).toBe('');
    expect(stderr).toContain(`wgan: ${message}`);
    expect(stderr).toContain(help);
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
    expect(code).toBe(2);
  });
});

describe('failures exit with 1', () => {
  it.each([
    ['train', '--resume', '/nowhere/at/all'],
    ['sample', '/nowhere/at/all'],
    ['interpolate', '/nowhere/at/all'],
    ['export', '/nowhere/at/all'],
    ['info', '/nowhere/at/all'],
    ['set', '/nowhere/at/all', '--penalty', '1'],
    ['pause', '/nowhere/at/all'],
    ['branch', '/nowhere/at/all', '--at', '1'],
    ['replay', '/nowhere/at/all'],
  ])('for a run that is not there: %s', async (...args) => {
    const { code, stdout, stderr } = await run(...args);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^wgan: \/nowhere\/at\/all/);
    expect(stderr).not.toContain('bug');
  });

  it('shows the stack only with --debug', async () => {
    const args = ['train', '--resume', '/nowhere/at/all'];
    expect((await run(...args)).stderr).not.toContain('    at ');
    expect((await run(...args, '--debug')).stderr).toContain('    at ');
  });
});
