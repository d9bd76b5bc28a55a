// A folder of IDX files, the format of MNIST, EMNIST, Fashion-MNIST...: gzipped or not, of any width and height.

import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { constants, gunzip } from 'node:zlib';
import { DataError, FormatError } from '../base/errors.ts';
import { sizeOf } from '../base/shape.ts';
import { bytesOf } from '../formats/byte-source.ts';
import { decodeIdx } from '../formats/idx.ts';
import { listNames } from './data-path.ts';
import { checkImageOptions, type DatasetOptions, defineDataset, type MemoryDataset } from './dataset.ts';
import { maximumBytes, namingFile, readBytes, reasonOf } from './files.ts';
import { numberedLabels } from './labels.ts';
import { narrowRangeNotes } from './value-range.ts';

const gunzipBytes = promisify(gunzip);

/** `train-images-idx3-ubyte`, `train-images.idx3-ubyte.gz`, `colours-idx4-ubyte`... */
const imageFile = /[-._]idx[34]-ubyte(\.gz)?$/i;

/** Whether a file of this name should be IDX images. */
export const isIdxImages = (name: string): boolean => imageFile.test(name);

/** The name of the file of images in a folder's list of names, if there is any.
 *  Of several, the only one with `train` in its name; of `x` and `x.gz`, `x`.
 *  @throws DataError if that leaves more than one */
export function chooseImageFile(names: readonly string[], folder: string): string | undefined {
  const all = names.filter(isIdxImages).filter((name) => !hasUnpackedTwin(name, names));
  const training = all.filter((name) => /train/i.test(name));
  const candidates = training.length > 0 ? training : all;
  if (candidates.length > 1) {
    throw new DataError(`${folder}: expected one file of training images, got ${candidates.join(', ')}`, {
      help: 'move each dataset to a folder of its own',
    });
  }
  return candidates[0];
}

function hasUnpackedTwin(name: string, names: readonly string[]): boolean {
  return name.endsWith('.gz') && names.includes(name.slice(0, -'.gz'.length));
}

/** The file of labels that belongs to a file of images: `images` → `labels`, `idx3` → `idx1`. */
function chooseLabelFile(imageName: string, names: readonly string[]): string | undefined {
  const plain = imageName
    .replace(/\.gz$/i, '')
    .replace(/images/i, 'labels')
    .replace(/idx[34]-ubyte$/i, 'idx1-ubyte');
  return [plain, `${plain}.gz`].find((name) => names.includes(name));
}

/** The images of a folder of IDX files: idx3 [N, H, W] grey or idx4 [N, C, H, W]; labels where the folder
 *  has a file of them.
 *  @param name  what the dataset is called; by default like the folder
 *  @throws DataError if there are no files of images or several, or labels of another count;
 *          FormatError, naming the file, if one is not what the format demands */
export async function loadIdxFolder(
  folder: string,
  options: DatasetOptions = {},
  name = basename(resolve(folder)),
): Promise<MemoryDataset> {
  const names = (await listNames(folder)).toSorted();
  const imageName = chooseImageFile(names, folder);
  if (imageName === undefined) {
    throw new DataError(`${folder}: expected a file like train-images-idx3-ubyte, got ${listed(names)}`);
  }
  const imagePath = join(folder, imageName);
  const { shape, data } = await readIdxFile(imagePath, options.signal);
  const labelName = chooseLabelFile(imageName, names);
  const labels = labelName && (await readLabels(join(folder, labelName), shape[0] ?? 0, options.signal));
  const sampleShape = imageShape(shape, imagePath);
  const dataset = defineDataset({
    name,
    sampleShape,
    values: data,
    ...(labels && { labels: numberedLabels(labels) }),
    description: `${shape[0]?.toLocaleString('en')} images of ${sampleShape[2]}×${sampleShape[1]} from ${name}/${imageName}`,
    notes: narrowRangeNotes(data, sizeOf(sampleShape)),
  });
  return checkImageOptions(dataset, options);
}

/** The first names of a list, for messages. */
function listed(names: readonly string[], shown = 5): string {
  if (names.length === 0) return 'an empty folder';
  const more = names.length > shown ? ` and ${names.length - shown} more` : '';
  return `${names.slice(0, shown).join(', ')}${more}`;
}

/** [C, H, W] of a file's [N, H, W] or [N, C, H, W]. */
function imageShape(shape: readonly number[], path: string): readonly number[] {
  const sampleShape = shape.length === 3 ? [1, ...shape.slice(1)] : shape.slice(1);
  const isImages = sampleShape.length === 3 && sizeOf(shape) > 0;
  if (!isImages || (sampleShape[0] !== 1 && sampleShape[0] !== 3)) {
    throw new DataError(`${path}: expected images [N, H, W] or [N, 1 or 3, H, W], got [${shape.join(',')}]`);
  }
  return sampleShape;
}

async function readLabels(path: string, count: number, signal?: AbortSignal): Promise<Uint8Array> {
  const { shape, data } = await readIdxFile(path, signal);
  if (shape.length !== 1 || shape[0] !== count) {
    throw new DataError(`${path}: expected labels [${count}] for ${count} images, got [${shape.join(',')}]`, {
      help: 'labels and images must belong together; without the file of labels the images are read alone',
    });
  }
  return data;
}

type Idx = ReturnType<typeof decodeIdx>;

async function readIdxFile(path: string, signal?: AbortSignal): Promise<Idx> {
  const bytes = await readBytes(path, signal);
  try {
    return decodeIdx(/\.gz$/i.test(path) ? await unpack(bytes) : bytes);
  } catch (cause) {
    if (cause instanceof FormatError) throw namingFile(path, cause);
    throw new FormatError(`${path}: cannot be unpacked, got ${reasonOf(cause)}`, { cause });
  }
}

const headBytes = 4096;

/** The content of a gzip file, limited by what its own IDX header declares: a bomb stops there. */
async function unpack(bytes: Uint8Array): Promise<Uint8Array> {
  const head = await gunzipBytes(bytes.subarray(0, headBytes), { finishFlush: constants.Z_SYNC_FLUSH });
  const declared = declaredBytes(head);
  if (declared === undefined) return head;
  if (declared > maximumBytes) {
    throw new FormatError(`idx: files may have 2 GiB at most, got a header that declares ${declared} bytes`);
  }
  try {
    return bytesOf(await gunzipBytes(bytes, { maxOutputLength: declared + 1 }));
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== 'ERR_BUFFER_TOO_LARGE') throw cause;
    throw new FormatError(`idx: header declares ${declared} bytes, got more`, { cause });
  }
}

/** Bytes of the whole file by its header; undefined where that is no header, for `decodeIdx` to say why. */
function declaredBytes(head: Uint8Array): number | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const rank = head[3] ?? 0;
  const headerBytes = 4 + 4 * rank;
  if (head.length < headerBytes || view.getUint16(0) !== 0) return undefined;
  let elements = 1;
  for (let axis = 0; axis < rank; axis++) elements *= view.getUint32(4 + 4 * axis);
  return headerBytes + elements;
}
