// NumPy's .npy and .npz files: pictures, or points, with labels.

import { basename } from 'node:path';
import { DataError } from '../base/errors.ts';
import { sizeOf } from '../base/shape.ts';
import { isChannels } from '../formats/image-grid.ts';
import { decodeNpy, type NpyArray, npyNumbers, npyTexts } from '../formats/npy.ts';
import { labelsOfTexts, unevenNotes } from './class-names.ts';
import type { Dataset, DatasetOptions } from './dataset.ts';
import { type Range, scaleFor } from './deep-pixels.ts';
import { inFile, maximumBytes, readBytes, stampOf } from './files.ts';
import type { Channels } from './image-decode.ts';
import type { Labels } from './labels.ts';
import { loadPictureArray, type PictureArray, planesOf } from './picture-array.ts';
import { pointsDataset } from './points-file.ts';
import { rangeSentence } from './preparation.ts';
import { withZip, type ZipEntry } from './zip.ts';

/** The array of a .npy file as a dataset: uint8 or floats [N, H, W], [N, H, W, C] or [N, C, H, W] are pictures, [N, D] are
 *  points.
 *  @throws FormatError or DataError that says what else it is */
export async function loadNpy(path: string, options: DatasetOptions = {}): Promise<Dataset> {
  const bytes = await readBytes(path, options.signal);
  const array = inFile(path, () => decodeNpy(bytes));
  if (options.labels !== undefined) throw noLabels(path, options.labels);
  return datasetOf({ path, array, notes: [], content: await stampOf(path) }, options);
}

/** The arrays of a .npz file: of pictures or points, and of labels, by their names, or the only one of each kind.
 *  @throws FormatError or DataError that says what is there instead */
export function loadNpz(path: string, options: DatasetOptions = {}): Promise<Dataset> {
  return withZip(path, async (entries) => {
    const names = entries.map(({ path: own }) => own.replace(/\.npy$/, ''));
    const read = async (name: string) => {
      const entry: ZipEntry = entries[names.indexOf(name)]!;
      const bytes = await entry.read(maximumBytes);
      return inFile(`${path}: ${name}`, () => decodeNpy(bytes));
    };
    const data = chooseName(names, dataNames);
    const only = names.length === 1 ? names[0] : undefined;
    const chosen = data ?? only;
    if (chosen === undefined) {
      throw new DataError(`${path}: expected an array called x, images or data, got ${listed(names)}`, {
        help: 'np.savez(path, images=pictures, labels=labels) names them',
      });
    }
    const labelName = options.labels ?? chooseName(names, labelNames, chosen);
    if (labelName !== undefined && !names.includes(labelName)) throw noLabels(path, labelName, names);
    const array = await read(chosen);
    const labels = labelName === undefined ? undefined : await read(labelName);
    const left = names.filter((name) => name !== chosen && name !== labelName);
    return datasetOf(
      {
        ...{ path, array, content: [await stampOf(path), chosen, labelName ?? null] },
        labels: labels && labelsOfArray(`${path}: ${labelName}`, labels, array.shape[0] ?? 0),
        notes: left.length === 0 ? [] : [`read ${chosen} of ${basename(path)}, left out ${listed(left)}`],
      },
      options,
    );
  });
}

/** What people call arrays of pictures or points, and of their labels; the parts that train before others. */
const dataNames = ['x_train', 'train_images', 'train_x', 'images', 'x', 'data', 'arr', 'arr_0'];
const labelNames = ['y_train', 'train_labels', 'train_y', 'labels', 'label', 'y', 'targets', 'arr_1'];

function chooseName(names: readonly string[], usual: readonly string[], beside?: string): string | undefined {
  const own = usual.map((name) => names.find((each) => each.toLowerCase() === name && each !== beside));
  return own.find((name) => name !== undefined);
}

function listed(names: readonly string[], shown = 6): string {
  if (names.length === 0) return 'none';
  const more = names.length > shown ? ` and ${names.length - shown} more` : '';
  return `${names.slice(0, shown).join(', ')}${more}`;
}

function noLabels(path: string, wanted: string, names: readonly string[] = []): DataError {
  return new DataError(`labels: expected an array ${wanted} in ${path}, got ${listed(names)}`);
}

