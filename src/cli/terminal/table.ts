// Columns of text.

import { printable } from '../../formats/printable.ts';
import { type Paint, widthOf } from './colors.ts';
import { padEnd } from './width.ts';

const GAP = '  ';

/** Rows as lines, every column as wide as its widest cell; columns that are empty in all rows are left out.
 *  @param heads  a name for each column */
export function tableLines(
  heads: readonly string[],
  given: readonly (readonly string[])[],
  paint: Paint,
): readonly string[] {
  const rows = given.map((row) => row.map(printable));
  const shown = heads.flatMap((_, column) => (rows.some((row) => row[column] !== '') ? [column] : []));
  const widths = shown.map((column) => widest([heads, ...rows].map((row) => widthOf(row[column]!))));
  const lineOf = (row: readonly string[]) =>
    shown
      .map((column, index) => padEnd(row[column]!, widths[index]!))
      .join(GAP)
      .trimEnd();
  return [paint('dim', lineOf(heads)), ...rows.map(lineOf)];
}

/** Named facts, one in a line; those without text are left out. */
export function factLines(
  facts: readonly (readonly [name: string, text: string])[],
  paint: Paint,
): readonly string[] {
  const told = facts
    .filter(([, text]) => text !== '')
    .map(([name, text]) => [printable(name), printable(text)] as const);
  const width = widest(told.map(([name]) => widthOf(name)));
  return told.map(([name, text]) => `${paint('bold', padEnd(name, width))}${GAP}${text}`);
}

/** Of any number of cells: as arguments of one call, too many would not fit on the stack. */
const widest = (widths: readonly number[]) => widths.reduce((most, width) => Math.max(most, width), 0);
