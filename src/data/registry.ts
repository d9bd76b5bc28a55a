// The datasets known by name, any folder of files, and points from a CSV file.

import { readdir, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ConfigError, DataError } from '../base/errors.ts';
import { defineRegistry, nearestName } from '../base/registry.ts';
import type { Dataset, DatasetOptions, DatasetRecord } from './dataset.ts';
import { reasonOf } from './files.ts';
import { chooseImageFile, loadIdxFolder } from './idx-folder.ts';
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

/** A dataset by its name, from a folder of IDX files or of images, or from a path that ends in `.csv`: points.
 *  A name wins over a folder of that name: `./mnist` is the folder.
 *  @throws ConfigError if it is neither; DataError or FormatError if what is there cannot be read */
export async function loadDataset(nameOrPath: string, options: DatasetOptions = {}): Promise<Dataset> {
  options.signal?.throwIfAborted();
  if (datasets.has(nameOrPath)) return datasets.get(nameOrPath).load(options);
  const folder = resolve(nameOrPath);
  await checkPath(nameOrPath, folder);
  if (isPointsFile(folder)) return loadPointsFile(folder, options);
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new DataError(`${folder}: cannot be listed, got ${reasonOf(cause)}`, { cause });
  });
  const isIdx = chooseImageFile(names, folder) !== undefined;
  return isIdx ? loadIdxFolder(folder, options) : loadImageFolder(folder, options);
}

const isPointsFile = (path: string) => path.toLowerCase().endsWith('.csv');

async function checkPath(nameOrPath: string, path: string): Promise<void> {
  const known = datasets.names.join(', ');
  const expected = `dataset: expected one of ${known}, a folder of IDX files or images, or a .csv file of points`;
  const status = await stat(path).catch((cause: unknown) => {
    const nearest = nearestName(nameOrPath, datasets.names);
    const help = nearest === undefined ? `looked for ${path}` : `did you mean "${nearest}"?`;
    throw new ConfigError(`${expected}, got "${nameOrPath}": ${reasonOf(cause)}`, { help, cause });
  });
  if (status.isDirectory() === isPointsFile(path)) {
    throw new ConfigError(`${expected}, got the ${status.isDirectory() ? 'folder' : 'file'} ${path}`, {
      help: 'name the folder it lies in',
    });
  }
}
