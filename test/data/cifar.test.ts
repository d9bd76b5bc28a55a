import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inMemory } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { decodePickle } from '../../src/formats/pickle.ts';
import { pickled, tarFile } from './archives.ts';
import { counted, temporaryFolder } from './folders.ts';

async function load(files: Parameters<typeof tarFile>[0], labels?: string) {
  const path = join(temporaryFolder({ 'cifar.tar.gz': gzipSync(tarFile(files)) }), 'cifar.tar.gz');
  return inMemory(await loadDataset(path, { cacheFolder: null, ...(labels && { labels }) }));
}

const picture = counted([3, 32, 32]);
const record = (...labels: number[]) => Uint8Array.of(...labels, ...picture);
const names10 = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];
const names100 = Array.from({ length: 100 }, (_, index) => `thing ${index}`);
const names20 = Array.from({ length: 20 }, (_, index) => `kind ${index}`);

describe('the binary form', () => {
  test('of CIFAR-10, the training batches in their order', async () => {
    const dataset = await load({
      'cifar-10-batches-bin/batches.meta.txt': `${names10.join('\n')}\n\n`,
      'cifar-10-batches-bin/data_batch_2.bin': record(9),
      'cifar-10-batches-bin/data_batch_1.bin': Buffer.concat([record(3), record(0)]),
      'cifar-10-batches-bin/test_batch.bin': record(5),
    });
    expect(dataset).toMatchObject({ name: 'CIFAR-10', count: 3, sampleShape: [3, 32, 32] });
    expect(dataset.values.subarray(3072, 6144)).toEqual(picture);
    expect(dataset.labels).toEqual({ classes: names10, values: Uint8Array.of(3, 0, 9) });
    expect(dataset.notes).toContain('the test pictures of CIFAR-10 were left out');
  });

  test('of CIFAR-100, fine or coarse', async () => {
    const files = {
      'cifar-100-binary/train.bin': Buffer.concat([record(11, 42), record(2, 7)]),
      'cifar-100-binary/fine_label_names.txt': names100.join('\n'),
      'cifar-100-binary/coarse_label_names.txt': names20.join('\n'),
    };
    expect((await load(files)).labels).toEqual({ classes: names100, values: Uint8Array.of(42, 7) });
    expect((await load(files, 'coarse')).labels).toEqual({ classes: names20, values: Uint8Array.of(11, 2) });
    await expect(load(files, 'hue')).rejects.toThrow('labels: expected fine or coarse for CIFAR-100 in');
  });

  test('is refused where a file is cut off or a label has no class', async () => {
    const cut = { 'data_batch_1.bin': record(3).subarray(0, 3000) };
    await expect(load(cut)).rejects.toThrow(
      'data_batch_1.bin: expected records of 3073 bytes, got 3000 bytes',
    );
    await expect(load({ 'data_batch_1.bin': record(12) })).rejects.toThrow('labels must be below 10');
  });
});

describe("Python's form", () => {
  const batch = (labels: readonly number[]) =>
    pickled({
      batch_label: 'training batch 1 of 5',
      labels,
      data: { shape: [labels.length, 3072], data: Buffer.concat(labels.map(() => picture)) },
      filenames: labels.map((label) => `${label}.png`),
    });

  test('of CIFAR-10', async () => {
    const dataset = await load({
      'cifar-10-batches-py/batches.meta': pickled({
        num_cases_per_batch: 2,
        label_names: names10,
        num_vis: 3072,
      }),
      'cifar-10-batches-py/data_batch_1': batch([6, 9]),
      'cifar-10-batches-py/test_batch': batch([1]),
      'cifar-10-batches-py/readme.html': '<html>',
    });
    expect(dataset.labels).toEqual({ classes: names10, values: Uint8Array.of(6, 9) });
    expect(dataset.values.subarray(3072)).toEqual(picture);
  });

  test('of CIFAR-100', async () => {
    const data = { shape: [1, 3072], data: picture } as const;
    const dataset = await load({
      'cifar-100-python/meta': pickled({ fine_label_names: names100, coarse_label_names: names20 }),
      'cifar-100-python/train': pickled({ fine_labels: [42], coarse_labels: [11], data }),
    });
    expect(dataset.labels).toEqual({ classes: names100, values: Uint8Array.of(42) });
  });

  test('runs nothing: what a pickle would call is named', () => {
    const evil = Buffer.from('\x80\x02cposix\nsystem\nU\x02ls\x85R.', 'latin1');
    expect(() => decodePickle(evil)).toThrow('pickle: expected plain data, got posix.system');
    expect(() => decodePickle(Buffer.from('\x80\x02i.', 'latin1'))).toThrow('got opcode 105');
    expect(() => decodePickle(Buffer.from('\x80\x02T\xff\xff\xff\x7f.', 'latin1'))).toThrow('are missing');
    expect(() => decodePickle(Buffer.from('\x80\x02]q\x01h\x01a.', 'latin1'))).toThrow('in one another');
    const doubled = `\x80\x02]q\x00${Array.from({ length: 14 }, (_, i) => `](${`h${String.fromCharCode(i)}`.repeat(60)}eq${String.fromCharCode(i + 1)}`).join('')}.`;
    expect(decodePickle(Buffer.from(doubled, 'latin1'))).toHaveLength(60);
    expect(() => decodePickle(Buffer.from('.', 'latin1'))).toThrow('expected a value on its stack');
  });

  test('is refused where it holds something else', async () => {
    await expect(load({ data_batch_1: pickled({ labels: [1] }) })).rejects.toThrow(
      'data_batch_1: expected data [N, 3072] of bytes',
    );
    const wrong = { data: { shape: [1, 3072], data: picture }, labels: [1, 2] } as const;
    await expect(load({ data_batch_1: pickled(wrong) })).rejects.toThrow(
      'expected a list labels of 1 numbers',
    );
    await expect(load({ data_batch_1: 'no pickle' })).rejects.toThrow(
      'data_batch_1: pickle: expected plain data',
    );
  });
});

test('another archive, one that is cut off, and a bomb are refused', async () => {
  await expect(load({ 'photos/a.png': 'x', 'b.txt': 'y' })).rejects.toMatchObject({
    message: expect.stringContaining(
      'expected CIFAR-10 or CIFAR-100 as downloaded, got a tar archive of photos/a.png, b.txt',
    ),
    help: expect.stringContaining('unpack it'),
  });
  const whole = tarFile({ 'data_batch_1.bin': record(1) });
  const files = {
    'cut.tar': whole.subarray(0, 2000),
    'cut.tar.gz': gzipSync(whole).subarray(0, 100),
    'no.tar': new Uint8Array(2048).fill(7),
  };
  const folder = temporaryFolder(files);
  await expect(loadDataset(join(folder, 'cut.tar'))).rejects.toThrow(
    'tar: a file of 3073 bytes at 512, got 2000',
  );
  await expect(loadDataset(join(folder, 'cut.tar.gz'))).rejects.toThrow('cannot be unpacked');
  await expect(loadDataset(join(folder, 'no.tar'))).rejects.toThrow(
    'tar: expected a header at 0, got other bytes',
  );
});
