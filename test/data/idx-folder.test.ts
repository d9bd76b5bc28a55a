import { truncateSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError, DataError, FormatError, WganError } from '../../src/base/errors.ts';
import { chooseImageFile, loadIdxFolder } from '../../src/data/idx-folder.ts';
import { counted, idxFile, temporaryFolder } from './folders.ts';

const images = idxFile([3, 4, 5]);
const labels = idxFile([3], Uint8Array.of(5, 0, 4));

describe('loadIdxFolder', () => {
  test('reads grey images of any width and height, and their labels', async () => {
    const folder = temporaryFolder({ 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': labels });
    const dataset = await loadIdxFolder(folder);
    expect(dataset).toMatchObject({ name: basename(folder), count: 3, sampleShape: [1, 4, 5], notes: [] });
    expect(dataset.values).toEqual(counted([3, 4, 5]));
    expect(dataset.labels?.values).toEqual(Uint8Array.of(5, 0, 4));
    expect(dataset.labels?.classes).toEqual(['0', '1', '2', '3', '4', '5']);
    expect(dataset.description).toBe(`3 images of 5×4 from ${basename(folder)}/train-images-idx3-ubyte`);
  });

  test('reads gzipped files the same', async () => {
    const folder = temporaryFolder({
      'train-images-idx3-ubyte.gz': gzipSync(images),
      'train-labels-idx1-ubyte.gz': gzipSync(labels),
    });
    const dataset = await loadIdxFolder(folder);
    expect(dataset.values).toEqual(counted([3, 4, 5]));
    expect(dataset.labels?.values).toEqual(Uint8Array.of(5, 0, 4));
    expect(dataset.labels?.classes).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  test('reads colour images, without labels', async () => {
    const folder = temporaryFolder({ 'colour.idx4-ubyte': idxFile([2, 3, 4, 4]), 'notes.txt': 'text' });
    const dataset = await loadIdxFolder(folder);
    expect(dataset.sampleShape).toEqual([3, 4, 4]);
    expect(dataset.labels).toBeUndefined();
  });

  test('refuses another size or colour than the files have', async () => {
    const folder = temporaryFolder({ 'a-idx3-ubyte': images });
    await expect(loadIdxFolder(folder, { size: 28 })).rejects.toThrow(ConfigError);
    await expect(loadIdxFolder(folder, { color: 'rgb' })).rejects.toThrow(ConfigError);
  });
});

describe('chooseImageFile', () => {
  test.each([
    [['train-images-idx3-ubyte', 't10k-images-idx3-ubyte'], 'train-images-idx3-ubyte'],
    [['t10k-images-idx3-ubyte'], 't10k-images-idx3-ubyte'],
    [['a-idx3-ubyte', 'a-idx3-ubyte.gz'], 'a-idx3-ubyte'],
    [['emnist-letters-train-images-idx3-ubyte.gz'], 'emnist-letters-train-images-idx3-ubyte.gz'],
    [['train-labels-idx1-ubyte', 'cat.png'], undefined],
    [[], undefined],
  ])('of %j chooses %s', (names, chosen) => {
    expect(chooseImageFile(names, 'folder')).toBe(chosen);
  });

  test('names the files if it cannot choose', () => {
    expect(() => chooseImageFile(['a-idx3-ubyte', 'b-idx3-ubyte'], 'folder')).toThrow(
      'folder: expected one file of training images, got a-idx3-ubyte, b-idx3-ubyte',
    );
  });
});

/** An IDX header that promises more than any file holds. */
const gigantic = idxFile([0xffffffff, 0xffffffff, 0xffffffff], new Uint8Array(60));

describe('faults', () => {
  const broken: Readonly<Record<string, Uint8Array>> = {
    empty: new Uint8Array(0),
    'bad magic': Uint8Array.from(images, (byte, i) => (i === 0 ? 1 : byte)),
    'another type of element': Uint8Array.from(images, (byte, i) => (i === 2 ? 0x0d : byte)),
    'only a magic': images.subarray(0, 4),
    'half a header': images.subarray(0, 10),
    truncated: images.subarray(0, images.length - 1),
    'extra bytes': Uint8Array.from([...images, 0]),
    'gigantic header': gigantic,
  };
  for (const [fault, bytes] of Object.entries(broken)) {
    test.each(['', '.gz'])(`${fault} is named with its path%s`, async (ending) => {
      const name = `a-idx3-ubyte${ending}`;
      const folder = temporaryFolder({ [name]: ending ? gzipSync(bytes) : bytes });
      const error = await loadIdxFolder(folder).catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(FormatError);
      expect((error as FormatError).message).toContain(`${join(folder, name)}: `);
      expect((error as FormatError).message).toMatch(/ got /);
    });
  }

  test('gzip that is none, is cut or is damaged', async () => {
    const packed = gzipSync(
      idxFile(
        [3, 4, 5],
        Uint8Array.from({ length: 60 }, (_, i) => (i * 97) % 256),
      ),
    );
    const flipped = Uint8Array.from(packed, (byte, i) => (i === packed.length - 6 ? byte ^ 1 : byte));
    for (const bytes of [images, packed.subarray(0, packed.length - 12), flipped]) {
      const folder = temporaryFolder({ 'a-idx3-ubyte.gz': bytes });
      await expect(loadIdxFolder(folder)).rejects.toThrow(FormatError);
    }
  });

  test('a gzip bomb stops where its header ends', async () => {
    const bomb = gzipSync(Buffer.concat([images, Buffer.alloc(200_000_000)]), { level: 1 });
    const folder = temporaryFolder({ 'a-idx3-ubyte.gz': bomb });
    const before = process.memoryUsage().arrayBuffers;
    await expect(loadIdxFolder(folder)).rejects.toThrow('header declares 76 bytes, got more');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  test.each([
    ['no image', idxFile([0, 28, 28])],
    ['images without width', idxFile([3, 28, 0])],
    ['two channels', idxFile([3, 2, 4, 4])],
  ])('%s', async (_, bytes) => {
    const folder = temporaryFolder({ [`a-idx${bytes[3]}-ubyte`]: bytes });
    await expect(loadIdxFolder(folder)).rejects.toThrow(DataError);
  });

  test('a list where images are expected, by its name', async () => {
    const folder = temporaryFolder({ 'a-idx3-ubyte': labels });
    await expect(loadIdxFolder(folder)).rejects.toThrow(
      `${join(folder, 'a-idx3-ubyte')}: expected images [N, H, W] or [N, 1 or 3, H, W], got [3]`,
    );
  });

  test('labels of another count', async () => {
    const files = { 'a-images-idx3-ubyte': images, 'a-labels-idx1-ubyte': idxFile([4]) };
    const folder = temporaryFolder(files);
    await expect(loadIdxFolder(folder)).rejects.toThrow(
      `${join(folder, 'a-labels-idx1-ubyte')}: expected labels [3] for 3 images, got [4]`,
    );
  });

  test('an empty folder, one of other files, none, a folder as a file, a file above 2 GiB', async () => {
    await expect(loadIdxFolder(temporaryFolder())).rejects.toThrow('got an empty folder');
    const other = Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`${i}.txt`, 'text']));
    await expect(loadIdxFolder(temporaryFolder(other))).rejects.toThrow(
      'got 0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 2 more',
    );
    await expect(loadIdxFolder(join(temporaryFolder(), 'nowhere'))).rejects.toThrow(DataError);
    await expect(loadIdxFolder(temporaryFolder({ 'a-idx3-ubyte/b': '' }))).rejects.toThrow(
      'cannot be read, got a folder (EISDIR)',
    );
    const huge = temporaryFolder({ 'a-idx3-ubyte': images });
    truncateSync(join(huge, 'a-idx3-ubyte'), 2 ** 31);
    await expect(loadIdxFolder(huge)).rejects.toThrow('files may have 2 GiB at most');
  });

  test('mutated files give images or a named error, never anything else', async () => {
    const sources = [images, gzipSync(images)];
    const mutation = fc.record({
      isPacked: fc.boolean(),
      flips: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
      length: fc.option(fc.nat(100)),
      tail: fc.uint8Array({ maxLength: 8 }),
    });
    const folder = temporaryFolder();
    await fc.assert(
      fc.asyncProperty(mutation, async ({ isPacked, flips, length, tail }) => {
        const bytes = Uint8Array.from(sources[Number(isPacked)]!);
        for (const [place, value] of flips) bytes[place % bytes.length] = value;
        const content = Buffer.concat([bytes.subarray(0, length ?? bytes.length), tail]);
        const inner = join(folder, isPacked ? 'packed' : 'plain');
        const path = join(inner, isPacked ? 'a-idx3-ubyte.gz' : 'a-idx3-ubyte');
        await mkdir(inner, { recursive: true });
        await writeFile(path, content);
        const result = await loadIdxFolder(inner).catch((error: unknown) => error);
        if (result instanceof Error) {
          expect(result).toBeInstanceOf(WganError);
          expect(result.message).toContain(path);
        } else {
          expect(result).toMatchObject({ count: expect.any(Number) });
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
