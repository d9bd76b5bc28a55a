// Points in the plane from the text of a CSV file. Pure: runs in a browser.

import { DataError } from '../base/errors.ts';
import { cellsOf, columnsOf, linesOf } from './csv-cells.ts';

/** Bad rows that an error names before it only counts them. */
const namedRows = 10;

/** What a CSV text holds. */
export interface PointsText {
  /** [N, 2], row by row. */
  readonly values: Float64Array;
  /** Commas were read as decimal marks: 1,5 as one and a half. */
  readonly hasDecimalCommas: boolean;
}

interface Row {
  readonly line: string;
  /** Of the line in the text, from 1 on. */
  readonly number: number;
}

/** What stands between cells: anything usual; or one thing, where commas are decimal marks. */
const anything = /\s*[,;]\s*|\s+/;
const besideDecimalCommas = [/;/, /\t/, /,/];

/** The numbers of a CSV text, row by row, as `loadPointsFile` reads them.
 *  @param where  what an error calls the text */
export const parsePoints = (text: string, where: string): Float32Array =>
  Float32Array.from(readPoints(text, where).values);

/** The points of a CSV text, and how they were written. Commas are decimal marks where nothing else makes sense of
 *  every row: between semicolons, tabs or quotes.
 *  @param where  what an error calls the text
 *  @throws DataError if there is no point, or rows are not two finite numbers, naming all of them */
export function readPoints(text: string, where: string): PointsText {
  const rows = linesOf(text);
  const data = rows.length > 0 && isHeader(rows[0]!.line) ? rows.slice(1) : rows;
  const usual = data.map(({ line }) => pointOf(cellsOf(line, anything)));
  if (usual.every(isPoint)) return pointsText(usual, where, false);
  for (const between of besideDecimalCommas) {
    const points = data.map(({ line }) => pointOf(cellsOf(line, between).map(withDecimalPoint)));
    if (points.every(isPoint)) return pointsText(points, where, true);
  }
  throw misfit(
    data.filter((_, index) => !isPoint(usual[index])),
    rows,
    where,
  );
}

type Point = readonly number[] | undefined;

const isPoint = (point: Point) => point !== undefined;

function pointsText(points: readonly Point[], where: string, hasDecimalCommas: boolean): PointsText {
  if (points.length === 0)
    throw new DataError(`${where}: expected a line of two numbers per point, got none`);
  return { values: Float64Array.from(points.flatMap((point) => point ?? [])), hasDecimalCommas };
}

/** Two numbers that float32 can hold, or undefined. */
function pointOf(cells: readonly string[]): Point {
  const numbers = cells.map((cell) => (cell === '' ? Number.NaN : Number(cell)));
  return numbers.length === 2 && numbers.every((x) => Number.isFinite(Math.fround(x))) ? numbers : undefined;
}

/** A number whose mark is a comma, with a point; anything else that has either is none. */
const withDecimalPoint = (cell: string) =>
  /^[+-]?(\d+(,\d*)?|,\d+)(e[+-]?\d+)?$/i.test(cell) ? cell.replace(',', '.') : '';

/** Two names, neither of them a number, in quotes or not. */
function isHeader(line: string): boolean {
  const cells = columnsOf(line);
  return cells.length === 2 && cells.every(isName);
}

/** Whether a cell is a name, and no number. */
export const isName = (cell: string) =>
  /\p{L}/u.test(cell) && !/^[+-]?([\d.,]\S*|nan|inf|infinity)$/i.test(cell);

/** Says what is wrong with a table: of other columns, or of some of its rows. */
function misfit(bad: readonly Row[], rows: readonly Row[], where: string): DataError {
  const columns = rows.map(({ line }) => columnsOf(line));
  const [first = []] = columns;
  if (columns.every(({ length }) => length > 2)) {
    const isNamed = first.every((cell) => cell === '' || isName(cell));
    const names = isNamed ? ` (${first.slice(0, 6).join(', ')})` : '';
    return new DataError(`${where}: expected two columns of numbers, got ${first.length}${names}`, {
      help: 'keep the two to learn from in a file of their own; only points in the plane can be learnt so far',
    });
  }
  const named = bad.slice(0, namedRows).map(({ line, number }) => `line ${number}: "${line.slice(0, 40)}"`);
  const rest = bad.length > namedRows ? ` and ${bad.length - namedRows} more` : '';
  return new DataError(`${where}: every row must be two finite numbers, got ${named.join(', ')}${rest}`, {
    help: 'write one point per line, as in "0.5,-1.25" or "0,5;-1,25"; lines that start with # are skipped',
  });
}