interface Found {
  readonly path: string;
  readonly array: NpyArray;
  readonly labels?: Labels | undefined;
  readonly notes: readonly string[];
  readonly content: unknown;
}

async function datasetOf(found: Found, options: DatasetOptions): Promise<Dataset> {
  const { path, array, labels, notes } = found;
  const { shape } = array;
  if (shape.length === 2 && sizeOf(shape) > 0) {
    const values = inFile(path, () => npyNumbers(array));
    requireFinite(path, values);
    const points = pointsDataset({ path, values, dimensions: shape[1]!, labels }, options);
    return { ...points, notes: [...notes, ...(labels ? unevenNotes(labels) : []), ...points.notes] };
  }
  return loadPictureArray(picturesOf(found), options);
}

function requireFinite(path: string, values: ArrayLike<number>): void {
  for (let index = 0; index < values.length; index++) {
    if (Number.isFinite(Math.fround(values[index]!))) continue;
    throw new DataError(`${path}: expected finite numbers, got ${values[index]} at place ${index}`, {
      help: 'leave such rows out: array[np.isfinite(array).all(axis=1)]',
    });
  }
}

/** [N, H, W, C] of pictures whichever way they lie.
 *  @throws DataError if the shape is not that of pictures */
function picturesOf({ path, array, labels, notes, content }: Found): PictureArray {
  const { shape } = array;
  const [, second = 0, third = 0, last = 0] = shape;
  const areLast = shape.length === 4 && isChannels(last);
  const areFirst = shape.length === 4 && isChannels(second) && !areLast;
  if (sizeOf(shape) === 0 || !(shape.length === 3 || areLast || areFirst)) {
    throw new DataError(
      `${path}: expected pictures [N, H, W], [N, H, W, C] or [N, C, H, W] with C = 1, 3 or 4, or points [N, D], got [${shape.join(',')}]`,
      { help: 'np.reshape, np.transpose or np.stack gives it such a shape' },
    );
  }
  const channels = (shape.length === 3 ? 1 : areLast ? last : second) as Channels;
  const [height, width] = areFirst ? [third, last] : [second, third];
  const { bytes, range } = bytesOfArray(path, array);
  const values = areLast ? planesOf(bytes, height * width * channels, channels) : bytes;
  const order = areLast ? 'read as [N, H, W, C]' : areFirst ? 'read as [N, C, H, W]' : 'read as [N, H, W]';
  return {
    ...{ where: path, name: basename(path), labels, notes, content },
    ...{ channels, height, width, values },
    preparation: [order, ...(range === undefined ? [] : [rangeSentence(range)])],
  };
}

/** Numbers as bytes: floats by their range.
 *  @throws DataError if they are whole numbers of more than 8 bits */
function bytesOfArray(path: string, array: NpyArray): { readonly bytes: Uint8Array; readonly range?: Range } {
  const { type, bytes } = array;
  if (type === 'u1') return { bytes };
  if (type === 'b1') return { bytes: bytes.map((bit) => (bit === 0 ? 0 : 255)) };
  if (!type.startsWith('f')) {
    throw new DataError(`${path}: expected pictures of uint8 or floats, got ${type}`, {
      help: "np.save(path, array.astype('uint8')) saves numbers from 0 to 255",
    });
  }
  const values = npyNumbers(array);
  let [least, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  requireFinite(path, values);
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  const [black, white] = scaleFor([least, largest]);
  const factor = white > black ? 255 / (white - black) : 0;
  const scaled = new Uint8Array(values.length);
  for (let index = 0; index < scaled.length; index++) {
    scaled[index] = Math.round((values[index]! - black) * factor);
  }
  return { bytes: scaled, range: [black, white] };
}

/** Labels [N] or [N, 1]: whole numbers, or texts.
 *  @throws DataError if they are others, or not as many */
function labelsOfArray(where: string, array: NpyArray, count: number): Labels {
  const { shape, type } = array;
  const isList = shape.length === 1 || (shape.length === 2 && shape[1] === 1);
  if (!isList || shape[0] !== count || type.startsWith('f')) {
    throw new DataError(
      `${where}: expected labels [${count}] of whole numbers or texts, got ${type}[${shape.join(',')}]`,
      { help: 'of labels that are vectors, np.argmax(labels, axis=1) gives numbers' },
    );
  }
  return labelsOfTexts(npyTexts(array));
}
