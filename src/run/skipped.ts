// skipped.txt: the files of the data that gave no sample, one line each with the reason.

import type { Dataset } from '../data/dataset.ts';
import { printable } from '../formats/printable.ts';
import { onFile, writeFile } from './files.ts';
import type { RunPaths } from './folder.ts';
import type { FileSystem } from './system.ts';

/** Writes the list, `<path><tab><reason>` in each line, what commands in a name shown as `\n`; where nothing was skipped
 *  there is no list.
 *  @throws RunError */
export function writeSkipped(files: FileSystem, paths: RunPaths, { skipped = [] }: Dataset): void {
  if (skipped.length > 0) {
    const lines = skipped.map(({ path, reason }) => `${printable(path)}\t${printable(reason)}\n`);
    writeFile(files, paths.skipped, lines.join(''), { isDurable: false });
  } else if (files.existsSync(paths.skipped)) {
    onFile(paths.skipped, 'removed', () => files.rmSync(paths.skipped, { force: true }));
  }
}
