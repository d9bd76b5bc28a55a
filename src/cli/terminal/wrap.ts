// Text in lines of a terminal's width.

import { paragraph } from './paragraph.ts';

/** Longer lines than this are hard to read. */
const WIDEST = 100;

/** The text in lines of at most `columns`, broken between words. */
export function wrapped(text: string, columns: number): readonly string[] {
  return paragraph(text, Math.min(columns, WIDEST));
}
