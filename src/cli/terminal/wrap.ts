// Text in lines of a terminal's width.

/** Longer lines than this are hard to read. */
const WIDEST = 100;

/** The text in lines of at most `columns`, broken between words. */
export function wrapped(text: string, columns: number): readonly string[] {
  const width = Math.min(columns, WIDEST);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length > width && line !== '') {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
