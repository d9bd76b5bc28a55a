// wgan data, as users type it: needs sharp.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dataCommand } from '../../src/cli/commands/data.ts';
import { main } from '../../src/cli/main.ts';
import { decodePng } from '../../src/formats/png.ts';
import { temporaryFolder } from '../data/folders.ts';
import { fakeIo } from './fake-io.ts';

const png = (width: number, height: number, value: number) =>
  encode({
    ...{ width, height, channels: 3 },
    data: Uint8Array.from({ length: width * height * 3 }, (_, i) =>
      i % 3 === 0 ? value : (i * value) % 256,
    ),
  });

const files = {
  'cat/a.png': png(12, 8, 50),
  'cat/b.png': png(8, 8, 90),
  'cat/c.png': png(8, 8, 90),
  'dog/d.png': png(8, 8, 200),
  'dog/e.txt': 'no picture',
};

let cache = '';
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'wgan-cache-'));
  vi.stubEnv('XDG_CACHE_HOME', cache);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true, force: true });
});

async function run(...args: readonly string[]) {
  const io = fakeIo({ columns: 200 });
  const code = await main(['data', ...args], io);
  return { code, stdout: io.stdout.text(), stderr: io.stderr.text() };
}

describe('wgan data', () => {
  it('tells what would be trained on, and draws it, a row for each class', async () => {
    const folder = temporaryFolder(files);
    const sheet = join(folder, 'sheet.png');
    const { code, stdout } = await run(folder, '--size', '8', '--fit', 'pad', '--count', '6', '--out', sheet);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^dataset +\S+: 4 images of the folder \S+, 8×8, colour$/m);
    expect(stdout).toMatch(/^samples +4 of \[3,8,8\]$/m);
    expect(stdout).toContain('1 of another shape: padded with white');
    expect(stdout).toMatch(/^by class +cat 3, dog 1$/m);
    expect(stdout).toMatch(/^twins +1 picture nearly equals an earlier one: cat\/b.png = cat\/c.png$/m);
    expect(stdout).toMatch(/^skipped +1: dog\/e.txt \(a text\)$/m);
    expect(stdout).toContain('the classes are uneven: 3 of cat, 1 of dog');
    const { width, height, channels } = decodePng(readFileSync(sheet));
    expect(channels).toBe(3);
    expect(width / height).toBeCloseTo(3 / 2, 1); // three columns, two rows
  });

  it('prints JSON, with all of it', async () => {
    const folder = temporaryFolder(files);
    const sheet = join(folder, 'sheet.png');
    const { stdout } = await run(folder, '--size', '8', '--json', '--out', sheet);
    expect(JSON.parse(stdout)).toMatchObject({
      count: 4,
      sampleShape: [3, 8, 8],
      classes: [
        { name: 'cat', count: 3 },
        { name: 'dog', count: 1 },
      ],
      twins: [['cat/b.png', 'cat/c.png']],
      skipped: [{ path: 'dog/e.txt', reason: 'a text' }],
      sheet,
    });
  });

  it('draws points of the plane, and tells those of more dimensions', async () => {
    const folder = temporaryFolder({ 'plane.csv': '0,1\n1,0\n-1,0\n', 'wide.csv': 'a,b,c\n0,1,2\n1,0,2\n' });
    const sheet = join(folder, 'sheet.png');
    expect((await run(join(folder, 'plane.csv'), '--out', sheet)).stdout).toContain(`sheet`);
    expect(decodePng(readFileSync(sheet)).width).toBeGreaterThan(100);
    const { stdout } = await run(join(folder, 'wide.csv'));
    expect(stdout).toContain('2 points of 3 dimensions, from wide.csv');
    expect(stdout).not.toContain('sheet');
  });

  it('refuses what it cannot read, in one sentence', async () => {
    const { code, stderr } = await run('nowhere');
    expect(code).not.toBe(0);
    expect(stderr).toContain('dataset: expected one of');
    expect(dataCommand.examples.length).toBeGreaterThan(1);
  });
});
