// Text in lines of a width.

import { printable } from '../../formats/printable.ts';
import { widthOf } from './colors.ts';
import { unbreakable } from './width.ts';

/** The text in lines of at most `columns`, all but the first behind `indent` spaces; words stay whole. */
export function paragraph(text: string, columns: number, indent = 0): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of unbreakable(printable(text))) {
    if (line !== '' && widthOf(line + word) > columns) {
      lines.push(line);
      line = ' '.repeat(indent) + word.trimStart();
    } else line += word;
  }
  return [...lines, line];
}
