import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { ConfigError, DataError } from '../../src/base/errors.ts';
import { inMemory } from '../../src/data/dataset.ts';
import { loadImageFolder as load } from '../../src/data/image-folder.ts';
import { counted, temporaryFolder } from './folders.ts';

type Rgb = readonly [number, number, number];

/** Images that fit in memory. */
const loadImageFolder = async (...given: Parameters<typeof load>) => inMemory(await load(...given));

const red: Rgb = [255, 0, 0];
const green: Rgb = [0, 255, 0];
const blue: Rgb = [0, 0, 255];
const uncached = { cacheFolder: null } as const;

function greyPng(width: number, height: number, data = counted([height, width])): Uint8Array {
  return encode({ width, height, channels: 1, depth: 8, data });
}

/** An image of vertical stripes of equal width. */
function striped(width: number, height: number, colors: readonly Rgb[]): Sharp {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const column = Math.floor(i / 3) % width;
    return colors[Math.floor((column * colors.length) / width)]![i % 3]!;
  });
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** The colour of one pixel of a dataset of [3, size, size]. */
function pixel(values: Uint8Array | Float32Array, size: number, x: number, y: number): number[] {
  return [0, 1, 2].map((channel) => values[channel * size * size + y * size + x]!);
}

describe('decoding', () => {
  test('keeps the bytes of a grey image that has the size already', async () => {
    const folder = temporaryFolder({ 'a.png': greyPng(8, 8) });
    const dataset = await loadImageFolder(folder, { size: 8, ...uncached });
    expect(dataset).toMatchObject({ count: 1, sampleShape: [1, 8, 8], notes: [] });
    expect(dataset.values).toEqual(counted([8, 8]));
  });

  test('reads PNG, JPEG and WebP, in colour, one plane after the other', async () => {
    const image = striped(16, 16, [red, blue]);
    const folder = temporaryFolder({
      'a.png': await image.png().toBuffer(),
      'b.jpg': await image.jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer(),
      'c.webp': await image.webp({ lossless: true }).toBuffer(),
    });
    const { values, sampleShape, count } = await loadImageFolder(folder, { size: 16, ...uncached });
    expect([count, ...sampleShape]).toEqual([3, 3, 16, 16]);
    for (let sample = 0; sample < 3; sample++) {
      const bytes = values.subarray(sample * 768, (sample + 1) * 768);
      const [left, right] = [pixel(bytes, 16, 2, 8), pixel(bytes, 16, 13, 8)];
      for (const channel of [0, 1, 2]) {
        expect(Math.abs(left[channel]! - red[channel]!)).toBeLessThan(6);
        expect(Math.abs(right[channel]! - blue[channel]!)).toBeLessThan(6);
      }
    }
  });

  test('takes the middle square of a wide image', async () => {
    const folder = temporaryFolder({ 'a.png': await striped(24, 8, [red, green, blue]).png().toBuffer() });
    const { values } = await loadImageFolder(folder, { size: 8, ...uncached });
    for (const x of [0, 4, 7]) expect(pixel(values, 8, x, 4)).toEqual(green);
  });

  test('turns an image upright by its EXIF tag', async () => {
    const sideways = striped(8, 8, [red, blue]).jpeg({ quality: 100, chromaSubsampling: '4:4:4' });
    const folder = temporaryFolder({ 'a.jpg': await sideways.withMetadata({ orientation: 6 }).toBuffer() });
    const { values } = await loadImageFolder(folder, { size: 8, ...uncached });
    expect(pixel(values, 8, 4, 0)[0]).toBeGreaterThan(240); // left turned to the top
    expect(pixel(values, 8, 4, 7)[2]).toBeGreaterThan(240);
  });

  test('flattens alpha on white, in colour and grey', async () => {
    const clear = encode({ width: 4, height: 4, channels: 4, data: new Uint8Array(64) });
    const clearGrey = encode({ width: 4, height: 4, channels: 2, data: new Uint8Array(32) });
    const folder = temporaryFolder({ 'a.png': clear, 'b.png': clearGrey });
    for (const color of ['rgb', 'grey'] as const) {
      const { values } = await loadImageFolder(folder, { size: 4, color, ...uncached });
      expect(new Set(values)).toEqual(new Set([255]));
    }
  });

  test('makes 8 bits of 16', async () => {
    const data = Uint16Array.from({ length: 16 }, (_, i) => i * 257);
    const folder = temporaryFolder({
      'a.png': encode({ width: 4, height: 4, channels: 1, depth: 16, data }),
    });
    const { values, sampleShape } = await loadImageFolder(folder, { size: 4, ...uncached });
    expect(sampleShape).toEqual([1, 4, 4]);
    expect([...values]).toEqual(Array.from({ length: 16 }, (_, i) => i));
  });
});

