// Lines of CSV texts, cut into cells. Pure: runs in a browser.

/** The cells of a line, without quotes; what is quoted is not cut. */
export function cellsOf(line: string, between: RegExp): readonly string[] {
  if (!line.includes('"')) return line.split(between).map((cell) => cell.trim());
  const quoted: string[] = [];
  const bare = line.replace(/"((?:[^"]|"")*)"/g, (_, inner: string) => `\0${quoted.push(inner) - 1}\0`);
  const restore = (_: string, index: string) => (quoted[Number(index)] ?? '').replaceAll('""', '"');
  return bare.split(between).map((cell) => cell.replace(/\0(\d+)\0/g, restore).trim());
}

/** What may stand between cells: semicolons before tabs before commas before spaces. */
const separators = [/;/, /\t/, /,/, /\s+/];

/** The cells of a line between whatever separates it. */
export const columnsOf = (line: string): readonly string[] => cellsOf(line, separatorOf(line));

/** What separates the cells of a line. */
export const separatorOf = (line: string): RegExp =>
  separators.find((between) => cellsOf(line, between).length > 1) ?? separators[0]!;

/** The lines of a CSV text that hold something, with their numbers from 1 on. Comments begin with `#`. */
export const linesOf = (text: string): readonly { readonly line: string; readonly number: number }[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => !/^(#|sep=.$|$)/.test(line));
