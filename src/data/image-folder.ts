// Any folder of PNG, JPEG, WebP... images, as one dataset of pictures of one size.

import { basename, resolve } from 'node:path';
import type { Dataset, DatasetOptions } from './dataset.ts';
import { readBytes } from './files.ts';
import { type Listing, listFiles } from './image-files.ts';
import { labelsOfFiles, type NamedFile } from './picture-labels.ts';
import { loadPictures } from './pictures.ts';

/** The images below a folder, in the order of their paths; `loadPictures` tells what becomes of them.
 *  Labels are those of a table beside the pictures, or of folders directly below where every image lies in one of them.
 *  @param known  what lies below the folder, where that was listed already
 *  @throws DataError if the folder cannot be listed; as `loadPictures` does */
export async function loadImageFolder(
  folder: string,
  options: DatasetOptions = {},
  known?: Listing,
): Promise<Dataset> {
  const { files, unusable } = known ?? (await listFiles(folder, options.signal));
  const named = files.map(({ path, place }): NamedFile => ({ path, read: () => readBytes(place) }));
  const { pictures, labelled } = await labelsOfFiles(folder, named, options);
  const content = files.map((file) => [file.path, file.sizeBytes, file.modifiedMilliseconds]);
  const name = basename(resolve(folder));
  return loadPictures(
    { where: folder, kind: 'folder', name, pictures, unusable, content, labelled },
    options,
  );
}
