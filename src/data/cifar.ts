// CIFAR-10 and CIFAR-100 (Krizhevsky 2009, "Learning multiple layers of features from tiny images") as they are downloaded:
// .tar.gz, in the binary form and in that of Python.
// https://www.cs.toronto.edu/~kriz/cifar.html

import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { DataError, FormatError } from '../base/errors.ts';
import { bytesOf, joinBytes } from '../formats/byte-source.ts';
import { decodePickle, type Pickled } from '../formats/pickle.ts';
import { decodeTar, type TarEntry } from '../formats/tar.ts';
import type { Dataset, DatasetOptions } from './dataset.ts';
import { inFile, namingFile, readBytes, reasonOf, stampOf } from './files.ts';
import { type Labels, labelArray, numberedClasses } from './labels.ts';
import { loadPictureArray } from './picture-array.ts';

const gunzipBytes = promisify(gunzip);

/** Unpacked, CIFAR takes 186 MB: what is far larger is something else. */
const mostBytes = 2 ** 29;

const side = 32;
const pictureBytes = 3 * side * side;

/** Which of the labels of CIFAR-100 are taken. */
const labelKinds = ['fine', 'coarse'] as const;
type LabelKind = (typeof labelKinds)[number];

/** What is read of an archive. */
interface Cifar {
  /** uint8[N, 3, 32, 32] */
  readonly values: Uint8Array;
  readonly labels: Labels;
}

/** One of the forms in which CIFAR is given. */
interface Form {
  readonly name: string;
  /** Names of its files of training pictures. */
  readonly training: RegExp;
  readonly test: RegExp;
  readonly hasCoarse: boolean;
  read(training: readonly TarEntry[], files: ReadonlyMap<string, Uint8Array>, kind: LabelKind): Cifar;
}

const forms: readonly Form[] = [
  {
    name: 'CIFAR-10',
    training: /^data_batch_\d\.bin$/,
    test: /^test_batch\.bin$/,
    hasCoarse: false,
    read: (training, files) => binary(training, 1, 0, classNames(files.get('batches.meta.txt'), 10)),
  },
  {
    name: 'CIFAR-100',
    training: /^train\.bin$/,
    test: /^test\.bin$/,
    hasCoarse: true,
    read: (training, files, kind) =>
      kind === 'fine'
        ? binary(training, 2, 1, classNames(files.get('fine_label_names.txt'), 100))
        : binary(training, 2, 0, classNames(files.get('coarse_label_names.txt'), 20)),
  },
  {
    name: 'CIFAR-10',
    training: /^data_batch_\d$/,
    test: /^test_batch$/,
    hasCoarse: false,
    read: (training, files) =>
      pickled(training, 'labels', namesIn(files.get('batches.meta'), 'label_names', 10)),
  },
  {
    name: 'CIFAR-100',
    training: /^train$/,
    test: /^test$/,
    hasCoarse: true,
    read: (training, files, kind) =>
      pickled(
        training,
        `${kind}_labels`,
        namesIn(files.get('meta'), `${kind}_label_names`, kind === 'fine' ? 100 : 20),
      ),
  },
];

/** The training pictures of a tar archive that is CIFAR, uint8[50000,3,32,32], with the names of their classes.
 *  @throws DataError if it is another archive; FormatError, naming the file, if one is not as it should be */
export async function loadTar(path: string, options: DatasetOptions = {}): Promise<Dataset> {
  const entries = await readArchive(path, options.signal);
  const named = entries.map((entry) => ({ entry, name: entry.path.slice(entry.path.lastIndexOf('/') + 1) }));
  const form = forms.find(({ training }) => named.some(({ name }) => training.test(name)));
  if (form === undefined) {
    const first = entries.slice(0, 3).map((entry) => entry.path);
    throw new DataError(
      `${path}: expected CIFAR-10 or CIFAR-100 as downloaded, got a tar archive of ${first.join(', ')}`,
      {
        help: 'unpack it and name the folder that comes out; ZIP archives of pictures are read as they are',
      },
    );
  }
  const training = named.filter(({ name }) => form.training.test(name));
  const files = new Map(named.map(({ entry, name }) => [name, entry.bytes]));
  const kind = kindOfLabels(path, form, options.labels);
  const sorted = training.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ entry }) => entry);
  const { values, labels } = inFile(path, () => form.read(sorted, files, kind));
  const hasTest = named.some(({ name }) => form.test.test(name));
  return loadPictureArray(
    {
      ...{ where: path, name: form.name, values, labels },
      ...{ channels: 3, height: side, width: side, preparation: [] },
      notes: hasTest ? [`the test pictures of ${form.name} were left out`] : [],
      content: [...(await stampOf(path)), kind],
    },
    options,
  );
}

