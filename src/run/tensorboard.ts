// A run for TensorBoard: an event file with its numbers as curves and its pictures beside. Steps are iterations, and time
// is when the run began and the seconds that it has trained: what is written while it trains, and afterwards from its
// logs, is the same.

import { basename, join, resolve } from 'node:path';
import { FormatError } from '../base/errors.ts';
import { eventFileStart, type Summary, summaryRecord } from '../formats/event-file.ts';
import { pngHeader } from '../formats/png.ts';
import { testName } from '../metrics/measures/measure.ts';
import { numbersOf } from '../metrics/reports.ts';
import { type Evaluation, readEvaluations } from './evaluations.ts';
import type { RunEvent, RunSampleEvent } from './events.ts';
import { appendBytes, makeFolder, onFile, readBytes, writeFile } from './files.ts';
import { numberedName, numberOf, type RunPaths, runPaths } from './folder.ts';
import { type LoggedNumbers, readNumbers } from './list.ts';
import { boardsIn, namesIn } from './new-folder.ts';
import { type RunConfig, readRunConfig } from './run-config.ts';
import { type FileSystem, type System, system as thisSystem } from './system.ts';

/** An event file that grows as a run does. */
export interface Board {
  readonly path: string;
  /** How many numbers and pictures it has. */
  readonly counts: { readonly numbers: number; readonly pictures: number };
  tell(event: RunEvent | Logged): void;
}

/** What a run's files tell, as events. */
type Logged =
  | ({ readonly type: 'iteration' } & LoggedNumbers)
  | ({ readonly type: 'evaluation' } & Pick<Evaluation, 'iteration' | 'report' | 'elapsedSeconds'>)
  | ({ readonly type: 'sample' } & Pick<RunSampleEvent, 'iteration' | 'path'>);

/** A new event file of all that a run has logged, in place of those that are there: a resumed run, whose logs were cut,
 *  tells nothing twice.
 *  @param folder  where it lies; by default in the run
 *  @throws RunError if a file cannot be read or written */
export function openBoard(
  { files }: Pick<System, 'files'>,
  paths: RunPaths,
  { created }: Pick<RunConfig, 'created'>,
  { folder = paths.folder }: { readonly folder?: string } = {},
): Board {
  const began = Date.parse(created) / 1000;
  const logged = loggedOf(files, paths);
  const last = logged.findLast(({ type }) => type !== 'sample') as LoggedNumbers | undefined;
  removeBoards(files, folder);
  const path = join(folder, eventFileName(began + (last?.elapsedSeconds ?? 0)));
  writeFile(files, path, eventFileStart(0, began), { isDurable: false });
  const counts = { numbers: 0, pictures: 0 };
  let elapsed = 0;
  const add = (step: number, summaries: readonly Summary[]) => {
    if (summaries.length === 0) return;
    appendBytes(files, path, summaryRecord({ step, seconds: began + elapsed, summaries }));
    for (const summary of summaries) counts['png' in summary ? 'pictures' : 'numbers']++;
  };
  const tell = (event: RunEvent | Logged) => {
    if (event.type === 'iteration' || event.type === 'evaluation') elapsed = event.elapsedSeconds;
    if (event.type === 'iteration') add(event.iteration, numbersOfIteration(event));
    if (event.type === 'evaluation') add(event.iteration, numbersOfEvaluation(event));
    if (event.type === 'sample' && event.path !== undefined)
      add(event.iteration, pictureIn(files, event.path, 'samples'));
  };
  add(0, pictureIn(files, paths.real, 'real'));
  for (const event of logged) tell(event);
  return { path, counts, tell };
}

/** The event file of a run in `<folder>/<name of the run>`, so that several runs can lie side by side.
 *  @throws RunError if there is no run, or a file cannot be written */
export function exportBoard(run: string, folder: string, system: System = thisSystem()): Board {
  const paths = runPaths(run);
  const config = readRunConfig(system.files, paths);
  const own = join(folder, basename(resolve(run)));
  makeFolder(system.files, own);
  return openBoard(system, paths, config, { folder: own });
}

/** Whether an event file lies in a folder. */
export const hasBoard = (files: FileSystem, folder: string): boolean => boardsIn(files, folder).length > 0;

/** As TensorBoard reads several in order: by when they begin. */
const eventFileName = (seconds: number) =>
  `events.out.tfevents.${String(Math.floor(seconds) || 0).padStart(10, '0')}.wgan`;

function removeBoards(files: FileSystem, folder: string): void {
  for (const path of boardsIn(files, folder))
    onFile(path, 'removed', () => files.rmSync(path, { force: true }));
}

/** The logs in the order in which they were written: of an iteration its numbers, its picture, its evaluation. */
function loggedOf(files: FileSystem, paths: RunPaths): readonly Logged[] {
  const numbers = readNumbers(files, paths).map((line): Logged => ({ type: 'iteration', ...line }));
  const evaluations = readEvaluations(files, paths).map((line): Logged => ({ type: 'evaluation', ...line }));
  const pictures = namesIn(files, paths.samples).flatMap((name): readonly Logged[] => {
    const iteration = numberOf(name);
    if (iteration === undefined || name !== numberedName(iteration, 'png')) return [];
    return [{ type: 'sample', iteration, path: join(paths.samples, name) }];
  });
  return [...numbers, ...pictures, ...evaluations].toSorted((a, b) => a.iteration - b.iteration);
}

/** The numbers among values, as curves of a group. */
const curves = (group: string, values: object): readonly Summary[] =>
  Object.entries(values).flatMap(([name, scalar]: [string, unknown]) =>
    typeof scalar === 'number' ? [{ tag: `${group}/${name}`, scalar }] : [],
  );

const numbersOfIteration = ({
  iteration: _,
  elapsedSeconds: __,
  imagesPerSecond,
  memoryBytes,
  health,
  ...numbers
}: Partial<LoggedNumbers>) => [
  ...curves('training', numbers),
  ...curves('speed', { imagesPerSecond, memoryBytes }),
  ...curves('health', health ?? {}),
];

const numbersOfEvaluation = ({ report }: Pick<Evaluation, 'report'>) =>
  numbersOf(report).flatMap(({ name, value, test }) =>
    curves('evaluation', { [name]: value, [testName(name)]: test }),
  );

/** More than a grid of samples takes. */
const MOST_PICTURE_BYTES = 64e6;

/** The PNG file as a picture; none where it is none. */
function pictureIn(files: FileSystem, path: string, tag: string): readonly Summary[] {
  const size = files.statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0 || size > MOST_PICTURE_BYTES) return [];
  const png = readBytes(files, path);
  try {
    pngHeader(png);
    return [{ tag, png }];
  } catch (error) {
    if (error instanceof FormatError) return [];
    throw error;
  }
}
