import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { outputTarget } from '../../src/cli/output-target.ts';
import { decodePng } from '../../src/formats/png.ts';
import { runTraining } from '../../src/run/run-training.ts';
import { sharedFolder, temporaryFolder, tinyConfig } from '../run/tiny.ts';
import { fakeIo } from './fake-io.ts';

const offer = { formats: ['png', 'jpg', 'webp', 'gif'], usual: 'gif', single: 'png' } as const;

async function wgan(...args: readonly string[]) {
  const io = fakeIo();
  const code = await main(args, io);
  return { code, stdout: io.stdout.text(), stderr: io.stderr.text(), bytes: io.stdout.bytes() };
}

describe('where pictures go', () => {
  it.each([
    ['a.png', undefined, 'file', 'png'],
    ['a.JPEG', undefined, 'file', 'jpg'],
    ['a.jpg', 'jpeg', 'file', 'jpg'],
    ['a b/c.webp', undefined, 'file', 'webp'],
    ['-', undefined, 'stdout', 'gif'],
    ['-', 'PNG', 'stdout', 'png'],
    ['digits', undefined, 'folder', 'png'],
    ['digits.mp4/', '.webp', 'folder', 'webp'],
    ['runs/v0.5', undefined, 'folder', 'png'],
    ['2026.11.30', undefined, 'folder', 'png'],
  ])('--out %s --format %s is a %s of %s', (path, format, kind, expected) => {
    expect(outputTarget(path, format, offer)).toEqual({ kind, path, format: expected });
  });

  it('a folder that is there is one, whatever it is called', () => {
    const path = join(temporaryFolder(), 'a.mp4');
    mkdirSync(path);
    expect(outputTarget(path, undefined, offer).kind).toBe('folder');
  });

  it.each(['x.mp4', 'x.bmp', 'x.tiff', 'x.npy', 'x.csv', 'x.tar.gz'])('refuses %s', (path) => {
    expect(() => outputTarget(path, undefined, offer)).toThrow(
      `out: expected a name that ends in one of .png, .jpg, .webp, .gif, a folder, or - for stdout, got "${path}"`,
    );
  });

  it('refuses formats that it has not, and two that differ', () => {
    expect(() => outputTarget('-', 'mp4', offer)).toThrow(
      'format: expected one of png, jpg, webp, gif, got "mp4"',
    );
    expect(() => outputTarget('a.png', 'jpg', offer)).toThrow(
      'format: expected that of the name, png, got "jpg"',
    );
  });
});

describe('pictures in every format', () => {
  const folder = sharedFolder();
  it('sample writes what the name says', async () => {
    const at = (name: string) => join(folder.path, name);
    await wgan('sample', '--count', '9', '--out', at('grid.png'));
    const { width, height, data } = decodePng(readFileSync(at('grid.png')));
    for (const name of ['grid.jpg', 'grid.jpeg', 'grid.webp', 'grid.gif']) {
      const { code, stdout } = await wgan('sample', '--count', '9', '--out', at(name));
      expect([code, stdout]).toEqual([0, expect.stringContaining(`in ${at(name)}\n`)]);
      const picture = sharp(at(name));
      const format = name.endsWith('g') ? 'jpeg' : name.slice(5);
      expect(await picture.metadata()).toMatchObject({ format, width, height });
      const grey = await picture.extractChannel(0).raw().toBuffer();
      const furthest = grey.reduce((most, value, index) => Math.max(most, Math.abs(value - data[index]!)), 0);
      expect(furthest, name).toBeLessThanOrEqual(format === 'jpeg' ? 32 : format === 'gif' ? 2 : 0);
    }
    await wgan('sample', '--count', '2', '--out', at('many'), '--format', 'webp');
    expect(readdirSync(at('many'))).toEqual(['0000.webp', '0001.webp']);
  });

  it('sample - writes bytes alone on stdout, and words on stderr', async () => {
    const { code, stdout, stderr, bytes } = await wgan('sample', '--count', '4', '--out', '-');
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toBe(
      '4 samples of the MNIST generator of this package (iteration 6,500, seed 1) in stdout\n',
    );
    expect(decodePng(bytes)).toMatchObject({ width: 2 * 56 + 2 });
    const terminal = fakeIo({ isTerminal: true });
    expect(await main(['sample', '--out', '-'], terminal)).toBe(2);
    expect(terminal.stderr.text()).toContain('got a terminal');
  });

  it('sample refuses a film before it samples, and says what makes one', async () => {
    const path = join(folder.path, 'x.mp4');
    const { code, stderr } = await wgan('sample', '--out', path);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/got ".*x\.mp4"\nhelp: wgan interpolate .*ffmpeg/),
    ]);
    expect(readdirSync(folder.path)).not.toContain('x.mp4');
  });

  it('points are a picture in every format, or lines', async () => {
    const run = join(folder.path, 'points');
    await runTraining({ config: tinyConfig('ring', { iterations: 3, generatorNorm: 'none' }), out: run });
    const lines = Buffer.from((await wgan('sample', run, '--count', '5', '--out', '-')).bytes).toString();
    expect(lines).toMatch(/^(-?[\d.e-]+,-?[\d.e-]+\n){5}$/);
    for (const format of ['png', 'jpg', 'webp', 'gif']) {
      const { bytes } = await wgan('sample', run, '--count', '5', '--out', '-', '--format', format);
      expect((await sharp(bytes).metadata()).format).toBe(format === 'jpg' ? 'jpeg' : format);
    }
    expect((await wgan('sample', run, '--out', join(folder.path, 'p.txt'))).stderr).toContain(
      'one of .png, .jpg, .webp, .gif, .csv, or - for stdout',
    );
  });

  it('interpolate animates, at the asked pace', async () => {
    const path = join(folder.path, 'walk.webp');
    const args = ['interpolate', '--points', '2', '--steps', '5'];
    await wgan(...args, '--seconds', '2', '--out', path);
    expect(await sharp(path, { animated: true }).metadata()).toMatchObject({
      pages: 10,
      loop: 0,
      width: 224,
      pageHeight: 224,
      delay: Array.from({ length: 10 }, () => 200),
    });
    const { bytes, stdout, stderr } = await wgan(...args, '--out', '-');
    expect([stdout, stderr]).toEqual(['', expect.stringMatching(/^a walk of 10 pictures .* in stdout\n$/)]);
    expect(await sharp(bytes, { animated: true }).metadata()).toMatchObject({ format: 'gif', pages: 10 });
    await wgan(...args, '--out', join(folder.path, 'strip.jpg'));
    expect(await sharp(join(folder.path, 'strip.jpg')).metadata()).toMatchObject({ width: 5 * 56 + 4 * 2 });
    expect((await wgan(...args, '--seconds', '0.1')).stderr).toContain(
      'seconds: 10 pictures take 0.2 s at least, got 0.1',
    );
    expect((await wgan(...args, '--seconds', 'fast')).stderr).toContain('seconds: expected a number above 0');
  });
});
