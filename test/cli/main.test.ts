import { describe, expect, it } from 'vitest';
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
  it('for a run that is not there', async () => {
    const { code, stderr } = await run('train', '--resume', '/nowhere/at/all');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^wgan: .*expected a run folder/);
  });

  it('shows the stack only with --debug', async () => {
    const args = ['train', '--resume', '/nowhere/at/all'];
    expect((await run(...args)).stderr).not.toContain('    at ');
    expect((await run(...args, '--debug')).stderr).toContain('    at ');
  });
});
