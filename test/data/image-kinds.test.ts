import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { inMemory, type MemoryDataset } from '../../src/data/dataset.ts';
import { loadImageFolder as load } from '../../src/data/image-folder.ts';
import { counted, temporaryFolder } from './folders.ts';
import { tiffFile } from './tiff.ts';

/** Images that fit in memory. */
const loadImageFolder = async (...given: Parameters<typeof load>) => inMemory(await load(...given));

const side = 8;
const ramp = Array.from({ length: side * side }, (_, i) => i / (side * side - 1));
const asBytes = (values: readonly number[]) => Uint8Array.from(values, (value) => Math.round(value * 255));

function read(files: Readonly<Record<string, Uint8Array | string>>, size = side): Promise<MemoryDataset> {
  return loadImageFolder(temporaryFolder(files), { size, cacheFolder: null });
}

const plain = encode({ width: side, height: side, channels: 1, data: asBytes(ramp) });

function solid(background: string, width = side, height = side): Sharp {
  return sharp({ create: { width, height, channels: 3, background } });
}

/** The mean colour of a sample. */
function meanColour({ values, sampleShape }: MemoryDataset): number[] {
  const area = sampleShape[1]! * sampleShape[2]!;
  return [0, 1, 2].map((channel) => {
    const plane = values.subarray(channel * area, (channel + 1) * area);
    return Math.round((plane as Uint8Array).reduce((sum, value) => sum + value, 0) / area);
  });
}

describe('numbers that are no bytes', () => {
  test.each([
    ['float32', 1, 0, '0 became black, 1 white'],
    ['float32', 3000, -1000, '−1,000 became black, 2,000 white'],
    ['float32', 2, -1, '−1 became black, 1 white'],
    ['uint32', 2 ** 32 - 1, 0, '0 became black, 4,294,970,000 white'],
    ['int32', 60_000, -30_000, '−30,000 became black, 30,000 white'],
    ['int16', 60_000, -30_000, '−30,000 became black, 30,000 white'],
  ] as const)('a ramp of %s, %i from %i on, is the ramp', async (type, factor, from, said) => {
    const values = ramp.map((value) => value * factor + from);
    const { values: bytes, preparation, notes } = await read({ 'a.tif': tiffFile({ type, side, values }) });
    for (const [index, value] of asBytes(ramp).entries()) {
      expect(Math.abs(bytes[index]! - value)).toBeLessThanOrEqual(1);
    }
    expect(preparation![0]).toBe(`all of floats, 32 bits or signs: ${said}`);
    expect(notes).toEqual([]);
  });

  test('have one range for all of them, and colours keep their proportions', async () => {
    const rgb = ramp.flatMap((value) => [value, value / 2, 0]);
    const bright = tiffFile({ type: 'float32', side, channels: 3, values: rgb });
    const dark = tiffFile({ type: 'float32', side, channels: 3, values: rgb.map((value) => value / 10) });
    const { values, sampleShape, preparation } = await read({ 'a.tif': bright, 'b.tif': dark });
    expect(sampleShape).toEqual([3, side, side]);
    const last = side * side - 1;
    const ends = [0, 1, 2, 3, 4, 5].map((plane) => values[plane * side * side + last]!);
    for (const [index, expected] of [255, 128, 0, 26, 13, 0].entries()) {
      expect(Math.abs(ends[index]! - expected)).toBeLessThanOrEqual(1);
    }
    expect(preparation![0]).toContain('0 became black, 1 white');
  });

  test('are skipped if one of them is not finite, or they are of a type that is not read', async () => {
    const values = ramp.map((value, index) => (index === 5 ? Number.NaN : value));
    const { count, skipped } = await read({
      'a.png': plain,
      'b.tif': tiffFile({ type: 'float32', side, values }),
      'c.tif': tiffFile({ type: 'float64', side, values: ramp }),
      'd.tif': tiffFile({ type: 'uint8', side, channels: 5, values: ramp.flatMap((x) => [x, x, x, x, x]) }),
    });
    expect(count).toBe(1);
    expect(skipped).toEqual([
      { path: 'b.tif', reason: 'damaged or unusual: a number that is not finite: NaN' },
      { path: 'c.tif', reason: expect.stringMatching(/^damaged or unusual: .*samples out of range/) },
      { path: 'd.tif', reason: 'damaged or unusual: expected 1 to 4 channels, got 5' },
    ]);
  });
});

