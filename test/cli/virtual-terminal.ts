// What a terminal shows after some output: the few escape codes that the screen writes, no wrapping.

/** The visible lines, without trailing blank ones; styles are dropped. */
export function shownLines(output: string): readonly string[] {
  const lines: string[][] = [[]];
  let [row, column] = [0, 0];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes begin with one
  for (const [token, parameters, code] of output.matchAll(/\x1b\[([0-9;?]*)([A-Za-z])|[\s\S]/gu)) {
    if (code === 'A') row = Math.max(0, row - Number(parameters || 1));
    else if (code === 'K') lines[row]!.length = Math.min(column, lines[row]!.length);
    else if (code === 'J') {
      lines[row]!.length = Math.min(column, lines[row]!.length);
      lines.length = row + 1;
    } else if (code !== undefined) continue;
    else if (token === '\n') {
      [row, column] = [row + 1, 0];
      lines[row] ??= [];
    } else if (token === '\r') column = 0;
    else {
      const line = lines[row]!;
      while (line.length < column) line.push(' ');
      line[column++] = token;
    }
  }
  const texts = lines.map((line) => line.join('').trimEnd());
  const last = texts.findLastIndex((text) => text !== '');
  return texts.slice(0, last + 1);
}
