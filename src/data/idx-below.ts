// IDX files somewhere below a folder, as torchvision lays them: data/MNIST/raw, data/FashionMNIST/raw.

import { basename, dirname, resolve } from 'node:path';
import { DataError } from '../base/errors.ts';
import { kindOf } from './file-kinds.ts';
import { isIdxImages } from './idx-folder.ts';
import type { FoundFile } from './image-files.ts';

/** A folder of IDX files below another. */
export interface IdxBelow {
  /** Relative to the folder that was named. */
  readonly folder: string;
  /** What the dataset is called: MNIST for MNIST/raw. */
  readonly name: string;
  readonly notes: readonly string[];
}

/** The one folder of IDX files below a folder that holds no images; undefined where there is none, or there are images.
 *  @throws DataError that names them if there are several */
export function chooseIdxFolder(folder: string, files: readonly FoundFile[]): IdxBelow | undefined {
  const folders = [
    ...new Set(files.filter(({ path }) => isIdxImages(path)).map(({ path }) => dirname(path))),
  ];
  const [chosen] = folders;
  if (chosen === undefined || files.some(({ path }) => isPicture(path))) return undefined;
  if (folders.length > 1) {
    throw new DataError(`${folder}: expected one dataset, got ${folders.length}: ${folders.join(', ')}`, {
      help: `name one of them, as in ${folder}/${chosen}`,
    });
  }
  const others = files.filter(({ path }) => dirname(path) !== chosen).length;
  const left = others === 0 ? '' : `; the ${others} other file(s) below the folder were left out`;
  return {
    folder: chosen,
    name: nameOf(folder, chosen),
    notes: [`the IDX files are those of ${chosen}${left}`],
  };
}

const noBytes = new Uint8Array(0);

const isPicture = (path: string) => kindOf(path, noBytes)?.endings.includes('png') ?? false;

/** The last folder whose name says more than that its files are raw. */
function nameOf(folder: string, chosen: string): string {
  const parts = [basename(resolve(folder)), ...chosen.split('/')];
  return parts.findLast((part) => !/^(raw|data|processed|idx)$/i.test(part)) ?? parts.at(-1)!;
}
