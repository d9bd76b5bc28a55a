// config.json: everything that is needed to repeat a run.

import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { ConfigError, FormatError, RunError } from '../base/errors.ts';
import type { Values } from '../base/options.ts';
import { classCounts } from '../data/class-names.ts';
import { isPointsFile } from '../data/data-path.ts';
import type { Dataset } from '../data/dataset.ts';
import { hashOfData } from '../data/image-cache.ts';
import { type Labels, labelsPreamble, numberedClasses } from '../data/labels.ts';
import { datasets } from '../data/registry.ts';
import { bytesOf } from '../formats/byte-source.ts';
import { parseJson } from '../formats/json.ts';
import { type Config, type PartialConfig, parseConfig, resolveConfig } from '../train/config.ts';
import { idleValues } from '../train/format-1.ts';
import type { Learnt } from '../train/setup.ts';
import { trajectoryText } from '../train/trajectory.ts';
import type { ClassCount, DatasetSummary } from './events.ts';
import { readText, writeFile } from './files.ts';
import type { RunPaths } from './folder.ts';
import { placelessData } from './placeless.ts';
import type { StartNote } from './start-weights.ts';
import { requireStored, runSchema } from './stored.ts';
import type { FileSystem, Machine, System } from './system.ts';
import { type Versions, versions } from './versions.ts';

/** The format of config.json: configurations are nested by parts. */
const RUN_FORMAT = 'wgan-run/2';
/** The one before: configurations are flat. */
const FLAT_FORMAT = 'wgan-run/1';

/** What config.json holds. */
export interface RunConfig {
  readonly format: typeof RUN_FORMAT;
  readonly config: Config;
  /** Of a run that began in the format before: what it stored of options that none of its parts has. Its hash and its
   *  checkpoints know them. */
  readonly idle?: Values;
  readonly dataset: DatasetSummary;
  /** Of all that shapes the trajectory: see `trajectoryHash`. */
  readonly hash: string;
  readonly versions: Versions;
  readonly machine: Machine;
  readonly created: string;
  /** Where a branch parted from another run. */
  readonly origin?: Origin;
  /** The file of weights with which its critic began. */
  readonly start?: StartNote;
}

/** The run and iteration that a branch started from. */
export interface Origin {
  readonly run: string;
  readonly iteration: number;
}

/** The iteration whose checkpoint cannot be computed again: what came from another run or file; undefined where all
 *  came from the seed. */
export const givenIteration = ({ origin, start }: Pick<RunConfig, 'origin' | 'start'>): number | undefined =>
  origin?.iteration ?? (start && 0);

/** The record of a new run. */
export function createRunConfig(
  config: Config,
  dataset: Dataset,
  { machine, date }: System,
  { origin, start }: { readonly origin?: Origin; readonly start?: StartNote | undefined } = {},
): RunConfig {
  const summary = summarize(dataset);
  return {
    format: RUN_FORMAT,
    config: withAbsolutePaths(config),
    dataset: summary,
    hash: trajectoryHash(config, summary, undefined, start),
    versions: versions(),
    machine,
    created: date().toISOString(),
    ...(origin && { origin }),
    ...(start && { start }),
  };
}

/** The configuration with the path of its data from the root, where they have one. */
export function withAbsolutePaths(config: Config): Config {
  const { dataset } = config.data;
  if (datasets.has(dataset)) return config;
  return { ...config, data: { ...config.data, dataset: resolve(dataset) } };
}

/** The configuration with the threads that were chosen. */
export const withThreads = (config: Config, threads: number | null): Config => ({
  ...config,
  run: { ...config.run, threads },
});

/** What is kept of a dataset. */
export function summarize(dataset: Dataset): DatasetSummary {
  const {
    name,
    description,
    notes,
    count,
    sampleShape,
    scale,
    labels,
    skipped = [],
    preparation = [],
  } = dataset;
  return {
    ...{ name, description, notes },
    ...(skipped.length > 0 && { skippedCount: skipped.length }),
    ...(preparation.length > 0 && { preparation }),
    ...(scale && { scale }),
    ...{ count, sampleShape, sha256: hashOfData(dataset) },
    ...(labels && { labels: summarizeLabels(labels) }),
    ...(labels && labels.classes.length <= countedClasses && { classes: countClasses(labels) }),
  };
}

/** What the stored facts of data say of the networks that learn them. */
export const learntOfRun = ({ sampleShape, scale, labels, classes }: DatasetSummary): Learnt => ({
  ...{ sampleShape, scale },
  classes: classes?.map(({ name }) => name) ?? (labels && numberedClasses(labels.classes)),
});

/** More classes are not told one by one. */
const countedClasses = 200;

/** How many samples each class has. */
export function countClasses(labels: Labels): readonly ClassCount[] {
  const counts = classCounts(labels);
  return labels.classes.map((name, label) => ({ name, count: counts[label]! }));
}

function summarizeLabels(labels: Labels): NonNullable<DatasetSummary['labels']> {
  const hash = createHash('sha256').update(labelsPreamble(labels)).update(bytesOf(labels.values));
  return { classes: labels.classes.length, sha256: hash.digest('hex') };
}

