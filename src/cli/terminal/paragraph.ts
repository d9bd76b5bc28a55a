// Text in lines of a width.

import { widthOf } from './colors.ts';

/** The text in lines of at most `columns`, all but the first behind `indent` spaces; words stay whole. */
export function paragraph(text: string, columns: number, indent = 0): readonly string[] {
  const words = text.match(/\s*\S+/g) ?? [];
  return words.reduce<readonly string[]>((lines, word) => {
    const line = lines.at(-1);
    if (line === undefined) return [word];
    if (widthOf(line + word) <= columns) return [...lines.slice(0, -1), line + word];
    return [...lines, ' '.repeat(indent) + word.trimStart()];
  }, []);
}
