// Tables of labels that lie beside pictures: CSV files of names and labels, and StyleGAN's dataset.json. Pure.

import { DataError } from '../base/errors.ts';
import { parseJson } from '../formats/json.ts';
import { cellsOf, linesOf, separatorOf } from './csv-cells.ts';

/** Labels of files, in one or more columns. */
export interface LabelTable {
  /** The names of the columns of labels. */
  readonly columns: readonly string[];
  /** The cells of a row by the name of its file, as the table writes it. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
}

/** What a table calls the column of names. */
const fileColumns = ['file', 'filename', 'file_name', 'path', 'image', 'name', 'id'];

/** The labels in a CSV text: the first column names files, or one called `file`, `filename`, `path`...; without a line of
 *  names there are two columns.
 *  @param where  what an error calls the text
 *  @param isFile whether a cell names a picture
 *  @throws DataError if a row has other cells than the first */
export function parseLabelCsv(text: string, where: string, isFile: (cell: string) => boolean): LabelTable {
  const lines = linesOf(text);
  const [first] = lines;
  const between = separatorOf(first?.line ?? '');
  const cells = lines.map(({ line }) => cellsOf(line, between));
  const [head = []] = cells;
  const hasNames = !head.some(isFile);
  const names = hasNames
    ? head
    : ['file', ...head.slice(1).map((_, index) => columnName(index, head.length))];
  const fileAt = Math.max(
    0,
    names.findIndex((name) => fileColumns.includes(name.toLowerCase())),
  );
  const others = [...names.keys()].filter((at) => at !== fileAt && names[at] !== '');
  const rows = new Map<string, readonly string[]>();
  for (const [index, row] of cells.entries()) {
    if (hasNames && index === 0) continue;
    if (row.length !== names.length) {
      throw new DataError(
        `${where}: expected ${names.length} cells in every line, got ${row.length} in line ${lines[index]!.number}`,
        { help: 'write one picture per line, as in "cat/1.png,cat"; put cells with commas between quotes' },
      );
    }
    rows.set(
      fileKey(row[fileAt]!),
      others.map((at) => row[at]!),
    );
  }
  return { columns: others.map((at) => names[at]!), rows };
}

const columnName = (index: number, columns: number) => (columns === 2 ? 'label' : `column ${index + 2}`);

/** The labels in a dataset.json as StyleGAN's tools write it: `{"labels": [["00000/img00000000.png", 6], ...]}`;
 *  undefined where it has none, or vectors.
 *  @throws FormatError or DataError if it is another text */
export function parseDatasetJson(text: string, where: string): LabelTable | undefined {
  const { labels } = (parseJson(where, text) ?? {}) as { readonly labels?: unknown };
  if (labels === null || labels === undefined) return undefined;
  const isPairs = Array.isArray(labels) && labels.every((each) => Array.isArray(each) && each.length === 2);
  if (!isPairs) {
    throw new DataError(`${where}: expected labels as pairs of a file and a number, got others`, {
      help: 'StyleGAN writes {"labels": [["00000/img00000000.png", 6]]}; delete the file to do without labels',
    });
  }
  const pairs = labels as readonly (readonly [unknown, unknown])[];
  if (!pairs.every(([, label]) => Number.isSafeInteger(label) || typeof label === 'string')) return undefined;
  return {
    columns: ['label'],
    rows: new Map(pairs.map(([file, label]) => [fileKey(String(file)), [String(label)]])),
  };
}

/** A path as tables are asked for it. */
export const fileKey = (path: string): string => path.replaceAll('\\', '/').replace(/^\.\//, '');