/** SHA-256 of the data and of every configuration key that a resume may not change: runs with equal hashes (and
 *  equal live changes, device and threads) have equal checkpoints.
 *  @param idle   what a run of format 1 stored besides
 *  @param start  the file with which the critic began */
export function trajectoryHash(
  config: Config,
  { sha256, labels }: DatasetSummary,
  idle?: Values,
  start?: StartNote,
): string {
  return createHash('sha256')
    .update(trajectoryText(config, sha256, idle, labels?.sha256))
    .update(start?.sha256 ?? '')
    .digest('hex');
}

/** What is different here from where a run began, of all that the last bits of its numbers may depend on. */
export function strangeness(run: RunConfig, { machine }: System): readonly string[] {
  const now = { ...versions(), ...machine };
  const then: Readonly<Record<string, unknown>> = { ...run.versions, ...run.machine };
  const shaping = ['wgan', 'onnxruntime', 'architecture', 'cpu'] as const;
  return shaping
    .filter((key) => then[key] !== now[key])
    .map((key) => `${key} ${now[key]} in place of ${then[key] ?? 'an unknown one'}`);
}

/** Writes config.json.
 *  @throws RunError */
export function writeRunConfig(files: FileSystem, paths: RunPaths, config: RunConfig): void {
  writeFile(files, paths.config, `${JSON.stringify(config, null, 2)}\n`);
}

/** Reads config.json.
 *  @throws RunError if the folder holds no run; FormatError or ConfigError if its config.json is damaged */
export function readRunConfig(files: FileSystem, paths: RunPaths): RunConfig {
  const text = readText(files, paths.config);
  if (text === undefined) {
    throw new RunError(`${paths.folder}: expected a run folder, got no config.json in it`, {
      help: 'name the folder that wgan train printed, like runs/mnist-wgan-gp-1; wgan list shows all',
    });
  }
  const values = parseObject(paths.config, text);
  requireRunFormat(paths.config, values.format);
  requireStored(paths.config, runSchema, values);
  const run = values as unknown as RunConfig;
  const config = parseStored(paths.config, values);
  const idle = isObject(values.config) && isFlat(values) ? idleValues(values.config, config) : run.idle;
  return {
    ...run,
    format: RUN_FORMAT,
    dataset: placelessData(run.dataset), // of a CSV file, older runs have the path
    config,
    ...(idle && { idle }),
  };
}

type Stored = Readonly<Record<string, unknown>>;

const isFlat = ({ format }: Stored) => format === FLAT_FORMAT;

/** The configuration of a stored run. */
function parseStored(path: string, { format, config }: Stored): Config {
  return naming(path, () =>
    parseConfig(isFlat({ format }) && isObject(config) ? { scale: scaleBefore(config), ...config } : config),
  );
}

/** What `use` gives; errors of the configuration name the file. */
function naming<T>(path: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(`${path}: ${error.message}`, { help: error.help, cause: error });
  }
}

/** What runs did with points that knew nothing of scales. */
const scaleBefore = ({ dataset }: Stored) =>
  typeof dataset === 'string' && isPointsFile(dataset) ? 'none' : 'auto';

function requireRunFormat(path: string, format: unknown): void {
  if (format === RUN_FORMAT || format === FLAT_FORMAT) return;
  throw new FormatError(
    `${path}: expected format ${RUN_FORMAT}, got ${JSON.stringify(format)?.slice(0, 60) ?? 'none'}`,
    {
      help: 'the run may come from a newer wgan: update this one',
    },
  );
}

/** The format of configurations in files of their own. */
const CONFIG_FORMAT = 2;

/** The values in a file for `--config`: a JSON object of configuration keys, flat or nested, or the config.json of a run.
 *  Of nested ones, those that belong to no part chosen are refused; of flat ones they fall away.
 *  @param preset  what they stand over
 *  @throws RunError, FormatError if it cannot be read or is no JSON object; ConfigError that names the file */
export function readConfigFile(files: FileSystem, path: string, preset?: string): PartialConfig {
  const text = readText(files, path);
  if (text === undefined) throw new RunError(`${path}: expected a configuration, got no such file`);
  const { format, ...values } = parseObject(path, text);
  if (typeof format === 'string') {
    requireRunFormat(path, format);
    const config = parseStored(path, { format, ...values });
    return isFlat({ format }) ? { scale: config.data.scale, ...(values.config as PartialConfig) } : config;
  }
  if (format !== undefined && format !== 1 && format !== CONFIG_FORMAT) {
    throw new FormatError(
      `${path}: expected format ${CONFIG_FORMAT}, got ${JSON.stringify(format)?.slice(0, 60)}`,
      {
        help: 'the file may come from a newer wgan: update this one',
      },
    );
  }
  naming(path, () =>
    format === CONFIG_FORMAT
      ? resolveConfig(values as PartialConfig, { preset })
      : resolveConfig({}, { preset, from: values as PartialConfig }),
  );
  return values as PartialConfig;
}

function parseObject(path: string, text: string): Readonly<Record<string, unknown>> {
  const values = parseJson(path, text);
  if (isObject(values)) return values;
  throw new FormatError(
    `${path}: expected a JSON object of configuration keys, got ${text.slice(0, 40).trim()}`,
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