describe('a small part of the range is said', () => {
  const deep = (values: readonly number[]) =>
    encode({ width: side, height: side, channels: 1, depth: 16, data: Uint16Array.from(values) });

  test('of 12 bits in files of 16', async () => {
    const { notes, preparation } = await read({ 'a.png': deep(ramp.map((value) => value * 4095)) });
    expect(notes[0]).toMatch(
      /^the pictures use a small part of the range: nearly all values lie between 0 and 1\d of 0 to 255, so that they look nearly black;/,
    );
    expect(preparation).toEqual(['all of 16 bits: reduced to 8']);
  });

  test('of 0 and 1 as bytes, of nearly white, and of one colour', async () => {
    const grey = (value: (x: number) => number) =>
      encode({ width: side, height: side, channels: 1, data: Uint8Array.from(ramp, value) });
    expect((await read({ 'a.png': grey(Math.round) })).notes[0]).toContain('between 0 and 1 of 0 to 255');
    expect((await read({ 'a.png': grey(() => 250) })).notes[0]).toContain('look nearly white');
    expect((await read({ 'a.png': grey(() => 128) })).notes[0]).toContain('look nearly the same');
  });

  test('of some pictures among others', async () => {
    const files = { 'a.png': plain, 'b.png': plain, 'c.png': deep(ramp.map((value) => value * 4095)) };
    expect((await read(files)).notes).toEqual([
      '1 of 3 pictures are nearly of one tone, as empty ones are, and those of 12 bits in files of 16',
    ]);
  });

  test('but not where 16 bits are used, nor for one hot pixel too little', async () => {
    expect((await read({ 'a.png': deep(ramp.map((value) => value * 65_535)) })).notes).toEqual([]);
    expect((await read({ 'a.png': plain })).notes).toEqual([]);
  });
});

describe('colours', () => {
  test.each([
    ['a palette', (image: Sharp) => image.png({ palette: true }), 'png'],
    ['16 bits', (image: Sharp) => image.toColourspace('rgb16').png(), 'png'],
    ['another profile', (image: Sharp) => image.withIccProfile('p3').png(), 'png'],
    ['AVIF', (image: Sharp) => image.avif({ lossless: true }), 'avif'],
    ['GIF', (image: Sharp) => image.gif(), 'gif'],
  ])('%s gives red for red', async (_, convert, ending) => {
    const bytes = await convert(solid('#ff0000')).toBuffer();
    const [red, green, blue] = meanColour(await read({ [`a.${ending}`]: bytes }));
    expect([red! >= 253, green! <= 2, blue! <= 2]).toEqual([true, true, true]);
  });

  test('of CMYK become red, green and blue, and that is said', async () => {
    const cmyk = await solid('#ff0000').toColourspace('cmyk').jpeg().toBuffer();
    const dataset = await read({ 'a.jpg': cmyk });
    const [red, green, blue] = meanColour(dataset);
    expect(red! > 200 && green! < 60 && blue! < 60).toBe(true);
    expect(dataset.preparation).toContain('all of CMYK: converted to red, green and blue');
  });

  test('of one bit are black and white', async () => {
    const data = Uint8Array.from(ramp, (value) => (value < 0.5 ? 0 : 255));
    const image = sharp(data, { raw: { width: side, height: side, channels: 1 } });
    const bytes = await image.png({ palette: true, colours: 2 }).toBuffer();
    expect(new Set((await read({ 'a.png': bytes })).values)).toEqual(new Set([0, 255]));
  });

  test('auto grey of many is said, for only some are looked at', async () => {
    const files = Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`${i}.png`, plain]));
    expect((await read(files)).preparation).toEqual([
      'read as grey, as the 32 that were looked at are: color rgb keeps colours',
    ]);
  });
});

