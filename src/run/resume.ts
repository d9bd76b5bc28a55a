// Going on with a run: from its newest undamaged checkpoint, as if it had never stopped.

import { join } from 'node:path';
import { ConfigError, RunError } from '../base/errors.ts';
import { shellPath } from '../base/shell.ts';
import { type Gan, initialState } from '../gan/gan.ts';
import { type Checkpoint, requireSameTensors } from '../train/checkpoint.ts';
import {
  type Config,
  isLive,
  leavesOf,
  optionsOf,
  type PartialConfig,
  resolveConfig,
} from '../train/config.ts';
import { allOptions, valueAt } from '../train/config-options.ts';
import { withoutSwitch } from '../train/one-sided.ts';
import { ganOf } from '../train/setup.ts';
import type { Snapshot } from '../train/snapshot.ts';
import { awaitLock } from './await-lock.ts';
import { type Found, findCheckpoint, type Skipped } from './checkpoints.ts';
import { type Change, controlSize, readChanges, recordChange } from './control.ts';
import { diskCautions } from './disk-space.ts';
import { cutEvaluations } from './evaluations.ts';
import { readNotices } from './explain.ts';
import { makeFolder, onFile, writeFile } from './files.ts';
import { numberOf, type RunPaths, runPaths } from './folder.ts';
import { readNumbers } from './list.ts';
import { removeLeftovers } from './new-folder.ts';
import {
  type Caution,
  deviceOf,
  loadData,
  type OpenRun,
  releasing,
  requireSameData,
  takenFrom,
} from './open-run.ts';
import type { RunTrainingOptions } from './options.ts';
import { readReadings } from './readings.ts';
import {
  type RunConfig,
  readRunConfig,
  strangeness,
  summarize,
  trajectoryHash,
  withAbsolutePaths,
  withThreads,
  writeRunConfig,
} from './run-config.ts';
import { writeSkipped } from './skipped.ts';
import type { StartNote } from './start-weights.ts';
import { readStatus } from './status.ts';
import type { FileSystem, System } from './system.ts';

/** Opens a run where its newest undamaged checkpoint is; what the folder holds past it is cut. Data that were moved are
 *  named by `changes.dataset`, and that is where the run has them from then on.
 *  @throws RunError if there is no run, another process trains it, its data changed, or no checkpoint is undamaged
 *  @throws ConfigError if `changes` holds a key that may not change */
export async function openResumedRun(
  folder: string,
  system: System,
  options: RunTrainingOptions,
): Promise<OpenRun> {
  const { files } = system;
  const paths = runPaths(folder);
  const stored = readRunConfig(files, paths);
  const { dataset: movedTo, ...changes } = options.changes ?? {};
  const kept = changedConfig(stored.config, changes);
  const config =
    movedTo === undefined ? kept : withAbsolutePaths(resolveConfig({ dataset: movedTo }, { from: kept }));
  const lock = await awaitLock(system, paths, options);
  return releasing(lock, async () => {
    const controlBytes = controlSize(files, paths);
    const found = await findCheckpoint(files, paths);
    const dataset = await loadData(config, options).catch(whereTo(folder));
    const summary = summarize(dataset);
    if (movedTo !== undefined) requireMoved(stored, summary.sha256, config.data.dataset);
    requireSameData({ paths, run: stored }, summary);
    const gan = ganOf(config, dataset.sampleShape, dataset.labels?.classes);
    requireFitting(paths, stored, config, gan, found?.checkpoint);
    const start = found?.checkpoint.snapshot;
    const device = await deviceOf(
      config,
      options.changes?.threads ?? threadsNow(files, paths, stored, start),
    );
    const elapsedBefore = elapsedUntil(files, paths, start?.iteration ?? 0);
    cut(files, paths, start?.iteration ?? 0, found?.skipped ?? []);
    const readingsBefore = readReadings(files, paths);
    const data = config.data.dataset === stored.config.data.dataset ? stored.dataset : summary;
    const run: RunConfig = {
      ...{ ...stored, dataset: data },
      config: withThreads(config, stored.config.run.threads),
    };
    const changes = noteThreads(files, paths, run, start?.iteration ?? 0, device.threads);
    writeSkipped(files, paths, dataset);
    writeRunConfig(files, paths, run);
    const cautions = [
      ...takenFrom(lock),
      ...cautionsOf(found, stored, system),
      ...diskCautions(files, paths, gan, config.run.keep),
    ];
    return {
      ...{ system, paths, run, lock, dataset, gan, device, start },
      ...{ elapsedBefore, readingsBefore, changes, controlBytes, cautions },
    };
  });
}

