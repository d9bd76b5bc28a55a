// Points in the plane from a CSV file: two numbers per line.

import { checkImageOptions, type Dataset, type DatasetOptions, defineDataset } from './dataset.ts';
import { readBytes } from './files.ts';
import { parsePoints } from './points-text.ts';

/** The points of a CSV file, float32[N,2], as they stand in it: `x,y` per line, separated by a comma, a semicolon,
 *  a tab or spaces. Empty lines and lines that start with # are skipped, and so is a first line of names.
 *  @throws DataError if the file cannot be read, holds no point, or has rows that are not two finite numbers:
 *          all of them in one error, with their line numbers */
export async function loadPointsFile(path: string, options: DatasetOptions = {}): Promise<Dataset> {
  const text = new TextDecoder().decode(await readBytes(path, options.signal));
  const values = parsePoints(text, path);
  const count = values.length / 2;
  const description = `${count} points in the plane, from ${path}`;
  return checkImageOptions(defineDataset({ name: path, sampleShape: [2], values, description }), options);
}
