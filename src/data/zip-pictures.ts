// Pictures in a ZIP archive, read in place: as a folder of them would be.

import { basename } from 'node:path';
import type { Dataset, DatasetOptions, SkippedFile } from './dataset.ts';
import { isHidden } from './hidden-names.ts';
import { labelsOfFiles, type NamedFile } from './picture-labels.ts';
import { loadPictures } from './pictures.ts';
import { withZip, type ZipEntry } from './zip.ts';

/** Files of archives are unpacked in memory up to this size. */
const mostBytes = 2 ** 28;

/** The pictures of a ZIP archive, labelled by a table in it, as StyleGAN's dataset.json, or by its folders.
 *  @throws DataError if it is no archive, damaged, or holds no pictures */
export function loadZip(path: string, options: DatasetOptions = {}): Promise<Dataset> {
  return withZip(path, async (entries) => {
    const shown = entries.filter((entry) => !entry.path.split('/').some(isHidden));
    const root = commonRoot(shown.map((entry) => entry.path));
    const files = shown
      .map((entry) => ({ entry, path: entry.path.slice(root.length), bytes: Buffer.from(entry.path) }))
      .sort((a, b) => Buffer.compare(a.bytes, b.bytes));
    const usable = files.filter(({ entry }) => !entry.isEncrypted);
    const named = usable.map(
      ({ entry, path: own }): NamedFile => ({ path: own, read: () => entry.read(mostBytes) }),
    );
    const unusable = files
      .filter(({ entry }) => entry.isEncrypted)
      .map(({ path: own }): SkippedFile => ({ path: own, reason: 'encrypted' }));
    const { pictures, labelled } = await labelsOfFiles(path, named, options);
    const content = usable.map(({ entry, path: own }) => contentOf(own, entry));
    const name = basename(path).replace(/\.zip$/i, '');
    return loadPictures(
      { where: path, kind: 'archive', name, pictures, unusable, content, labelled },
      options,
    );
  });
}

const contentOf = (path: string, { sizeBytes, checksum }: ZipEntry) => [path, sizeBytes, checksum];

/** The folder in which all files lie, with its `/`, as where a folder was packed. */
function commonRoot(paths: readonly string[]): string {
  const [first = ''] = paths;
  const folder = first.slice(0, first.indexOf('/') + 1);
  return paths.every((path) => path.startsWith(folder)) ? folder : '';
}
