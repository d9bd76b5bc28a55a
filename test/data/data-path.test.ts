import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { encode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import type { ConfigError, DataError } from '../../src/base/errors.ts';
import { fileKinds, kindOf } from '../../src/data/file-kinds.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { counted, idxFile, temporaryFolder } from './folders.ts';

const png = encode({ width: 8, height: 8, channels: 1, data: counted([8, 8]) });
const uncached = { cacheFolder: null } as const;
const bytes = (text: string) => Buffer.from(text, 'latin1');

/** What is said about a dataset that cannot be read. */
async function refusal(path: string): Promise<{ message: string; help: string }> {
  const error = await loadDataset(path, uncached).catch((cause: unknown) => cause);
  return error as (ConfigError | DataError) & { help: string };
}

describe('a file that is named as a dataset', () => {
  test.each([
    ['a.rar', 'Rar!', 'a RAR archive', 'unpack it'],
    ['a.7z', '', 'a 7z archive', 'unpack it'],
    ['a.csv.gz', '\x1f\x8b', 'a compressed file', 'unpack it, and name what comes out'],
    ['a.tsv', '1\t2\n', 'a table with tabs', 'name it so if it is one'],
    ['A.TXT', '1 2\n', 'a text', 'points are read from a file whose name ends in .csv'],
    ['a.xlsx', 'PK\x03\x04', 'an Excel table', 'save it as a .csv file'],
    ['a.json', '{}', 'JSON', 'save it as a .csv file'],
    ['a.parquet', 'PAR1', 'a Parquet table', 'write its pictures'],
    ['a.mat', 'MATLAB 5.0', 'a MATLAB file', 'write its pictures'],
    ['a.h5', '\x89HDF', 'an HDF5 file', 'write its pictures'],
    ['a.pt', 'PK\x03\x04', 'a PyTorch file', 'reading it may run what it holds'],
    ['a.pkl', '\x80\x04', 'a Python pickle', 'reading it may run what it holds'],
    ['data_batch_1', '\x80\x02', 'a Python pickle', 'reading it may run what it holds'],
    ['generator.safetensors', '', 'weights of a network', 'wgan info tells what they are'],
    ['train-images-idx3-ubyte', '\0\0\x08\x03', 'an IDX file', 'name the folder it lies in'],
    ['train-images-idx3-ubyte.gz', '\x1f\x8b', 'an IDX file', 'name the folder it lies in'],
    ['a.png', '\x89PNG', 'a picture', 'name the folder it lies in'],
    ['a.heic', '\0\0\0\x18ftypheic', 'HEIC, which is not read', 'convert it to PNG or JPEG'],
    ['a.mp4', '\0\0\0\x18ftypisom', 'a film', 'ffmpeg'],
    ['a.pdf', '%PDF', 'a PDF document', 'convert it'],
  ])('%s is told as what it is', async (name, head, what, advice) => {
    const path = join(temporaryFolder({ [name]: bytes(head) }), name);
    const { message, help } = await refusal(path);
    expect(message).toContain(`, got ${what}: ${path}`);
    expect(help).toContain(advice);
  });

  test.each([
    ['a.npy', '\x93NUMPY\x01', 'npy: expected a file that begins with'],
    ['a.npz', 'PK\x03\x04', 'cannot be read as a ZIP archive'],
    ['a.zip', 'PK\x03\x04', 'cannot be read as a ZIP archive'],
    ['noname', 'PK\x03\x04', 'cannot be read as a ZIP archive'],
    ['a.tgz', '\x1f\x8b', 'cannot be unpacked'],
    ['a.tar.gz', '\x1f\x8b', 'cannot be unpacked'],
    ['a.tar', '', 'tar: expected files, got none'],
  ])('%s is read, and told to be damaged', async (name, head, message) => {
    const path = join(temporaryFolder({ [name]: bytes(head) }), name);
    expect((await refusal(path)).message).toContain(`${path}: ${message}`);
  });

  test('of no known kind is said to be a file', async () => {
    const path = join(temporaryFolder({ thing: 'x' }), 'thing');
    expect(await refusal(path)).toMatchObject({
      message: expect.stringContaining(`got the file ${path}`),
      help: 'name a folder of images (PNG, JPEG, WebP...) or of IDX files',
    });
  });

  test('with a name that is not UTF-8', async () => {
    expect((await refusal('/nowhere/caf\ufffd')).help).toContain('not UTF-8');
  });
});

describe('kinds of files', () => {
  test('have endings and advice, and each ending stands for one kind', () => {
    const endings = fileKinds.flatMap((kind) => kind.endings);
    expect(new Set(endings).size).toBe(endings.length);
    for (const { what, advice } of fileKinds)
      expect([what, advice].every((text) => text.length > 3)).toBe(true);
  });

  test('their bytes know better than their names', () => {
    expect(kindOf('a.png', bytes('PK\x03\x04'))?.what).toBe('a ZIP archive');
    expect(kindOf('a.png', bytes('\xff\xd8\xff'))?.what).toBe('a picture');
    expect(kindOf('a.zip', bytes('\x89PNG'))?.what).toBe('a picture');
    expect(kindOf('a.jpg', new Uint8Array(0))?.what).toBe('a picture');
    expect(kindOf('', deflateRawSync('x'))).toBeUndefined();
  });
});

const idx = (count: number) => gzipSync(idxFile([count, 28, 28]));

describe("torchvision's folders", () => {
  test('of one dataset are read where their files lie', async () => {
    const folder = temporaryFolder({
      'MNIST/raw/train-images-idx3-ubyte.gz': idx(3),
      'MNIST/raw/train-images-idx3-ubyte': idxFile([3, 28, 28]),
      'MNIST/raw/train-labels-idx1-ubyte': idxFile([3]),
      'MNIST/raw/t10k-images-idx3-ubyte.gz': idx(2),
      'MNIST/processed/training.pt': 'PK\x03\x04',
    });
    const dataset = await loadDataset(folder, uncached);
    expect(dataset).toMatchObject({ name: 'MNIST', count: 3, sampleShape: [1, 28, 28] });
    expect(dataset.labels?.values).toHaveLength(3);
    expect(dataset.notes).toEqual([
      'the IDX files are those of MNIST/raw; the 1 other file(s) below the folder were left out',
    ]);
    expect((await loadDataset(join(folder, 'MNIST'), uncached)).name).toBe('MNIST');
    expect((await loadDataset(join(folder, 'MNIST', 'raw'), uncached)).notes).toEqual([]);
  });

  test('of several ask which', async () => {
    const folder = temporaryFolder({
      'MNIST/raw/train-images-idx3-ubyte.gz': idx(3),
      'FashionMNIST/raw/train-images-idx3-ubyte.gz': idx(3),
    });
    expect(await refusal(folder)).toMatchObject({
      message: `${folder}: expected one dataset, got 2: FashionMNIST/raw, MNIST/raw`,
      help: `name one of them, as in ${folder}/FashionMNIST/raw`,
    });
  });

  test('of pickles say that they are', async () => {
    const folder = temporaryFolder({
      'cifar-10-batches-py/data_batch_1': bytes('\x80\x02}q'),
      'cifar-10-batches-py/test_batch': bytes('\x80\x02}q'),
    });
    const { message, help } = await refusal(folder);
    expect(message).toContain('cifar-10-batches-py/data_batch_1 (a Python pickle)');
    expect(help).toContain('write its pictures as PNG files into a folder');
  });

  test('with pictures beside IDX files give the pictures, and name the files', async () => {
    const folder = temporaryFolder({ 'a.png': png, 'deep/x-idx3-ubyte': idxFile([3, 28, 28]) });
    const { count, skipped } = await loadDataset(folder, { ...uncached, size: 8 });
    expect(count).toBe(1);
    expect(skipped).toEqual([{ path: 'deep/x-idx3-ubyte', reason: 'an IDX file' }]);
  });

  test('of IDX files with 0 and 1 for black and white are said to be nearly black', async () => {
    const pixels = counted([3, 28, 28]).map((value) => value & 1);
    const { notes } = await loadDataset(temporaryFolder({ 'a-idx3-ubyte': idxFile([3, 28, 28], pixels) }));
    expect(notes[0]).toContain('between 0 and 1 of 0 to 255');
  });
});

describe('pictures for training and for testing in one folder', () => {
  const mixed = (...paths: readonly string[]) =>
    loadDataset(temporaryFolder(Object.fromEntries(paths.map((path) => [path, png]))), {
      ...uncached,
      size: 8,
    });

  test('are said to be mixed, and how to take those for training', async () => {
    const { notes, count } = await mixed('train/cat/a.png', 'train/dog/b.png', 'test/cat/c.png');
    expect(count).toBe(3);
    expect(notes).toEqual([
      'the folder mixes pictures for test (1) and training (2): name its folder train to learn from those alone',
    ]);
  });

  test('below classes too', async () => {
    const { notes, labels } = await mixed(
      'cat/Train/a.png',
      'dog/Train/b.png',
      'cat/val/c.png',
      'dog/test/d.png',
    );
    expect(notes).toEqual(['the folder mixes pictures for training (2), validation (1) and test (1)']);
    expect(labels).toBeUndefined();
  });

  test('are no classes', async () => {
    const { labels, notes } = await mixed('train/a.png', 'test/b.png');
    expect(labels).toBeUndefined();
    expect(notes).toHaveLength(1);
  });

  test('nothing is said of classes that are no parts, nor of one part', async () => {
    expect((await mixed('cat/a.png', 'dog/b.png')).notes).toEqual([]);
    expect((await mixed('train/cat/a.png', 'train/dog/b.png')).notes).toEqual([]);
    expect((await mixed('cat/a.png', 'test/b.png')).labels?.classes).toEqual(['cat', 'test']);
  });
});

test.skipIf(process.platform === 'win32')('a device is no dataset', async () => {
  expect((await refusal('/dev/null')).message).toContain('which is a pipe, a socket or a device');
});
