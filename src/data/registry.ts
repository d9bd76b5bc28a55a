// The datasets known by name, any folder of files, archives and arrays of pictures, and points from files.

import { join, resolve } from 'node:path';
import { ConfigError } from '../base/errors.ts';
import { defineRegistry } from '../base/registry.ts';
import { isPointsFile, listNames, placeKind } from './data-path.ts';
import type { Dataset, DatasetOptions, DatasetRecord } from './dataset.ts';
import type { FileForm } from './file-kinds.ts';
import { chooseIdxFolder } from './idx-below.ts';
import { chooseImageFile, loadIdxFolder } from './idx-folder.ts';
import { listFiles } from './image-files.ts';
import { loadImageFolder } from './image-folder.ts';
import { mnist, mnistTest } from './mnist.ts';
import { pointDatasets } from './points.ts';
import { loadPointsFile } from './points-file.ts';
import { stackedMnist } from './stacked-mnist.ts';

export const datasets = defineRegistry<DatasetRecord>('dataset', [
  mnist,
  mnistTest,
  stackedMnist,
  ...pointDatasets,
]);

/** A dataset by its name, from a folder of IDX files or of images, from a ZIP archive of images, an .npy or .npz file, CIFAR's
 *  .tar.gz, or from a path that ends in `.csv`: points.
 *  A name wins over a folder of that name: `./mnist` is the folder. Of a folder without images the IDX files may lie
 *  deeper, as torchvision lays them: `data/MNIST/raw`.
 *  @throws ConfigError if it is neither, or a scale was asked for that only points from a file have; DataError or
 *          FormatError if what is there cannot be read */
export async function loadDataset(nameOrPath: string, options: DatasetOptions = {}): Promise<Dataset> {
  const { scale = 'auto', labels } = options;
  if (labels !== undefined && (datasets.has(nameOrPath) || isPointsFile(nameOrPath))) {
    throw new ConfigError(`labels: expected data with several kinds of labels, got ${nameOrPath}`, {
      help: 'folders and archives with a table beside their pictures, .npz files and CIFAR-100 have them',
    });
  }
  const dataset = await load(nameOrPath, options);
  if (scale === 'auto' || scale === 'none' || dataset.scale !== undefined) return dataset;
  throw new ConfigError(`scale: only points from a CSV file can be scaled, got ${scale} for ${dataset.name}`);
}

type Loader = (path: string, options: DatasetOptions) => Promise<Dataset>;

/** Readers of files that are data by themselves: those of archives and arrays are loaded where one is named. */
const fileLoaders: Readonly<Record<'points' | FileForm, Loader>> = {
  points: loadPointsFile,
  npy: async (...file) => (await import('./numpy-files.ts')).loadNpy(...file),
  npz: async (...file) => (await import('./numpy-files.ts')).loadNpz(...file),
  zip: async (...file) => (await import('./zip-pictures.ts')).loadZip(...file),
  tar: async (...file) => (await import('./cifar.ts')).loadTar(...file),
};

async function load(nameOrPath: string, options: DatasetOptions): Promise<Dataset> {
  options.signal?.throwIfAborted();
  if (datasets.has(nameOrPath)) return datasets.get(nameOrPath).load(options);
  const path = resolve(nameOrPath);
  const kind = await placeKind(nameOrPath, path, datasets.names);
  if (kind !== 'folder') return fileLoaders[kind](path, options);
  if (chooseImageFile(await listNames(path), path) !== undefined) return loadIdxFolder(path, options);
  const listing = await listFiles(path, options.signal);
  const deeper = chooseIdxFolder(path, listing.files);
  if (deeper === undefined) return loadImageFolder(path, options, listing);
  const dataset = await loadIdxFolder(join(path, deeper.folder), options, deeper.name);
  return { ...dataset, notes: [...dataset.notes, ...deeper.notes] };
}