/** Says what to do where the data are not where they were. */
function whereTo(folder: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof ConfigError) || !error.message.startsWith('dataset:')) throw error;
    throw new ConfigError(error.message, {
      help: `if the data were moved, say where they are now: --resume ${shellPath(folder)} --dataset <path>`,
      cause: error,
    });
  };
}

/** @throws ConfigError if the data that a resume names are others */
function requireMoved({ dataset }: RunConfig, sha256: string, path: string): void {
  if (sha256 === dataset.sha256) return;
  const [own, other] = [dataset.sha256, sha256].map((hash) => `SHA-256 ${hash.slice(0, 12)}…`);
  throw new ConfigError(
    `dataset: a resumed run keeps its own value, got other data in ${path} (${other} in place of ${own})`,
    { help: 'name the data that it began with, the same bytes; for others, start a new run' },
  );
}

/** Checks that a checkpoint, if there is one, is of this run and of these networks. */
function requireFitting(
  paths: RunPaths,
  stored: RunConfig,
  config: Config,
  gan: Gan,
  checkpoint: Checkpoint | undefined,
): void {
  requireOwn(paths, stored, config, checkpoint);
  requireReach(paths, stored, config, checkpoint);
  if (checkpoint) requireSameTensors(checkpoint.snapshot.state, initialState(gan, config.training.seed));
}

/** The threads that the run had at a snapshot. */
function threadsNow(files: FileSystem, paths: RunPaths, { config }: RunConfig, start: Snapshot | undefined) {
  return threadsAt(readChanges(files, paths), config, start?.iteration ?? 0);
}

function cautionsOf(found: Found | undefined, stored: RunConfig, system: System): readonly Caution[] {
  return [...damaged(found?.skipped ?? []), ...startedOver(found?.checkpoint), ...elsewhere(stored, system)];
}

/** The configuration with other values of keys that a resume may change.
 *  @throws ConfigError for any other key */
export function changedConfig(config: Config, changes: PartialConfig): Config {
  const options = optionsOf(config);
  for (const [path, { key = path, value }] of withoutSwitch(leavesOf(changes), config.objective.name)) {
    const own = options.find((each) => each.path.join('.') === path);
    if (own === undefined || own.option.changes === 'resumable' || isSame(value, valueAt(config, own.path))) {
      continue;
    }
    throw new ConfigError(`${key}: a resumed run keeps its own value, got ${JSON.stringify(value)}`, {
      help: isLive(config, own)
        ? `change it with wgan set, while the run trains or before it is resumed`
        : `a resume may change ${resumableKeys.join(', ')}; wgan branch may change more`,
    });
  }
  return resolveConfig(changes, { from: config });
}

const resumableKeys = allOptions.filter(({ option }) => option.changes === 'resumable').map(({ key }) => key);

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function requireOwn(
  { folder, config: path }: RunPaths,
  stored: RunConfig,
  config: Config,
  checkpoint: Checkpoint | undefined,
): void {
  const hash = trajectoryHash(config, stored.dataset, stored.idle, stored.start);
  if (hash !== stored.hash) {
    throw new RunError(`${path}: expected the configuration that the run began with, got an edited one`, {
      help: 'restore the file; wgan set changes live settings, wgan branch others',
    });
  }
  if (checkpoint !== undefined && checkpoint.configHash !== hash) {
    throw new RunError(`${folder}: expected checkpoints of this run, got one of another configuration`, {
      help: `its hash is ${checkpoint.configHash.slice(0, 12)}…, the run's ${hash.slice(0, 12)}…`,
    });
  }
}

/** A run goes on from a checkpoint, forwards; only where it began from a seed can it begin again. */
function requireReach(
  { folder }: RunPaths,
  { origin, start }: RunConfig,
  { training: { iterations } }: Config,
  checkpoint: Checkpoint | undefined,
): void {
  if (checkpoint === undefined && origin !== undefined) {
    throw new RunError(`${folder}: expected the checkpoint that the branch began with, got none`, {
      help: `branch again with wgan branch ${shellPath(origin.run)} --at ${origin.iteration}`,
    });
  }
  if (checkpoint === undefined && start !== undefined) throw withoutStart(folder, start);
  const made = checkpoint?.snapshot.iteration ?? 0;
  if (iterations < made) {
    throw new ConfigError(
      `iterations: expected at least ${made}, which the run has made, got ${iterations}`,
      {
        help: `wgan branch ${shellPath(folder)} --at ${iterations} starts from there`,
      },
    );
  }
}

