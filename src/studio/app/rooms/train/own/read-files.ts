// Files that a reader chose or dropped, read in this tab: a CSV file of points, or images as the browser decodes them.

import { DataError } from '../../../../../base/errors.ts';
import { isHidden } from '../../../../../data/hidden-names.ts';
import { greyOf, middleSquare } from './grey.ts';
import { ownMessages as t } from './messages.ts';
import { numbered, type OwnData, ownImages, type ReadData, SIDE } from './own-data.ts';

/** A file, and where it lay in its folder. */
export interface Found {
  readonly path: string;
  readonly file: File;
}

export const MOST_IMAGES = 10_000;
const MOST_BYTES = 20e6;

const isCsv = ({ file }: Found) => /\.csv$/i.test(file.name);
const byPath = (one: Found, other: Found) => (one.path < other.path ? -1 : Number(one.path > other.path));

/** Reads them, telling how many images are done.
 *  @throws DataError in words if nothing can be learnt from them */
export async function readFiles(
  chosen: readonly Found[],
  onProgress: (done: number, total: number) => void,
): Promise<OwnData> {
  return numbered(await readAll(chosen, onProgress));
}

async function readAll(
  chosen: readonly Found[],
  onProgress: (done: number, total: number) => void,
): Promise<ReadData> {
  const files = chosen.filter(({ path }) => !path.split('/').some(isHidden)).sort(byPath);
  const tables = files.filter(isCsv);
  const [table] = tables;
  if (table === undefined) return readImages(files, onProgress);
  if (files.length > 1) throw new DataError(t().mixed);
  if (table.file.size > MOST_BYTES) throw new DataError(t().largeTable(table.file.name));
  const { ownPoints } = await import('./own-points.ts');
  return ownPoints(await table.file.text(), table.file.name);
}

async function readImages(
  files: readonly Found[],
  onProgress: (done: number, total: number) => void,
): Promise<ReadData> {
  const images: Uint8Array[] = [];
  const skipped: string[] = [];
  const total = Math.min(files.length, MOST_IMAGES);
  let taken = 0;
  for (const { path, file } of files) {
    if (images.length === MOST_IMAGES) break;
    taken += 1;
    const image = file.size > MOST_BYTES ? undefined : await greySquare(file).catch(() => undefined);
    if (image === undefined) skipped.push(path);
    else images.push(image);
    onProgress(Math.min(taken, total), total);
  }
  const [first] = files;
  if (first === undefined || images.length === 0) throw new DataError(t().nothing);
  const [folder, ...below] = first.path.split('/');
  const name = below.length > 0 ? folder! : first.file.name;
  return ownImages(images, name, { skipped, over: files.length - taken });
}

/** The middle square of an image, turned upright, on white, 28 × 28, in grey. */
async function greySquare(file: Blob): Promise<Uint8Array> {
  const whole = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const { left, top, side } = middleSquare(whole.width, whole.height);
  const small = await createImageBitmap(whole, left, top, side, side, {
    resizeWidth: SIDE,
    resizeHeight: SIDE,
    resizeQuality: 'high',
  });
  whole.close();
  const context = new OffscreenCanvas(SIDE, SIDE).getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = 'white';
  context.fillRect(0, 0, SIDE, SIDE);
  context.drawImage(small, 0, 0);
  small.close();
  return greyOf(context.getImageData(0, 0, SIDE, SIDE).data);
}

/** What an input of files holds. */
export const chosenFiles = (input: HTMLInputElement): readonly Found[] =>
  Array.from(input.files ?? [], (file) => ({ path: file.webkitRelativePath || file.name, file }));

/** What was dropped, folders with all that lies below them. */
export async function droppedFiles({ items }: DataTransfer): Promise<readonly Found[]> {
  const found = await Promise.all(Array.from(items, itemFiles));
  return found.flat();
}

/** Not every file has an entry: one that a page made has none. */
function itemFiles(item: DataTransferItem): readonly Found[] | Promise<readonly Found[]> {
  const entry = item.webkitGetAsEntry();
  if (entry !== null) return filesOf(entry);
  const file = item.getAsFile();
  return file === null ? [] : [{ path: file.name, file }];
}

async function filesOf(entry: FileSystemEntry): Promise<readonly Found[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ path: entry.fullPath.replace(/^\//, ''), file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: Found[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return found; // a reader gives up to a hundred at a time
    for (const each of some) found.push(...(await filesOf(each)));
  }
}
