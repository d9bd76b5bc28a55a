// A stranger's folder of colour pictures, from training to every command that works on what was learnt.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { decodePng } from '../../src/formats/png.ts';
import { sharedFolder } from '../run/tiny.ts';
import { fakeIo } from './fake-io.ts';

const COUNT = 40;
const SIDE = 64;

/** A disc of one colour on nothing, as emoji are. */
function disc(seed: number): Uint8Array {
  const colour = [(seed * 53) % 256, (seed * 101) % 256, (seed * 197) % 256];
  const data = new Uint8Array(SIDE * SIDE * 4);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      if ((x - 32) ** 2 + (y - 32) ** 2 < (12 + (seed % 16)) ** 2)
        data.set([...colour, 255], 4 * (y * SIDE + x));
    }
  }
  return encode({ width: SIDE, height: SIDE, channels: 4, data });
}

describe('a folder of colour pictures with transparency', () => {
  const { path: folder } = sharedFolder();
  const data = join(folder, 'stranger');
  const run = join(folder, 'run');
  const at = (name: string) => join(folder, name);
  const all: string[] = [];

  /** What a command printed; it must succeed. */
  async function said(...args: readonly string[]): Promise<string> {
    const io = fakeIo();
    const code = await main(args, io);
    const text = io.stdout.text() + io.stderr.text();
    expect(code, text).toBe(0);
    all.push(text);
    return text;
  }

  beforeAll(async () => {
    mkdirSync(data);
    for (let seed = 0; seed < COUNT; seed++) writeFileSync(join(data, `${seed}.png`), disc(seed));
    const networks = ['--generator-hidden', '16', '--critic-hidden', '16', '--latent', '8', '--batch', '16'];
    const how = ['--size', '32', '--iterations', '4', '--log-every', '1', '--out', run, ...networks];
    const text = await said('train', '--dataset', data, ...how);
    expect(text).toContain(
      'wgan-gp on stranger: 40 images of the folder stranger, 32×32, colour\n' +
        '  all with an alpha channel: white was put behind what is transparent\n' +
        '  all made smaller, to 32×32\n',
    );
  });

  it('shows real pictures on white, in their colours', () => {
    const { channels, data: pixels } = decodePng(readFileSync(join(run, 'samples', 'real.png')));
    expect(channels).toBe(3);
    const isWhite = (i: number) => pixels[i] === 255 && pixels[i + 1] === 255 && pixels[i + 2] === 255;
    const whites = Array.from({ length: pixels.length / 3 }, (_, i) => i).filter((i) => isWhite(3 * i));
    expect(whites.length / (pixels.length / 3)).toBeGreaterThan(0.5);
  });

  it('goes through every command without a word of digits', async () => {
    expect(await said('info', run)).toMatch(
      /^dataset +stranger: 40 samples of \[3,32,32\]\n +all with an alpha/m,
    );
    expect(await said('list', folder)).toMatch(/run +done +4\/4/);
    expect(await said('explain', run)).toContain('wgan-gp on stranger, done, 4/4 iterations');
    await said('sample', run, '--count', '9', '--out', at('samples.png'));
    expect(decodePng(readFileSync(at('samples.png'))).channels).toBe(3);
    expect(await said('evaluate', run, '--samples', '64')).toMatch(/on stranger\n.*40 real ones/);
    await said('interpolate', run, '--points', '2', '--steps', '3', '--out', at('walk.png'));
    expect(decodePng(readFileSync(at('walk.png'))).channels).toBe(3);
    expect(await said('train', '--resume', run, '--iterations', '6')).toContain('resumed at iteration 4');
    await said('export', run, '--to', at('generator.onnx'));
    expect(existsSync(at('generator.onnx'))).toBe(true);
    await said('compare', run, run, '--out', at('comparison.html'));
    const page = readFileSync(at('comparison.html'), 'utf8').replace(/data:[^"']+/g, '');
    const card = readFileSync(join(run, 'README.md'), 'utf8');
    expect(card).toContain('40 images of the folder stranger, 32×32, colour');
    for (const text of [...all, card, page]) expect(text).not.toMatch(/\bdigits?\b|mnist/i);
  });
});