describe('size and colour', () => {
  test.each([
    [20, 28],
    [28, 28],
    [32, 32],
    [33, 64],
    [100, 64],
  ])('images of %i pixels become %i', async (side, size) => {
    const folder = temporaryFolder({ 'a.png': greyPng(side, side + 7) });
    expect((await loadImageFolder(folder, uncached)).sampleShape).toEqual([1, size, size]);
  });

  test('auto is grey if the images look grey, whatever they are stored as', async () => {
    const greyJpeg = await sharp(greyPng(32, 32)).toColourspace('srgb').jpeg().toBuffer();
    const files = { 'a.png': greyPng(32, 32), 'b.jpg': greyJpeg };
    const grey = await loadImageFolder(temporaryFolder(files), uncached);
    expect(grey.sampleShape).toEqual([1, 32, 32]);
    const colour = { ...files, 'c.png': await striped(32, 32, [red, blue]).png().toBuffer() };
    expect((await loadImageFolder(temporaryFolder(colour), uncached)).sampleShape).toEqual([3, 32, 32]);
    expect(
      (await loadImageFolder(temporaryFolder(colour), { color: 'grey', ...uncached })).sampleShape,
    ).toEqual([1, 32, 32]);
  });

  test.each([0, 1.5, -3, 5000, Number.NaN])('refuses the size %s', async (size) => {
    const folder = temporaryFolder({ 'a.png': greyPng(8, 8) });
    await expect(loadImageFolder(folder, { size, ...uncached })).rejects.toThrow(ConfigError);
  });
});