function kindOfLabels(path: string, { name, hasCoarse }: Form, wanted: string | undefined): LabelKind {
  const kind = labelKinds.find((each) => each === (wanted ?? 'fine'));
  if (kind !== undefined && (hasCoarse || wanted === undefined)) return kind;
  throw new DataError(
    hasCoarse
      ? `labels: expected fine or coarse for ${name} in ${path}, got ${wanted}`
      : `labels: ${name} in ${path} has one kind of labels, got ${wanted}`,
  );
}

async function readArchive(path: string, signal?: AbortSignal): Promise<readonly TarEntry[]> {
  const bytes = await readBytes(path, signal);
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return decodeTar(isPacked ? bytesOf(await gunzipBytes(bytes, { maxOutputLength: mostBytes })) : bytes);
  } catch (cause) {
    if (cause instanceof FormatError) throw namingFile(path, cause);
    const isLarge = (cause as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    const got = isLarge ? 'more than 512 MiB, where CIFAR has 186 MB' : reasonOf(cause);
    throw new FormatError(`${path}: cannot be unpacked, got ${got}`, { cause });
  }
}

/** Records of labels and a picture. */
function binary(
  training: readonly TarEntry[],
  labelBytes: number,
  labelAt: number,
  classes: readonly string[],
): Cifar {
  const record = labelBytes + pictureBytes;
  const pictures: Uint8Array[] = [];
  const labels: number[] = [];
  for (const { path, bytes } of training) {
    if (bytes.length === 0 || bytes.length % record !== 0) {
      throw new FormatError(`${path}: expected records of ${record} bytes, got ${bytes.length} bytes`);
    }
    for (let at = 0; at < bytes.length; at += record) {
      labels.push(bytes[at + labelAt]!);
      pictures.push(bytes.subarray(at + labelBytes, at + record));
    }
  }
  return { values: joinBytes(pictures), labels: labelled(labels, classes) };
}

/** Dictionaries of `data` [N, 3072] and of labels. */
function pickled(training: readonly TarEntry[], key: string, classes: readonly string[]): Cifar {
  const pictures: Uint8Array[] = [];
  const labels: number[] = [];
  for (const { path, bytes } of training) {
    const batch = inFile(path, () => decodePickle(bytes));
    const data = valueIn(batch, 'data');
    const own = valueIn(batch, key);
    const isArray = typeof data === 'object' && data !== null && 'shape' in data;
    const isData = isArray && data.shape.length === 2 && data.shape[1] === pictureBytes;
    if (!isData || data.bytes.length !== data.shape[0]! * pictureBytes) {
      throw new FormatError(`${path}: expected data [N, 3072] of bytes, got something else`);
    }
    if (!Array.isArray(own) || own.length !== data.shape[0]) {
      throw new FormatError(
        `${path}: expected a list ${key} of ${data.shape[0]} numbers, got something else`,
      );
    }
    pictures.push(data.bytes);
    for (const label of own) labels.push(Number(label));
  }
  return { values: joinBytes(pictures), labels: labelled(labels, classes) };
}

const valueIn = (value: Pickled, key: string): Pickled | undefined =>
  value instanceof Map ? value.get(key) : undefined;

function labelled(labels: readonly number[], classes: readonly string[]): Labels {
  const stranger = labels.find((label) => !(label < classes.length));
  if (stranger !== undefined) {
    throw new FormatError(`labels must be below ${classes.length}, the number of classes, got ${stranger}`);
  }
  const values = labelArray(labels.length, classes.length);
  values.set(labels);
  return { classes, values };
}

/** One name in each line; numbers where there is no file of names. */
function classNames(file: Uint8Array | undefined, count: number): readonly string[] {
  const lines = new TextDecoder().decode(file).split('\n');
  const names = lines.map((line) => line.trim()).filter((line) => line !== '');
  return names.length === count ? names : numberedClasses(count);
}

function namesIn(file: Uint8Array | undefined, key: string, count: number): readonly string[] {
  const names = file && valueIn(decodePickle(file), key);
  if (!Array.isArray(names) || names.length !== count) return numberedClasses(count);
  return names.map((name) => (name instanceof Uint8Array ? new TextDecoder().decode(name) : String(name)));
}