/** What a run lacks whose first checkpoint is gone: the weights with which its critic began lie there. */
const withoutStart = (folder: string, { file }: StartNote) =>
  new RunError(`${folder}: expected the checkpoint with the weights of ${file}, got none`, {
    help: 'start it again with --critic-weights and --overwrite',
  });

/** Seconds that the run took until an iteration, as its status or its log tells. */
function elapsedUntil(files: FileSystem, paths: RunPaths, iteration: number): number {
  const status = readStatus(files, paths);
  if (status?.iteration === iteration) return status.elapsedSeconds;
  const last = readNumbers(files, paths).findLast((line) => line.iteration <= iteration);
  return last?.elapsedSeconds ?? 0;
}

/** Removes what came after an iteration: it comes again. Damaged checkpoints are kept under another name. */
function cut(files: FileSystem, paths: RunPaths, iteration: number, skipped: readonly Skipped[]): void {
  for (const { path } of skipped) onFile(path, 'renamed', () => files.renameSync(path, `${path}.damaged`));
  copyLogs(files, paths, paths, iteration);
  cutEvaluations(files, paths, iteration);
  for (const folder of [paths.samples, paths.checkpoints]) {
    makeFolder(files, folder);
  }
  removeLeftovers(files, paths);
  for (const name of onFile(paths.samples, 'read', () => files.readdirSync(paths.samples))) {
    const path = join(paths.samples, name);
    if ((numberOf(name) ?? 0) > iteration) onFile(path, 'removed', () => files.rmSync(path, { force: true }));
  }
}

/** Copies what a run logged and was warned of until an iteration, but for damaged lines.
 *  @throws RunError */
export function copyLogs(files: FileSystem, from: RunPaths, to: RunPaths, iteration: number): void {
  copyLines(files, readNumbers(files, from), to.metrics, iteration);
  copyLines(files, readNotices(files, from), to.warnings, iteration);
}

/** A log without lines becomes no new file. */
function copyLines(
  files: FileSystem,
  lines: readonly { readonly iteration: number }[],
  to: string,
  iteration: number,
): void {
  const kept = lines.filter((line) => line.iteration <= iteration);
  if (kept.length === 0 && !files.existsSync(to)) return;
  writeFile(files, to, kept.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** The threads that computed an iteration. */
export function threadsAt(changes: readonly Change[], config: Config, iteration: number): number | null {
  const last = changes.findLast((change) => change.key === 'threads' && change.iteration <= iteration);
  return last?.value ?? config.run.threads;
}

/** Records a new number of threads; those of iterations that are yet to come are forgotten. */
function noteThreads(
  files: FileSystem,
  paths: RunPaths,
  { config }: RunConfig,
  iteration: number,
  threads: number,
): readonly Change[] {
  const all = readChanges(files, paths);
  const kept = all.filter((change) => change.key !== 'threads' || change.iteration <= iteration);
  if (kept.length < all.length) writeChanges(files, paths, kept);
  if (threads === threadsAt(kept, config, iteration)) return kept;
  const change: Change = {
    id: `threads-${iteration}-${kept.length}`,
    iteration,
    command: 'set',
    key: 'threads',
    value: threads,
  };
  recordChange(files, paths, change);
  return [...kept, change];
}

/** Replaces changes.jsonl. */
export function writeChanges(files: FileSystem, paths: RunPaths, changes: readonly Change[]): void {
  writeFile(files, paths.changes, changes.map((change) => `${JSON.stringify(change)}\n`).join(''));
}

function damaged(skipped: readonly Skipped[]): readonly Caution[] {
  return skipped.map(({ path, reason }) => ({
    name: 'damaged-checkpoint',
    message: `skipped a damaged checkpoint: ${reason}`,
    help: `it is kept as ${path}.damaged`,
  }));
}

function elsewhere(run: RunConfig, system: System): readonly Caution[] {
  const differences = strangeness(run, system);
  if (differences.length === 0) return [];
  return [
    {
      name: 'other-machine',
      message: `the last bits of the numbers may differ from those of one go: ${differences.join(', ')}`,
    },
  ];
}

function startedOver(checkpoint: Checkpoint | undefined): readonly Caution[] {
  return checkpoint === undefined
    ? [{ name: 'no-checkpoint', message: 'the run has no checkpoint yet: it starts again at iteration 0' }]
    : [];
}
