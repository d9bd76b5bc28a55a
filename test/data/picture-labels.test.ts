// Archives of pictures, and labels that lie beside pictures.

import { join } from 'node:path';
import { encode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { type DatasetOptions, inMemory } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { zipFile } from './archives.ts';
import { temporaryFolder } from './folders.ts';

const png = (grey: number) =>
  encode({
    width: 4,
    height: 4,
    channels: 1,
    data: Uint8Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? grey : 255)),
  });

type Files = Readonly<Record<string, Uint8Array | string>>;

const load = async (path: string, options: DatasetOptions = {}) =>
  inMemory(await loadDataset(path, { cacheFolder: null, size: 4, ...options }));

const fromFolder = (files: Files, options?: DatasetOptions) => load(temporaryFolder(files), options);
const fromZip = (files: Files, options?: DatasetOptions) =>
  load(join(temporaryFolder({ 'pictures.zip': zipFile(files) }), 'pictures.zip'), options);

const four: Files = { 'a.png': png(1), 'b.png': png(2), 'sub/c.png': png(3), 'sub/d.png': png(4) };

describe.each([
  ['a folder', fromFolder],
  ['a ZIP archive', fromZip],
])('labels of %s', (_, from) => {
  test('come from a table, by path or by name', async () => {
    const { labels, notes, skipped } = await from({
      ...four,
      'labels.csv': 'file,label\na.png,dog\n./b.png,"cat, small"\nsub\\c.png,dog\nd.png,bird\n',
    });
    expect(labels).toEqual({ classes: ['bird', 'cat, small', 'dog'], values: Uint8Array.of(2, 1, 2, 0) });
    expect([notes, skipped]).toEqual([[], []]);
  });

  test('come from any one CSV file, without a line of names, numbers in their order', async () => {
    const { labels } = await from({ ...four, 'truth.csv': 'a.png;10\nb.png;9\nsub/c.png;10\nsub/d.png;9\n' });
    expect(labels).toEqual({ classes: ['9', '10'], values: Uint8Array.of(1, 0, 1, 0) });
  });

  test('of several columns are chosen by --labels', async () => {
    const table = 'file,hair,glasses\na.png,red,0\nb.png,red,1\nsub/c.png,brown,1\nsub/d.png,red,1\n';
    const files = { ...four, 'faces.csv': table };
    const plain = await from(files);
    expect(plain.labels).toBeUndefined();
    expect(plain.notes).toEqual([
      expect.stringContaining('faces.csv has labels hair, glasses: --labels chooses one'),
    ]);
    const chosen = await from(files, { labels: 'hair' });
    expect(chosen.labels).toEqual({ classes: ['brown', 'red'], values: Uint8Array.of(1, 1, 0, 1) });
    expect(chosen.notes).toEqual([
      'the classes are uneven: 3 of red, 1 of brown; what is rare here will be rare among the samples',
    ]);
    await expect(from(files, { labels: 'age' })).rejects.toThrow(
      'labels: expected one of the columns hair, glasses of',
    );
    await expect(from(four, { labels: 'age' })).rejects.toThrow(
      'labels: expected a CSV file with a column age in',
    );
  });

  test('that some pictures lack are none, or refused where they are asked for', async () => {
    const files = { ...four, 'labels.csv': 'file,label\na.png,dog\nb.png,cat\n' };
    const { labels, notes } = await from(files);
    expect(labels).toBeUndefined();
    expect(notes).toEqual([expect.stringContaining('2 of 4 pictures have no label in')]);
    await expect(from(files, { labels: 'label' })).rejects.toThrow('labels: every picture needs one');
  });

  test('with a cell too many are refused, by line', async () => {
    const broken = from({ ...four, 'labels.csv': 'file,label\na.png,dog\nb.png,cat,small\n' });
    await expect(broken).rejects.toThrow('labels.csv: expected 2 cells in every line, got 3 in line 3');
  });

  test("are those of StyleGAN's dataset.json", async () => {
    const pairs = [
      ['a.png', 6],
      ['b.png', 1],
      ['sub/c.png', 6],
      ['sub/d.png', 1],
    ];
    const { labels } = await from({ ...four, 'dataset.json': JSON.stringify({ labels: pairs }) });
    expect(labels).toEqual({ classes: ['1', '6'], values: Uint8Array.of(1, 0, 1, 0) });
    expect((await from({ ...four, 'dataset.json': '{"labels": null}' })).labels).toBeUndefined();
    await expect(from({ ...four, 'dataset.json': '{"labels": 3}' })).rejects.toThrow(
      'expected labels as pairs',
    );
  });

  test('are folders, also below a common one', async () => {
    const { labels } = await from({ 'cat/a.png': png(1), 'dog/b.png': png(2), 'cat/c.png': png(3) });
    expect(labels).toEqual({ classes: ['cat', 'dog'], values: Uint8Array.of(0, 0, 1) });
  });

  test('unlike values that nearly every picture has its own of', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${i}.png`, png(i)]));
    const rows = Object.keys(many).map((name, index) => `${name},${index / 7}`);
    const { labels, notes } = await from({ ...many, 'labels.csv': `file,score\n${rows.join('\n')}` });
    expect(labels).toBeUndefined();
    expect(notes).toEqual([expect.stringContaining('the column score of')]);
  });
});

describe('ZIP archives', () => {
  test('are folders that nobody needs to unpack', async () => {
    const dataset = await fromZip({ ...four, 'notes.txt': 'hello', '__MACOSX/a.png': 'x', '.DS_Store': 'x' });
    expect(dataset).toMatchObject({ name: 'pictures', count: 4, sampleShape: [1, 4, 4] });
    expect(dataset.description).toBe('4 images of the archive pictures, 4×4, grey');
    expect(dataset.skipped).toEqual([{ path: 'notes.txt', reason: 'a text' }]);
    expect([...dataset.values.subarray(0, 2)]).toEqual([1, 255]);
  });

  test('of one folder of classes', async () => {
    const { labels } = await fromZip({ 'pets/cat/a.png': png(1), 'pets/dog/b.png': png(2) });
    expect(labels?.classes).toEqual(['cat', 'dog']);
  });

  test('are cached by what is in them', async () => {
    const folder = temporaryFolder({ 'a.zip': zipFile(four) });
    const path = join(folder, 'a.zip');
    const cacheFolder = join(folder, 'cache');
    const first = await load(path, { cacheFolder });
    expect((await load(path, { cacheFolder })).values).toEqual(first.values);
  });

  test.each([
    ['that lead outside', zipFile({ '../../etc/a.png': png(1) }), 'invalid relative path: ../../etc/a.png'],
    [
      'that are cut off',
      zipFile(four).subarray(0, 300),
      'End of central directory record signature not found',
    ],
    [
      'without pictures',
      zipFile({ 'a.txt': 'x' }),
      'expected images (PNG, JPEG, WebP...), got 1 other file(s): a.txt (a text)',
    ],
    ['of nothing', zipFile({}), 'expected images (PNG, JPEG, WebP...), got no files'],
    ['that are encrypted', zipFile(four, { flags: 1 }), 'a.png (encrypted)'],
    [
      'that claim 3 GB for a picture',
      zipFile({ 'a.png': png(1) }, { claimedSize: 3e9 }),
      'a.png (3000000000 bytes, over 268435456)',
    ],
    [
      'that are larger than they claim',
      zipFile({ 'a.png': png(1) }, { claimedSize: 10 }),
      'too many bytes in the stream',
    ],
  ])('%s are refused', async (_, content, message) => {
    const path = join(temporaryFolder({ 'a.zip': content }), 'a.zip');
    await expect(load(path)).rejects.toThrow(message);
  });
});
