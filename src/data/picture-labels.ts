// The labels of picture files: of a table beside them, or of their folders.

import { DataError } from '../base/errors.ts';
import { areClasses, labelsOfTexts, unevenNotes } from './class-names.ts';
import type { DatasetOptions } from './dataset.ts';
import { labelsFromFolders } from './image-files.ts';
import { fileKey, type LabelTable, parseDatasetJson, parseLabelCsv } from './label-table.ts';
import type { Labelling, Picture, PictureSource } from './picture-source.ts';
import { mixedNotes } from './splits.ts';

/** A file of a folder or an archive. */
export interface NamedFile extends Picture {
  read(): Promise<Uint8Array>;
}

/** A table of labels, and its name. */
interface FoundTable extends LabelTable {
  readonly file: NamedFile;
}

/** Pictures among some files, and how they are labelled: by a table beside them (dataset.json, labels.csv, metadata.csv, or
 *  the only CSV file), else by folders.
 *  @throws DataError if the labels that are asked for are not there, or a table cannot be read */
export async function labelsOfFiles(
  where: string,
  files: readonly NamedFile[],
  { labels: wanted }: Pick<DatasetOptions, 'labels'>,
): Promise<Pick<PictureSource, 'labelled'> & { readonly pictures: readonly NamedFile[] }> {
  const table = await findTable(where, files);
  if (wanted !== undefined) requireColumn(where, table, wanted);
  const pictures = table === undefined ? files : files.filter((file) => file !== table.file);
  return {
    pictures,
    labelled(kept) {
      const paths = kept.map((index) => pictures[index]!.path);
      const { labels, notes } = table === undefined ? ofFolders(paths) : ofTable(table, paths, wanted);
      return { labels, notes: [...mixedNotes(paths), ...notes, ...(labels ? unevenNotes(labels) : [])] };
    },
  };
}

const ofFolders = (paths: readonly string[]): Labelling => ({ labels: labelsFromFolders(paths), notes: [] });

/** Tables are no larger than this. */
const tableBytes = 2 ** 28;

async function findTable(where: string, files: readonly NamedFile[]): Promise<FoundTable | undefined> {
  const top = files.filter(({ path }) => !path.includes('/'));
  const named = (name: string) => top.find(({ path }) => path.toLowerCase() === name);
  const json = named('dataset.json');
  const fromJson = json && parseDatasetJson(await textOf(where, json), `${where}/${json.path}`);
  if (json && fromJson) return { ...fromJson, file: json };
  const tables = top.filter(({ path }) => path.toLowerCase().endsWith('.csv'));
  const chosen =
    named('labels.csv') ?? named('metadata.csv') ?? (tables.length === 1 ? tables[0] : undefined);
  if (chosen === undefined) return undefined;
  const names = new Set(files.flatMap(({ path }) => [path, baseName(path)]));
  const isFile = (cell: string) => names.has(fileKey(cell));
  const table = parseLabelCsv(await textOf(where, chosen), `${where}/${chosen.path}`, isFile);
  return [...table.rows.keys()].some(isFile) ? { ...table, file: chosen } : undefined;
}

async function textOf(where: string, file: NamedFile): Promise<string> {
  const bytes = await file.read();
  if (bytes.length <= tableBytes) return new TextDecoder().decode(bytes);
  throw new DataError(`${where}/${file.path}: tables may have 256 MiB at most, got ${bytes.length} bytes`);
}

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

function requireColumn(where: string, table: FoundTable | undefined, wanted: string): void {
  if (table === undefined) {
    throw new DataError(`labels: expected a CSV file with a column ${wanted} in ${where}, got none`, {
      help: 'put a table beside the pictures: a line "file,hair,glasses", then a line for each picture',
    });
  }
  if (table.columns.includes(wanted)) return;
  throw new DataError(
    `labels: expected one of the columns ${table.columns.join(', ')} of ${where}/${table.file.path}, got ${wanted}`,
  );
}

/** Columns that are meant where there are several. */
const usualColumns = ['label', 'labels', 'class', 'category'];

function ofTable(
  { columns, rows, file: { path: where } }: FoundTable,
  paths: readonly string[],
  wanted: string | undefined,
): Labelling {
  const usual = columns.length === 1 ? columns[0] : usualColumns.find((name) => columns.includes(name));
  const column = wanted ?? usual;
  if (column === undefined) {
    const named = columns.join(', ');
    return { notes: [`${where} has labels ${named}: --labels chooses one of them, none is used now`] };
  }
  const counted = new Map<string, number>();
  for (const path of paths) counted.set(baseName(path), (counted.get(baseName(path)) ?? 0) + 1);
  const rowOf = (path: string) =>
    rows.get(path) ?? (counted.get(baseName(path)) === 1 ? rows.get(baseName(path)) : undefined);
  const at = columns.indexOf(column);
  const texts = paths.map((path) => rowOf(path)?.[at]);
  const without = paths.filter((_, index) => texts[index] === undefined || texts[index] === '');
  const unlabelled = `${without.length.toLocaleString('en')} of ${paths.length.toLocaleString('en')} pictures have no label in ${where}, the first of them ${without[0]}`;
  if (without.length > 0) {
    if (wanted === undefined) return { notes: [`${unlabelled}: none is labelled now`] };
    throw new DataError(`labels: every picture needs one, got none for some: ${unlabelled}`, {
      help: 'add their lines, or move these pictures away',
    });
  }
  const known = texts as readonly string[];
  if (!areClasses(known)) {
    const different = new Set(known).size;
    return {
      notes: [
        `the column ${column} of ${where} has ${different.toLocaleString('en')} values for ${paths.length.toLocaleString('en')} pictures, which are no classes: none is labelled now`,
      ],
    };
  }
  return { labels: labelsOfTexts(known), notes: [] };
}
