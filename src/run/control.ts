// control.jsonl: what others ask of a run. changes.jsonl: what was carried out, and when.

import { ConfigError } from '../base/errors.ts';
import { nearestName } from '../base/registry.ts';
import type { LiveChanges } from '../gan/live-settings.ts';
import { type Config, checkedValue, isLive, optionsOf } from '../train/config.ts';
import { allOptions, optionsSaid } from '../train/config-options.ts';
import { appendLine, onFile, parseLines, readLines } from './files.ts';
import type { RunPaths } from './folder.ts';
import { growingLines } from './growing-lines.ts';
import { changeSchema, commandSchema, type commands } from './stored.ts';
import type { FileSystem } from './system.ts';

/** A line of control.jsonl. */
export interface Command {
  /** Chosen by the sender; carried out once. */
  readonly id: string;
  readonly command: (typeof commands)[number];
  readonly key?: string | undefined;
  readonly value?: number | undefined;
}

/** A line of changes.jsonl: a command, and how many iterations were made when it was carried out. */
export interface Change extends Command {
  readonly iteration: number;
  /** Why it was not carried out. */
  readonly refused?: string | undefined;
}

const live = allOptions.filter(({ option }) => option.changes === 'live');

/** Settings that a command may change. */
export const liveKeys: readonly string[] = live.map(({ key }) => key);

/** The live settings that `set` asks for.
 *  @throws ConfigError if the key is not live or the value out of its range */
export function settingOf({ key = '', value }: Pick<Command, 'key' | 'value'>): LiveChanges {
  const options = optionsSaid(key, live);
  if (options.length === 0) {
    const nearest = nearestName(key, [...liveKeys, 'learningRate']);
    throw new ConfigError(`set: expected one of learningRate, ${liveKeys.join(', ')}, got "${key}"`, {
      help:
        nearest === undefined
          ? 'other keys are fixed for a run: see wgan branch'
          : `did you mean "${nearest}"?`,
    });
  }
  return Object.fromEntries(options.map((each) => [each.key, Number(checkedValue(each, each.key, value))]));
}

/** Checks that a configuration has a setting.
 *  @throws ConfigError */
export function requireMeaning(config: Config, { key = '' }: Pick<Command, 'key'>): void {
  const own = optionsSaid(key, optionsOf(config));
  if (own.some((each) => isLive(config, each))) return;
  if (own.length > 0) {
    throw new ConfigError(`${key}: this run trains without, so that changing it would change nothing`, {
      help: 'wgan branch goes on from any iteration with other settings',
    });
  }
  throw new ConfigError(
    `${key}: the objective ${config.objective.name} has none, so that changing it would change nothing`,
  );
}

/** The commands in control.jsonl, as they come. */
export interface ControlReader {
  /** Commands since the last call, in order. Lines that are no commands come as their text. */
  take(): readonly (Command | string)[];
}

/** A reader of control.jsonl. Of the lines that were there when this process took the run, only `set` is taken: the
 *  others were meant for a process that is gone.
 *  @param done     ids of commands that were carried out before
 *  @param present  bytes of the file when this process took the run */
export function controlReader(
  files: FileSystem,
  { control }: RunPaths,
  done: ReadonlySet<string>,
  present: number,
): ControlReader {
  const seen = new Set(done);
  const lines = growingLines(files, control);
  const next = (end?: number): readonly (Command | string)[] =>
    briefly(commandsOf(lines.next(end))).filter((line) => {
      const isNew = typeof line === 'string' || !seen.has(line.id);
      if (typeof line !== 'string') seen.add(line.id);
      return isNew;
    });
  let waiting: readonly (Command | string)[] = [];
  if (present > 0) {
    do waiting = [...waiting, ...next(present).filter(isSet)];
    while (lines.isBehind);
  }
  return {
    take() {
      const taken = [...waiting, ...next()];
      waiting = [];
      return taken;
    },
  };
}

const isSet = (line: Command | string) => typeof line !== 'string' && line.command === 'set';

/** So many lines that are no commands are told one by one. */
const MOST_TOLD = 10;

function briefly(lines: readonly (Command | string)[]): readonly (Command | string)[] {
  const strange = lines.filter((line) => typeof line === 'string');
  if (strange.length <= MOST_TOLD) return lines;
  const told = `${strange.length} lines that are none, the first of them ${strange[0]}`;
  return [...lines.filter((line) => typeof line !== 'string'), told];
}

/** Bytes of control.jsonl; 0 where there is none. */
export function controlSize(files: FileSystem, { control }: Pick<RunPaths, 'control'>): number {
  return onFile(control, 'read', () => files.statSync(control, { throwIfNoEntry: false })?.size ?? 0);
}

function commandsOf(lines: readonly string[]): readonly (Command | string)[] {
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [value] = parseLines(line);
      const result = commandSchema.safeParse(value);
      return result.success ? result.data : line.slice(0, 200);
    });
}

/** The changes of a run in the order of their iterations.
 *  @throws RunError if the file cannot be read */
export function readChanges(files: FileSystem, { changes }: RunPaths): readonly Change[] {
  return readLines(files, changes)
    .flatMap((line) => {
      const result = changeSchema.safeParse(line);
      return result.success ? [result.data] : [];
    })
    .toSorted((a, b) => a.iteration - b.iteration);
}

/** Records a change, flushed before it is carried out: what happened is always on disk.
 *  @throws RunError */
export function recordChange(files: FileSystem, { changes }: RunPaths, change: Change): void {
  appendLine(files, changes, change, { isDurable: true });
}
