// Points from a CSV file: as many numbers per line as they have dimensions.

import { basename } from 'node:path';
import { type PointScale, toScale } from '../base/point-scale.ts';
import { chooseScale, scaleText } from './choose-scale.ts';
import { checkImageOptions, type Dataset, type DatasetOptions, defineDataset } from './dataset.ts';
import { readBytes } from './files.ts';
import type { Labels } from './labels.ts';
import { readTable } from './points-table.ts';

/** The points of a CSV file, float32[N,D], scaled where they lie far from ±1: `x,y` per line, or more numbers, separated by
 *  a comma, a semicolon, a tab or spaces; `0,5;1,5` with decimal commas. Empty lines and lines that start with # are skipped,
 *  and so is a first line of names.
 *  @throws DataError if the file cannot be read, holds no point, or has rows that are not as many finite numbers:
 *          all of them in one error, with their line numbers */
export async function loadPointsFile(path: string, options: DatasetOptions = {}): Promise<Dataset> {
  const text = decodeText(await readBytes(path, options.signal));
  const { values, columns, hasDecimalCommas } = readTable(text, path);
  const dataset = pointsDataset({ path, values, dimensions: columns }, options);
  const notes = hasDecimalCommas
    ? ['commas are decimal marks here: 1,5 is read as one and a half', ...dataset.notes]
    : dataset.notes;
  return { ...dataset, notes };
}

/** Points in units of their file. */
export interface FilePoints {
  readonly path: string;
  /** [N, dimensions] */
  readonly values: ArrayLike<number>;
  readonly dimensions: number;
  readonly labels?: Labels | undefined;
}

/** Points as a dataset, scaled where that helps. */
export function pointsDataset(
  { path, values, dimensions, labels }: FilePoints,
  options: DatasetOptions,
): Dataset {
  const count = values.length / dimensions;
  const name = basename(path);
  const scale = chooseScale(values, options.scale ?? 'auto', dimensions);
  const points = {
    name,
    sampleShape: [dimensions],
    values: toScale(values, scale),
    ...(labels && { labels }),
    description:
      dimensions === 2
        ? `${count} points in the plane, from ${name}`
        : `${count} points of ${dimensions} dimensions, from ${name}`,
    notes: scale === undefined ? farNote(values, dimensions) : [scaleNote(scale)],
  };
  return checkImageOptions(defineDataset({ ...points, ...(scale && { scale }) }), options);
}

const scaleNote = (scale: PointScale) =>
  `points are learnt as ${scaleText(scale)}, for networks begin near 0 and ±1; samples and distances are in the units of the file`;

/** Points that are learnt as they are although that is hard. */
function farNote(values: ArrayLike<number>, dimensions: number): readonly string[] {
  if (chooseScale(values, 'auto', dimensions) === undefined) return [];
  return [
    'points lie far from 0 and ±1, where networks begin, and are learnt as they are: a new run without --scale none scales them',
  ];
}

/** Text in UTF-8, or in UTF-16 where its first bytes say so: spreadsheets write that as "Unicode text". */
function decodeText(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}