describe('folders', () => {
  test('go deep, in the order of the bytes of the paths, without hidden files', async () => {
    const one = (value: number) => greyPng(1, 1, Uint8Array.of(value));
    const folder = temporaryFolder({
      'b/x.png': one(3),
      'a.png': one(2),
      'Z.png': one(1),
      'b/c/é.png': one(30),
      'b/c/z.png': one(20),
      '.hidden/x.png': one(99),
      '.x.png': one(99),
      '__MACOSX/x.png': one(99),
    });
    symlinkSync(folder, join(folder, 'circle'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.png'));
    const { values, labels } = await loadImageFolder(folder, { size: 1, ...uncached });
    expect([...values]).toEqual([1, 2, 20, 30, 3]);
    expect(labels).toBeUndefined();
  });

  test('with a folder per class give labels', async () => {
    const files = { 'dog/a.png': greyPng(4, 4), 'cat/a.png': greyPng(4, 4), 'cat/b.png': greyPng(4, 4) };
    const { labels } = await loadImageFolder(temporaryFolder(files), uncached);
    expect(labels).toEqual({ classes: ['cat', 'dog'], values: Uint8Array.of(0, 0, 1) });
  });

  test('report their progress and can be stopped', async () => {
    const folder = temporaryFolder({ 'a.png': greyPng(4, 4), 'b.png': greyPng(4, 4), 'c.txt': 'text' });
    const seen: string[] = [];
    await loadImageFolder(folder, {
      ...uncached,
      onProgress: (done, total) => seen.push(`${done}/${total}`),
    });
    expect(seen).toEqual(['1/3', '2/3', '3/3']);
    const stop = new AbortController();
    const loading = loadImageFolder(folder, {
      ...uncached,
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('stopped by the test')),
    });
    await expect(loading).rejects.toThrow('stopped by the test');
  });
});

describe('faults', () => {
  test('what is no image is skipped, named and counted', async () => {
    const jpeg = await striped(64, 64, [red, blue]).jpeg().toBuffer();
    const folder = temporaryFolder({
      'a.png': greyPng(8, 8),
      'b.png': 'only text',
      'c.jpg': jpeg.subarray(0, Math.floor(jpeg.length * 0.8)),
      'd.png': greyPng(8, 8).subarray(0, 60),
      'e.png': '',
      'f.png': greyPng(8, 8),
    });
    const { count, notes, values } = await loadImageFolder(folder, { size: 8, color: 'grey', ...uncached });
    expect(count).toBe(2);
    expect(values).toEqual(Uint8Array.from([...counted([8, 8]), ...counted([8, 8])]));
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/^skipped 4 file\(s\) that are not readable images: b\.png \(.+\), c\.jpg \(/);
    expect(notes[0]).toMatch(/ and 1 more$/);
  });

  test('a folder without images names what it holds', async () => {
    const folder = temporaryFolder({ 'a.txt': 'text' });
    const error = await loadImageFolder(folder, uncached).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(DataError);
    expect((error as DataError).message).toMatch(
      /: expected images \(PNG, JPEG, WebP\.\.\.\), got 1 other file\(s\): a\.txt \(/,
    );
    await expect(loadImageFolder(temporaryFolder(), uncached)).rejects.toThrow('got no files');
  });

  test('a folder that is not there is named', async () => {
    const folder = join(temporaryFolder(), 'nowhere');
    await expect(loadImageFolder(folder, uncached)).rejects.toThrow(
      new DataError(`${folder}: cannot be listed, got no such file or folder (ENOENT)`),
    );
  });

  test('pixels beyond 2 GiB are refused before they are decoded', async () => {
    const folder = temporaryFolder();
    for (let i = 0; i < 50; i++) symlinkSync(join(folder, 'a.png'), join(folder, `${i}.png`));
    writeFileSync(join(folder, 'a.png'), greyPng(8, 8));
    const loading = loadImageFolder(folder, { size: 4096, color: 'rgb', ...uncached });
    await expect(loading).rejects.toThrow('decoded images may take 2 GiB at most, got 2.4 GiB');
  });
});

describe('cache', () => {
  function cachedFolder(): { folder: string; cacheFolder: string } {
    const folder = temporaryFolder({
      'x/a.png': greyPng(8, 8),
      'y/b.png': greyPng(8, 9),
      'y/c.txt': 'text',
    });
    return { folder, cacheFolder: join(temporaryFolder(), 'deep', 'cache') };
  }

  test('gives the same dataset without decoding again', async () => {
    const { folder, cacheFolder } = cachedFolder();
    const first = await loadImageFolder(folder, { cacheFolder });
    const cacheFiles = readdirSync(cacheFolder);
    expect(cacheFiles).toHaveLength(1);
    expect(cacheFiles[0]).toMatch(/^images-[0-9a-f]{16}\.bin$/);
    const calls: number[] = [];
    const second = await loadImageFolder(folder, { cacheFolder, onProgress: (done) => calls.push(done) });
    expect(second).toEqual(first);
    expect(second.labels?.classes).toEqual(['x', 'y']);
    expect(calls).toEqual([3]);
  });

  test('follows changes of files and options', async () => {
    const { folder, cacheFolder } = cachedFolder();
    await loadImageFolder(folder, { cacheFolder });
    expect((await loadImageFolder(folder, { cacheFolder, size: 4 })).sampleShape).toEqual([1, 4, 4]);
    writeFileSync(join(folder, 'x', 'new.png'), greyPng(8, 8));
    expect((await loadImageFolder(folder, { cacheFolder })).count).toBe(3);
    writeFileSync(join(folder, 'x', 'a.png'), greyPng(8, 8, new Uint8Array(64)));
    utimesSync(join(folder, 'x', 'a.png'), 1, 1);
    expect((await loadImageFolder(folder, { cacheFolder, size: 8 })).values[5]).toBe(0);
    unlinkSync(join(folder, 'x', 'a.png'));
    expect((await loadImageFolder(folder, { cacheFolder })).count).toBe(2);
    expect(readdirSync(cacheFolder)).toHaveLength(3); // one per set of options
  });

  test('a damaged file is ignored and replaced', async () => {
    const { folder, cacheFolder } = cachedFolder();
    const first = await loadImageFolder(folder, { cacheFolder });
    const path = join(cacheFolder, readdirSync(cacheFolder)[0]!);
    const whole = readFileSync(path);
    const flipped = Uint8Array.from(whole);
    flipped[whole.length - 1]! ^= 1;
    const damages = [
      whole.subarray(0, whole.length - 1),
      Buffer.concat([whole, Buffer.from([0])]),
      flipped,
      Buffer.from(whole.toString('latin1').replace('"count":2', '"count":3'), 'latin1'),
      Buffer.from('{}\n'),
      Buffer.from('null\n'),
      Buffer.alloc(0),
      Buffer.alloc(100, 255),
    ];
    for (const damaged of damages) {
      writeFileSync(path, damaged);
      expect(await loadImageFolder(folder, { cacheFolder })).toEqual(first);
      expect(readFileSync(path).equals(whole)).toBe(true);
    }
  });

  test('one that cannot be written is only a note', async () => {
    const { folder } = cachedFolder();
    const cacheFolder = join(temporaryFolder({ file: '' }), 'file');
    const { count, notes } = await loadImageFolder(folder, { cacheFolder });
    expect(count).toBe(2);
    expect(notes[1]).toBe(`the decoded images were not cached: ${cacheFolder}: a file of that name (EEXIST)`);
    const taken = join(temporaryFolder(), 'cache');
    await loadImageFolder(folder, { cacheFolder: taken });
    const name = readdirSync(taken)[0]!;
    unlinkSync(join(taken, name));
    mkdirSync(join(taken, name)); // the rename fails; nothing is left behind
    const second = await loadImageFolder(folder, { cacheFolder: taken });
    expect(second.notes[1]).toContain('not cached');
    expect(readdirSync(taken)).toEqual([name]);
  });

  test.skipIf(process.getuid?.() === 0)(
    'skips a file without permission, and does not remember that (root may read all: not as root)',
    async () => {
      const { folder, cacheFolder } = cachedFolder();
      chmodSync(join(folder, 'x', 'a.png'), 0);
      const { count, notes } = await loadImageFolder(folder, { cacheFolder });
      expect(count).toBe(1);
      expect(notes[0]).toContain('x/a.png (no permission (EACCES))');
      chmodSync(join(folder, 'x', 'a.png'), 0o644);
      expect((await loadImageFolder(folder, { cacheFolder })).count).toBe(2);
    },
  );

  test('does not remember a file that vanished while others were read', async () => {
    const { folder, cacheFolder } = cachedFolder();
    for (let i = 0; i < 40; i++) writeFileSync(join(folder, `${i + 10}.png`), greyPng(8, 8));
    const onProgress = (done: number) => done === 1 && unlinkSync(join(folder, 'y', 'b.png'));
    const { count, notes } = await loadImageFolder(folder, { cacheFolder, onProgress });
    expect(count).toBe(41);
    expect(notes[0]).toContain('y/b.png (no such file or folder (ENOENT))');
    expect(existsSync(cacheFolder)).toBe(false);
  });

  test('lies in $XDG_CACHE_HOME by default', async () => {
    const { folder, cacheFolder } = cachedFolder();
    const before = process.env.XDG_CACHE_HOME;
    process.env.XDG_CACHE_HOME = cacheFolder;
    try {
      await loadImageFolder(folder);
    } finally {
      if (before === undefined) delete process.env.XDG_CACHE_HOME;
      else process.env.XDG_CACHE_HOME = before;
    }
    expect(readdirSync(join(cacheFolder, 'wgan'))).toHaveLength(1);
  });
});

describe('rectangles', () => {
  test('are as wide and as high as is asked for, of the middle of each image', async () => {
    const sides = striped(24, 8, [red, green, blue]);
    const tall = striped(8, 24, [green]);
    const folder = temporaryFolder({
      'a.png': await sides.png().toBuffer(),
      'b.png': await tall.png().toBuffer(),
      'c.png': await striped(16, 8, [red, blue]).png().toBuffer(),
    });
    const dataset = await loadImageFolder(folder, { size: [8, 4], ...uncached });
    expect(dataset).toMatchObject({ count: 3, sampleShape: [3, 4, 8] });
    expect(dataset.description).toContain('8×4, colour');
    const plane = (image: number, channel: number) =>
      dataset.values.subarray((image * 3 + channel) * 32, (image * 3 + channel + 1) * 32);
    expect(plane(0, 0)[4]).toBeLessThan(30); // the middle stripe is green
    expect(plane(0, 1)[4]).toBeGreaterThan(225);
    expect([0, 1, 2].map((channel) => plane(2, channel)[0])).toEqual([255, 0, 0]); // nothing was cut away
    expect([0, 1, 2].map((channel) => plane(2, channel)[31])).toEqual([0, 0, 255]);
    expect(dataset.preparation).toEqual([
      '2 of another shape: the middle was taken, as much as 8×4 holds',
      '1 of a very different shape: most of each was cut away',
      '2 made smaller, to 8×4',
    ]);
  });

  test('of a side that is none are refused', async () => {
    const folder = temporaryFolder({ 'a.png': greyPng(8, 8) });
    await expect(loadImageFolder(folder, { size: [8, 0], ...uncached })).rejects.toThrow(
      'size: expected a whole number from 1 to 4096, got 8,0',
    );
  });
});
