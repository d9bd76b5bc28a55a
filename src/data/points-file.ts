// Points in the plane from a CSV file: two numbers per line.

import { basename } from 'node:path';
import { type PointScale, toScale } from '../base/point-scale.ts';
import { chooseScale, scaleText } from './choose-scale.ts';
import { checkImageOptions, type Dataset, type DatasetOptions, defineDataset } from './dataset.ts';
import { readBytes } from './files.ts';
import { readPoints } from './points-text.ts';

/** The points of a CSV file, float32[N,2], scaled where they lie far from ±1: `x,y` per line, separated by a comma, a
 *  semicolon, a tab or spaces; `0,5;1,5` with decimal commas. Empty lines and lines that start with # are skipped, and so is a
 *  first line of names.
 *  @throws DataError if the file cannot be read, holds no point, or has rows that are not two finite numbers:
 *          all of them in one error, with their line numbers */
export async function loadPointsFile(path: string, options: DatasetOptions = {}): Promise<Dataset> {
  const text = decodeText(await readBytes(path, options.signal));
  const { values, hasDecimalCommas } = readPoints(text, path);
  const count = values.length / 2;
  const name = basename(path);
  const description = `${count} points in the plane, from ${name}`;
  const scale = chooseScale(values, options.scale ?? 'auto');
  const notes = [
    ...(hasDecimalCommas ? ['commas are decimal marks here: 1,5 is read as one and a half'] : []),
    ...(scale === undefined ? farNote(values) : [scaleNote(scale)]),
  ];
  const points = { name, sampleShape: [2], values: toScale(values, scale), description, notes };
  return checkImageOptions(defineDataset({ ...points, ...(scale && { scale }) }), options);
}

const scaleNote = (scale: PointScale) =>
  `points are learnt as ${scaleText(scale)}, for networks begin near 0 and ±1; samples and distances are in the units of the file`;

/** Points that are learnt as they are although that is hard. */
function farNote(values: ArrayLike<number>): readonly string[] {
  if (chooseScale(values, 'auto') === undefined) return [];
  return [
    'points lie far from 0 and ±1, where networks begin, and are learnt as they are: a new run without --scale none scales them',
  ];
}

/** Text in UTF-8, or in UTF-16 where its first bytes say so: spreadsheets write that as "Unicode text". */
function decodeText(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}
