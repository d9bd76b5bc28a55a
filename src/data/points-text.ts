// Points in the plane from the text of a CSV file. Pure: runs in a browser.

import { DataError } from '../base/errors.ts';

/** Bad rows that an error names before it only counts them. */
const namedRows = 10;

/** The numbers of a CSV text, row by row, as `loadPointsFile` reads them.
 *  @param where  what an error calls the text */
export function parsePoints(text: string, where: string): Float32Array {
  const rows = text
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'))
    .map(({ line, number }) => ({ line, number, point: parseRow(line) }));
  const [first] = rows;
  const data = first !== undefined && isHeader(first.line) ? rows.slice(1) : rows;
  const bad = data.filter(({ point }) => point === undefined);
  if (bad.length > 0) throw badRows(bad, where);
  if (data.length === 0) throw new DataError(`${where}: expected a line of two numbers per point, got none`);
  return Float32Array.from(data.flatMap(({ point }) => point ?? []));
}

/** Two numbers that float32 can hold, or undefined. */
function parseRow(line: string): readonly number[] | undefined {
  const cells = cellsOf(line);
  const numbers = cells.map((cell) => (cell === '' ? Number.NaN : Number(cell)));
  return numbers.length === 2 && numbers.every((x) => Number.isFinite(Math.fround(x))) ? numbers : undefined;
}

const cellsOf = (line: string) =>
  line.split(/\s*[,;]\s*|\s+/).map((cell) => cell.replace(/^"(.*)"$/, '$1').trim());

/** Two cells, neither of them a number: names of columns. */
function isHeader(line: string): boolean {
  const cells = cellsOf(line);
  return cells.length === 2 && cells.every((cell) => /^\p{L}/u.test(cell) && !/^(nan|inf)/i.test(cell));
}

function badRows(
  bad: readonly { readonly line: string; readonly number: number }[],
  where: string,
): DataError {
  const named = bad.slice(0, namedRows).map(({ line, number }) => `line ${number}: "${line.slice(0, 40)}"`);
  const rest = bad.length > namedRows ? ` and ${bad.length - namedRows} more` : '';
  return new DataError(`${where}: every row must be two finite numbers, got ${named.join(', ')}${rest}`, {
    help: 'write one point per line, as in "0.5,-1.25"; lines that start with # are skipped',
  });
}
