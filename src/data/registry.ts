// The datasets known by name, and any folder of files.

import { readdir, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ConfigError, DataError } from '../base/errors.ts';
import { defineRegistry, nearestName } from '../base/registry.ts';
import type { Dataset, DatasetOptions, DatasetRecord } from './dataset.ts';
import { reasonOf } from './files.ts';
import { chooseImageFile, loadIdxFolder } from './idx-folder.ts';
import { loadImageFolder } from './image-folder.ts';
import { mnist, mnistTest } from './mnist.ts';

export const datasets = defineRegistry<DatasetRecord>('dataset', [mnist, mnistTest]);

/** A dataset by its name, or from a folder of IDX files or of images. A name wins over a folder of that name:
 *  `./mnist` is the folder.
 *  @throws ConfigError if it is neither; DataError or FormatError if what is there cannot be read */
export async function loadDataset(nameOrFolder: string, options: DatasetOptions = {}): Promise<Dataset> {
  options.signal?.throwIfAborted();
  if (datasets.has(nameOrFolder)) return datasets.get(nameOrFolder).load(options);
  const folder = resolve(nameOrFolder);
  await checkFolder(nameOrFolder, folder);
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new DataError(`${folder}: cannot be listed, got ${reasonOf(cause)}`, { cause });
  });
  const isIdx = chooseImageFile(names, folder) !== undefined;
  return isIdx ? loadIdxFolder(folder, options) : loadImageFolder(folder, options);
}

async function checkFolder(nameOrFolder: string, folder: string): Promise<void> {
  const known = datasets.names.join(', ');
  const expected = `dataset: expected one of ${known}, or a folder of IDX files or images`;
  const status = await stat(folder).catch((cause: unknown) => {
    const nearest = nearestName(nameOrFolder, datasets.names);
    const help = nearest === undefined ? `looked for a folder ${folder}` : `did you mean "${nearest}"?`;
    throw new ConfigError(`${expected}, got "${nameOrFolder}": ${reasonOf(cause)}`, { help, cause });
  });
  if (!status.isDirectory()) {
    throw new ConfigError(`${expected}, got the file ${folder}`, { help: 'name the folder it lies in' });
  }
}
