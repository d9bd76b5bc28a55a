// A block of lines at the bottom of a terminal, redrawn in place without flicker.

import { printable } from '../../formats/printable.ts';
import { widthOf } from './colors.ts';
import { ESCAPE, type Output, RETURN, textOfLines } from './output.ts';

export const HIDE_CURSOR = `${ESCAPE}[?25l`;
export const SHOW_CURSOR = `${ESCAPE}[?25h`;
const ERASE_LINE_END = `${ESCAPE}[K`;
const ERASE_BELOW = `${ESCAPE}[J`;
/** Terminals that know it show what is between at once; the others ignore it. */
const BEGIN_UPDATE = `${ESCAPE}[?2026h`;
const END_UPDATE = `${ESCAPE}[?2026l`;

/** Lines at the bottom that change in place. */
export interface Screen {
  /** Shows lines instead of those shown before; each must fit the width. */
  draw(lines: readonly string[]): void;
  /** Writes lines that stay, above the changing ones. */
  print(lines: readonly string[]): void;
  /** Removes the changing lines. */
  clear(): void;
  /** Leaves the lines as they are and shows the cursor again. */
  close(): void;
  /** Lets go of the lines: others wrote below them. */
  forget(): void;
}

export function createScreen(output: Output): Screen {
  let shown: readonly string[] = [];
  let isHidden = false;
  const hide = () => (isHidden ? '' : HIDE_CURSOR);
  /** To the first shown line; the cursor rests below the last. */
  const toTop = () => upBy(shown.reduce((sum, line) => sum + heightOf(line, output.columns), 0));
  return {
    draw(given) {
      const lines = given.map(printable);
      const text = updateText(shown, lines, toTop(), output.columns);
      if (text === '') return;
      output.write(`${BEGIN_UPDATE}${hide()}${text}${END_UPDATE}`);
      isHidden = true;
      shown = lines;
    },
    print(lines) {
      const text = textOfLines([...lines, ...shown]);
      output.write(`${BEGIN_UPDATE}${toTop()}${ERASE_BELOW}${text}${END_UPDATE}`);
    },
    clear() {
      if (shown.length > 0) output.write(`${toTop()}${ERASE_BELOW}`);
      shown = [];
    },
    close() {
      shown = [];
      if (isHidden) output.write(SHOW_CURSOR);
      isHidden = false;
    },
    forget() {
      shown = [];
      isHidden = false;
    },
  };
}

const upBy = (count: number) => (count > 0 ? `${ESCAPE}[${count}A${RETURN}` : '');

/** Rows that a line takes: a terminal made narrower wraps what it showed. */
function heightOf(line: string, columns: number): number {
  return Math.max(1, Math.ceil(widthOf(line) / columns));
}

/** What to write so that `next` stands where `shown` stood; lines that stay are skipped. */
function updateText(
  shown: readonly string[],
  next: readonly string[],
  toTop: string,
  columns: number,
): string {
  const isReflowed = shown.some((line) => heightOf(line, columns) > 1);
  if (isReflowed) return `${toTop}${ERASE_BELOW}${textOfLines(next)}`;
  const isSame = next.length === shown.length && next.every((line, index) => line === shown[index]);
  if (isSame) return '';
  const lines = next.map((line, index) => (line === shown[index] ? '\n' : `${line}${ERASE_LINE_END}\n`));
  return `${toTop}${lines.join('')}${ERASE_BELOW}`; // also erases an echoed ^C
}