describe('what was done is counted', () => {
  test('for all kinds of files at once', async () => {
    const frames = await Promise.all(['#ff0000', '#0000ff'].map((colour) => solid(colour).png().toBuffer()));
    const animated = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const dataset = await read({
      'animated.gif': animated,
      'clear.png': encode({ width: side, height: side, channels: 4, data: new Uint8Array(4 * side * side) }),
      'large.png': await solid('#00ff00', 20, 20).png().toBuffer(),
      'long.png': await solid('#00ff00', 80, 16).png().toBuffer(),
      'plain.png': plain,
      'small.png': await solid('#00ff00', 4, 4).png().toBuffer(),
      'turned.jpg': await solid('#00ff00').jpeg().withMetadata({ orientation: 6 }).toBuffer(),
      'vector.svg':
        '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>',
    });
    expect(dataset.count).toBe(8);
    expect(dataset.preparation).toEqual([
      '1 of several frames or pages: the first was taken',
      '1 turned upright, as their EXIF tags say',
      '3 with an alpha channel: white was put behind what is transparent',
      '1 not square: the middle square was taken',
      '1 more than 4 times as long as wide: most of each was cut away',
      '2 made smaller, to 8×8',
      '1 enlarged, to 8×8',
    ]);
    expect(dataset.values.subarray(0, 64).every((value) => value === 255)).toBe(true); // red, the first frame
  });

  test('and kept in the cache with what was skipped', async () => {
    const folder = temporaryFolder({ 'a.png': plain, 'b.txt': 'text', 'c.png': '' });
    const options = { size: 4, cacheFolder: temporaryFolder() };
    const first = await loadImageFolder(folder, options);
    expect(first.preparation).toEqual(['all made smaller, to 4×4']);
    expect(first.skipped).toEqual([
      { path: 'b.txt', reason: 'a text' },
      { path: 'c.png', reason: 'an empty file' },
    ]);
    expect(await loadImageFolder(folder, options)).toEqual(first);
  });
});

describe('files that are no images say what they are', () => {
  const heic = (size: number) =>
    Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(size, size)]);

  test.each([
    ['photo.heic', heic(10), 'HEIC, which is not read'],
    ['photo.jpg', heic(3000), 'HEIC, which is not read'],
    ['a.bmp', Buffer.concat([Buffer.from('BM'), Buffer.alloc(100)]), 'a BMP picture, which is not read'],
    ['a.npy', Buffer.from('\x93NUMPY', 'latin1'), 'a NumPy array'],
    ['a.jpg', Buffer.from('<!DOCTYPE html><title>404</title>'), 'a web page'],
    ['a.jpg', Buffer.from('version https://git-lfs'), 'a pointer of Git LFS in place of the file'],
    ['a.jpg', Buffer.from('not a picture'), 'no image by its content'],
    ['a.jpg', Buffer.alloc(0), 'an empty file'],
    ['unknown', Buffer.from('what is it'), 'no image by its content'],
  ])('%s of %j', async (name, bytes, reason) => {
    const { skipped } = await read({ [name]: bytes, 'plain.png': plain });
    expect(skipped).toEqual([{ path: name, reason }]);
  });

  test('and cut images are damaged', async () => {
    const noise = sharp(counted([64, 64, 3]), { raw: { width: 64, height: 64, channels: 3 } });
    const jpeg = await noise.jpeg().toBuffer();
    const webp = await noise.webp().toBuffer();
    const { count, skipped } = await read({
      'a.jpg': jpeg.subarray(0, jpeg.length - 10),
      'b.webp': webp.subarray(0, webp.length - 100),
      'c.png': plain.subarray(0, 40),
      'plain.png': plain,
    });
    expect(count).toBe(1);
    for (const { reason } of skipped!)
      expect(reason).toMatch(/^damaged or unusual: (\w+: [\w ]{10,}|its header cannot be read)$/);
    expect(skipped).toHaveLength(3);
  });
});

describe.skipIf(process.platform !== 'linux')('names (skipped where file systems demand UTF-8)', () => {
  const odd = (text: string) => Buffer.from(text, 'latin1');

  test('that are not UTF-8 are read, in the order of their bytes', async () => {
    const folder = temporaryFolder({ 'a.png': plain });
    const under = (name: string) => Buffer.concat([Buffer.from(`${folder}/`), odd(name)]);
    mkdirSync(under('caf\xe9'));
    writeFileSync(under('caf\xe9/b\xff.png'), plain);
    writeFileSync(under('\xfe.txt'), 'text');
    const { count, skipped } = await loadImageFolder(folder, { size: side, cacheFolder: null });
    expect(count).toBe(2);
    expect(skipped).toEqual([{ path: '\\xfe.txt', reason: 'a text' }]);
    rmSync(under('caf\xe9'), { recursive: true });
  });

  test('of links to nothing are told', async () => {
    const folder = temporaryFolder({ 'a.png': plain });
    symlinkSync(join(folder, 'nowhere'), join(folder, 'b.png'));
    symlinkSync(join(folder, 'c'), join(folder, 'c'));
    const { count, notes, skipped } = await loadImageFolder(folder, { size: side, cacheFolder: null });
    expect(count).toBe(1);
    expect(skipped).toEqual([
      { path: 'b.png', reason: 'a link to nothing' },
      { path: 'c', reason: 'links that lead in a circle (ELOOP)' },
    ]);
    expect(notes[0]).toMatch(
      /^skipped 2 file\(s\) that are not readable images: b\.png \(a link to nothing\), c /,
    );
  });
});
