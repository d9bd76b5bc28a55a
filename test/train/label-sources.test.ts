// Whatever form labels come in, networks that are told classes have their names and their number.

import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { encode } from 'fast-png';
import { expect, test } from 'vitest';
import { loadDataset } from '../../src/data/registry.ts';
import { resolveConfig } from '../../src/train/config.ts';
import { criticSpec, generatorSpec, learntOf, networksOf } from '../../src/train/setup.ts';
import { npyFile, tarFile, zipFile } from '../data/archives.ts';
import { counted, idxFile, temporaryFolder } from '../data/folders.ts';

const png = (grey: number) =>
  encode({ width: 4, height: 4, channels: 1, data: new Uint8Array(16).fill(grey) });

const four = { 'a.png': png(1), 'b.png': png(2), 'c.png': png(3), 'd.png': png(4) };
const images = npyFile('|u1', [4, 4, 4], counted([4, 4, 4]));
const cifarNames = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];
const cifarRecords = Buffer.concat(
  cifarNames.map((_, label) => Uint8Array.of(label, ...counted([3, 32, 32]))),
);

test.each([
  {
    source: 'IDX files',
    files: {
      'train-images-idx3-ubyte': idxFile([4, 4, 4]),
      'train-labels-idx1-ubyte': idxFile([4], Uint8Array.of(2, 0, 1, 2)),
    },
    classes: ['0', '1', '2'],
  },
  {
    source: 'a folder per class',
    files: { 'cat/a.png': png(1), 'dog/b.png': png(2), 'cat/c.png': png(3) },
    classes: ['cat', 'dog'],
  },
  {
    source: 'a CSV file',
    files: { ...four, 'labels.csv': 'file,label\na.png,10\nb.png,9\nc.png,10\nd.png,9\n' },
    classes: ['9', '10'],
  },
  {
    source: 'dataset.json',
    files: {
      ...four,
      'dataset.json': JSON.stringify({ labels: Object.keys(four).map((name, i) => [name, 1 + 5 * (i % 2)]) }),
    },
    classes: ['1', '6'],
  },
  {
    source: 'an .npz file',
    path: 'a.npz',
    files: {
      'a.npz': zipFile({
        'images.npy': images,
        'labels.npy': npyFile('|u1', [4], Uint8Array.of(0, 2, 1, 0)),
      }),
    },
    classes: ['0', '1', '2'],
  },
  {
    source: "CIFAR-10's archive",
    path: 'cifar.tar.gz',
    files: {
      'cifar.tar.gz': gzipSync(
        tarFile({
          'cifar-10-batches-bin/batches.meta.txt': cifarNames.join('\n'),
          'cifar-10-batches-bin/data_batch_1.bin': cifarRecords,
        }),
      ),
    },
    classes: cifarNames,
  },
])('labels of $source reach both networks', async ({ files, path = '', classes }) => {
  const folder = temporaryFolder(files as Readonly<Record<string, Uint8Array | string>>);
  const dataset = await loadDataset(join(folder, path), { cacheFolder: null });
  const config = resolveConfig({ condition: 'auto', generatorHidden: [4], criticHidden: [4] });
  const learnt = learntOf(dataset);
  for (const spec of [generatorSpec(config, learnt), criticSpec(config, learnt)]) {
    expect(spec.classes).toEqual(classes);
  }
  const { generator, critic } = networksOf(config, learnt.sampleShape, learnt.classes);
  expect([generator.classes, critic.classes]).toEqual([classes.length, classes.length]);
});
