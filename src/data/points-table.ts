// Points of any number of dimensions from the text of a CSV file. Pure.

import { DataError } from '../base/errors.ts';
import { cellsOf, linesOf, separatorOf } from './csv-cells.ts';
import { isName, type PointsText, readPoints } from './points-text.ts';

/** Bad rows that an error names before it only counts them. */
const namedRows = 10;

/** What a CSV text of points holds. */
export interface PointsTable extends PointsText {
  /** Dimensions of a point; values are [N, columns]. */
  readonly columns: number;
}

/** The points of a CSV text: two numbers in each line, or more, the same number in all of them.
 *  @param where  what an error calls the text
 *  @throws DataError that names the rows which are otherwise */
export function readTable(text: string, where: string): PointsTable {
  const lines = linesOf(text);
  const between = separatorOf(lines[0]?.line ?? '');
  const cells = lines.map(({ line }) => cellsOf(line, between));
  const isWide = cells.length > 0 && cells.every(({ length }) => length > 2);
  const plane = isWide ? planeOf(text, where) : readPoints(text, where);
  if (plane !== undefined) return { ...plane, columns: 2 };
  const [head = []] = cells;
  const isNamed = head.every((cell) => cell === '' || isName(cell));
  if (isNamed && head.includes('')) {
    throw new DataError(
      `${where}: expected a name for each column, got none for column ${head.indexOf('') + 1}`,
      {
        help: 'row numbers are no data: write without, as by to_csv(index=False) or write.csv(row.names = FALSE)',
      },
    );
  }
  const columns = head.length;
  const isDecimalComma = between.source === ';' && text.includes(',');
  const rows = isNamed ? cells.slice(1) : cells;
  const numbers = rows.map((row) =>
    row.map((cell) => numberOf(isDecimalComma ? cell.replace(',', '.') : cell)),
  );
  const bad = numbers.flatMap((row, index) =>
    row.length === columns && row.every((x) => Number.isFinite(Math.fround(x))) ? [] : [index],
  );
  if (bad.length > 0 || rows.length === 0) {
    const shown = bad.slice(0, namedRows).map((index) => {
      const { line, number } = lines[index + (isNamed ? 1 : 0)]!;
      return `line ${number}: "${line.slice(0, 40)}"`;
    });
    const rest = bad.length > namedRows ? ` and ${bad.length - namedRows} more` : '';
    const got = rows.length === 0 ? 'none' : `${shown.join(', ')}${rest}`;
    throw new DataError(`${where}: every row must be ${columns} finite numbers, got ${got}`, {
      help: 'leave columns of words out: points are numbers alone',
    });
  }
  return { values: Float64Array.from(numbers.flat()), columns, hasDecimalCommas: isDecimalComma };
}

/** A text that is read as points in the plane: pairs with decimal commas look like rows of four. */
function planeOf(text: string, where: string): PointsText | undefined {
  try {
    return readPoints(text, where);
  } catch {
    return undefined;
  }
}

const numberOf = (cell: string): number => (cell === '' ? Number.NaN : Number(cell));
