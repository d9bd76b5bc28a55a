// Where a new run goes: a folder that is free, or a run that may be overwritten.

import { basename, join, resolve } from 'node:path';
import { RunError } from '../base/errors.ts';
import { shellPath } from '../base/shell.ts';
import { parseJson } from '../formats/json.ts';
import type { Config } from '../train/config.ts';
import { makeFolder, onFile, readText } from './files.ts';
import { isEventFile, numberOf, type RunPaths, runPaths } from './folder.ts';
import type { FileSystem } from './system.ts';

/** Where runs go by default, relative to the working folder. */
export const RUNS_FOLDER = 'runs';

/** Checks `out` before anything is computed.
 *  @throws RunError if it holds something that must not be touched */
export function chooseFolder(
  files: FileSystem,
  out: string | undefined,
  overwrite: boolean,
): string | undefined {
  if (out === undefined) return undefined;
  const names = namesIn(files, out);
  if (names.every((name) => firstNames.has(name) || isLeftover(name))) return out;
  if (!isRunFolder(files, out)) {
    throw new RunError(
      `${out}: expected an empty folder or a run, got other files (${names.slice(0, 3).join(', ')})`,
      {
        help: 'choose another folder with --out: this one is left as it is',
      },
    );
  }
  if (overwrite) return out;
  throw new RunError(`${out}: expected an empty folder, got a run`, {
    help: `continue it with --resume ${shellPath(out)}, replace it with --overwrite, or choose another folder with --out`,
  });
}

/** The names in a folder; none where there is no such folder.
 *  @throws RunError if it is not a folder or cannot be read */
export function namesIn(files: FileSystem, folder: string): readonly string[] {
  return onFile(folder, 'read', () => (files.existsSync(folder) ? files.readdirSync(folder) : []));
}

/** The event files in a folder.
 *  @throws RunError as `namesIn` */
export const boardsIn = (files: FileSystem, folder: string): readonly string[] =>
  namesIn(files, folder)
    .filter(isEventFile)
    .map((name) => join(folder, name));

/** Creates the folder and those in it; without a choice, the first runs/<dataset>-<objective>-<n> that is free.
 *  @throws RunError if it cannot be created */
export function createFolder(
  files: FileSystem,
  chosen: string | undefined,
  dataset: string,
  { objective }: Config,
): RunPaths {
  const folder = chosen ?? firstFree(files, join(RUNS_FOLDER, `${slug(dataset)}-${objective.name}`));
  const paths = runPaths(folder);
  for (const path of [folder, paths.samples, paths.checkpoints]) {
    makeFolder(files, path);
  }
  return paths;
}

/** Creates <stem>-<n> with the first free n. Creating is what takes a number: of two runs that start at once, each gets
 *  its own.
 *  @throws RunError if none can be created */
export function firstFree(files: FileSystem, stem: string): string {
  makeFolder(files, resolve(stem, '..'));
  for (let number = 1; ; number++) {
    const folder = `${stem}-${number}`;
    try {
      files.mkdirSync(folder);
      return folder;
    } catch (error) {
      if ((error as { readonly code?: string }).code === 'EEXIST') continue;
      onFile(folder, 'created', () => {
        throw error;
      });
    }
  }
}

/** A dataset's name as part of a folder's name. */
function slug(name: string): string {
  const plain = basename(name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return plain === '' ? 'data' : plain;
}

/** All that a run leaves that ends before its config.json is there. */
const firstNames: ReadonlySet<string> = new Set([
  'samples',
  'checkpoints',
  'lock',
  'changes.jsonl',
  'metrics.jsonl',
  'evaluations.jsonl',
  'warnings.jsonl',
  'skipped.txt',
]);

/** What a process that died while writing leaves. */
const isLeftover = (name: string) => name.startsWith('.') && /\.(part|dead)$/.test(name);

/** Removes what dead processes left in a run folder.
 *  @throws RunError */
export function removeLeftovers(files: FileSystem, { folder, samples, checkpoints }: RunPaths): void {
  for (const inner of [folder, samples, checkpoints]) {
    for (const name of namesIn(files, inner).filter(isLeftover)) {
      const path = join(inner, name);
      onFile(path, 'removed', () => files.rmSync(path, { force: true }));
    }
  }
}

/** Whether a folder holds a run: its config.json says so. */
export function isRunFolder(files: FileSystem, folder: string): boolean {
  const path = runPaths(folder).config;
  try {
    const { format } = parseJson(path, readText(files, path)) as { readonly format?: unknown };
    return typeof format === 'string' && format.startsWith('wgan-run/');
  } catch {
    return false;
  }
}

/** Whether a folder holds a run, or what is left of one: the names of two of its files, whatever they are. */
export function looksLikeRun(files: FileSystem, folder: string): boolean {
  if (isRunFolder(files, folder)) return true;
  const { config, status, metrics, changes, checkpoints } = runPaths(folder);
  const [first, ...others] = [config, status, metrics, changes, checkpoints].filter((path) =>
    isThere(files, path),
  );
  return (first === config || first === status) && others.length > 0;
}

function isThere(files: FileSystem, path: string): boolean {
  try {
    return files.statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false; // the folder is a file, or cannot be entered
  }
}

/** Removes a run's own files; others stay.
 *  @throws RunError */
export function removeRun(files: FileSystem, paths: RunPaths): void {
  const { folder, lock, samples, checkpoints, config, ...plain } = paths;
  removeLeftovers(files, paths);
  const numbered = [samples, checkpoints].flatMap((inner) =>
    namesIn(files, inner)
      .filter((name) => numberOf(name) !== undefined)
      .map((name) => join(inner, name)),
  );
  for (const path of [...numbered, ...boardsIn(files, folder), ...Object.values(plain), config]) {
    onFile(path, 'removed', () => files.rmSync(path, { force: true }));
  }
}

/** Removes a run that did not begin; of its folders, those that are empty then, and its own if it was new. Never fails:
 *  why it did not begin says more. */
export function discardRun(files: FileSystem, paths: RunPaths, { isNew }: { readonly isNew: boolean }): void {
  try {
    removeRun(files, paths);
    for (const path of [paths.samples, paths.checkpoints, ...(isNew ? [paths.folder] : [])]) {
      if (namesIn(files, path).length === 0) files.rmSync(path, { recursive: true, force: true });
    }
  } catch {
    // what is left of it is a folder that any new run may take
  }
}
