// What the command line shows of a training run: one listener for every kind of output.

import { relative } from 'node:path';
import { shellPath } from '../../base/shell.ts';
import type { Dataset } from '../../data/dataset.ts';
import { objectives } from '../../gan/objectives/registry.ts';
import { monitors } from '../../health/registry.ts';
import type { RunEvent, RunStartEvent } from '../../run/events.ts';
import { runPaths } from '../../run/folder.ts';
import type { Config } from '../../train/config.ts';
import type { WarningEvent } from '../../train/events.ts';
import type { Compiling } from '../../train/turns.ts';
import type { Io } from '../io.ts';
import { say, translate } from '../language/say.ts';
import type { Environment, Paint } from '../terminal/colors.ts';
import { formatBytes, formatCount } from '../terminal/format.ts';

/** A listener that shows what happens. */
export interface View {
  /** Files of a dataset read so far. */
  loading(done: number, total: number): void;
  /** The dataset was read: says what was skipped, and shows images that come from a folder.
   *  @param folder  of the run, where it names all that was skipped */
  dataset(dataset: Dataset, folder?: string): void;
  /** What the data decided, and why. */
  chosen(reasons: readonly string[]): void;
  /** A program that takes long is compiled. */
  compiling(compiling: Compiling): void;
  /** Something that takes a while has begun. */
  waiting(what: string): void;
  /** Something worth knowing that is no failure. */
  note(message: string, help?: string): void;
  event(event: RunEvent): void;
  /** A signal came: the run ends after the iteration at hand. */
  stopping(): void;
  /** Gives the terminal back, whatever happened; a second call does nothing. */
  close(): void;
}

/** What to do at each kind of event. */
export type EventHandlers = {
  readonly [T in RunEvent['type']]: (event: Extract<RunEvent, { readonly type: T }>) => void;
};

/** Calls the handler of the event's kind. */
export function dispatch(handlers: EventHandlers, event: RunEvent): void {
  (handlers[event.type] as (event: RunEvent) => void)(event);
}

/** What a view shows, and where. */
export interface ViewOptions {
  readonly io: Io;
  readonly config: Config;
  /** Show samples in the terminal. */
  readonly hasPreview: boolean;
  /** The iteration that the run in a folder has reached, where that can be told between its events. */
  readonly iterationOf?: (folder: string) => number | undefined;
  /** After so much training it is to end. */
  readonly seconds?: number | undefined;
}

/** The path as people would type it: relative where that is shorter, and quoted where a shell needs it. */
export function shortPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return shellPath(fromHere !== '' && fromHere.length < path.length ? fromHere : path);
}

/** As many skipped files as a note names. */
const NAMED = 3;

/** What is worth knowing of a dataset; of a run, where all skipped files are named. */
export function datasetNotes(
  { notes, skipped = [] }: Dataset,
  folder: string | undefined,
): readonly string[] {
  if (folder === undefined || skipped.length <= NAMED) return notes;
  return [...notes, say`all skipped files are in ${shortPath(runPaths(folder).skipped)}, with the reasons`];
}

/** What is trained, on what, where: printed once training begins. */
export function headLines(config: Config, start: RunStartEvent, paint: Paint): readonly string[] {
  const { dataset, generatorParameters, criticParameters, device, threads, folder } = start;
  const threadText = threads === 1 ? say`1 thread` : say`${threads} threads`;
  const files = paint('cyan', shortPath(folder));
  return [
    say`${paint('bold', config.objective.name)} on ${paint('bold', dataset.name)}: ${translate(dataset.description)}`,
    ...(dataset.preparation ?? []).map((text) => `  ${translate(text)}`),
    say`generator ${formatCount(generatorParameters)} parameters, critic ${formatCount(criticParameters)}; ${device}, ${threadText}, seed ${config.training.seed}`,
    start.isResumed
      ? say`files in ${files}, resumed at iteration ${formatCount(start.iteration)}`
      : say`files in ${files}`,
    paint('dim', meaningOf(config)),
  ];
}

/** What the number to watch means. */
function meaningOf({ objective }: Config): string {
  return objectives.get(objective.name).estimate === undefined
    ? say`the losses say little about the samples: look at the pictures`
    : say`Wasserstein estimate: rises as the critic learns, falls as samples improve`;
}

/** A warning with the iteration in which it was seen; what is known before training has none. */
export function warningText({ name, iteration, message, isOver }: WarningEvent): string {
  const text = troubleText(message, isOver);
  return monitors.has(name) ? say`iteration ${formatCount(iteration)}: ${text}` : text;
}

/** What ails a run, as its monitor told it. */
function troubleText(message: string, isOver?: boolean): string {
  if (!isOver) return translate(message);
  return say`${translate(message.replace(/: over$/, ''))}: over`;
}

/** Something worth knowing, and what to do about it. */
export function noteText(message: string, help?: string): string {
  return help === undefined ? translate(message) : say`${translate(message)} (${translate(help)})`;
}

/** How this program was called, for lines to type. */
export function programName(env: Environment): string {
  return env.npm_command === 'exec' ? 'npx wgan' : 'wgan';
}

/** What a long compilation is doing. */
export function compilingText(compiling: Compiling): string {
  if (compiling.step === 'simplify') {
    return say`compiling a long iteration: ${formatCount(compiling.visited)} steps`;
  }
  const size = formatBytes(compiling.program.bytes.byteLength);
  return say`ONNX Runtime loads the program of ${size}: signals are heard after that`;
}
