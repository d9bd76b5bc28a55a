// config.json: everything that is needed to repeat a run.

import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { ConfigError, FormatError, RunError } from '../base/errors.ts';
import { isPointsFile } from '../data/data-path.ts';
import type { Dataset } from '../data/dataset.ts';
import { type Labels, labelsPreamble } from '../data/labels.ts';
import { datasets } from '../data/registry.ts';
import { bytesOf } from '../formats/byte-source.ts';
import { parseJson } from '../formats/json.ts';
import { type Config, type PartialConfig, parseConfig } from '../train/config.ts';
import { datasetPreamble, laterKeys, trajectoryText } from '../train/trajectory.ts';
import type { DatasetSummary } from './events.ts';
import { readText, writeFile } from './files.ts';
import type { RunPaths } from './folder.ts';
import { placelessData } from './placeless.ts';
import { requireStored, runSchema } from './stored.ts';
import { type Versions, versions } from './versions.ts';
import type { FileSystem, Machine, World } from './world.ts';

/** The format of config.json. */
const RUN_FORMAT = 'wgan-run/1';

/** What config.json holds. */
export interface RunConfig {
  readonly format: typeof RUN_FORMAT;
  readonly config: Config;
  readonly dataset: DatasetSummary;
  /** Of all that shapes the trajectory: see `trajectoryHash`. */
  readonly hash: string;
  readonly versions: Versions;
  readonly machine: Machine;
  readonly created: string;
  /** Where a branch parted from another run. */
  readonly origin?: Origin;
}

/** The run and iteration that a branch started from. */
export interface Origin {
  readonly run: string;
  readonly iteration: number;
}

/** The record of a new run. */
export function createRunConfig(
  config: Config,
  dataset: Dataset,
  { machine, date }: World,
  origin?: Origin,
): RunConfig {
  const summary = summarize(dataset);
  return {
    format: RUN_FORMAT,
    config: withAbsolutePaths(config),
    dataset: summary,
    hash: trajectoryHash(config, summary),
    versions: versions(),
    machine,
    created: date().toISOString(),
    ...(origin && { origin }),
  };
}

/** The configuration with the path of its data from the root, where they have one. */
export function withAbsolutePaths(config: Config): Config {
  return datasets.has(config.dataset) ? config : { ...config, dataset: resolve(config.dataset) };
}

/** What is kept of a dataset. */
export function summarize(dataset: Dataset): DatasetSummary {
  const {
    name,
    description,
    notes,
    count,
    sampleShape,
    values,
    scale,
    labels,
    skipped = [],
    preparation = [],
  } = dataset;
  const hash = createHash('sha256').update(datasetPreamble(dataset));
  hash.update(bytesOf(values));
  return {
    ...{ name, description, notes },
    ...(skipped.length > 0 && { skippedCount: skipped.length }),
    ...(preparation.length > 0 && { preparation }),
    ...(scale && { scale }),
    ...{ count, sampleShape, sha256: hash.digest('hex') },
    ...(labels && { labels: summarizeLabels(labels) }),
  };
}

function summarizeLabels(labels: Labels): NonNullable<DatasetSummary['labels']> {
  const hash = createHash('sha256').update(labelsPreamble(labels)).update(bytesOf(labels.values));
  return { classes: labels.classes.length, sha256: hash.digest('hex') };
}

/** SHA-256 of the data and of every configuration key that a resume may not change: runs with equal hashes (and
 *  equal live changes, device and threads) have equal checkpoints. */
export function trajectoryHash(config: Config, { sha256 }: DatasetSummary): string {
  return createHash('sha256').update(trajectoryText(config, sha256)).digest('hex');
}

/** What is different here from where a run began, of all that the last bits of its numbers may depend on. */
export function strangeness(run: RunConfig, { machine }: World): readonly string[] {
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
  return {
    ...run,
    dataset: placelessData(run.dataset), // of a CSV file, older runs have the path
    config: parseStored(paths.config, values.config),
  };
}

/** The configuration of a stored run. */
function parseStored(path: string, config: unknown): Config {
  try {
    return parseConfig(isObject(config) ? { ...laterKeys, scale: scaleBefore(config), ...config } : config);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(`${path}: ${error.message}`, { help: error.help, cause: error });
  }
}

/** What runs did with points that knew nothing of scales. */
const scaleBefore = ({ dataset }: Readonly<Record<string, unknown>>) =>
  typeof dataset === 'string' && isPointsFile(dataset) ? 'none' : 'auto';

function requireRunFormat(path: string, format: unknown): void {
  if (format === RUN_FORMAT) return;
  throw new FormatError(
    `${path}: expected format ${RUN_FORMAT}, got ${JSON.stringify(format)?.slice(0, 60) ?? 'none'}`,
    {
      help: 'the run may come from a newer wgan: update this one',
    },
  );
}

/** The keys in a file for `--config`: a JSON object of configuration keys, or the config.json of a run.
 *  @throws RunError, FormatError if it cannot be read or is no JSON object */
export function readConfigFile(files: FileSystem, path: string): PartialConfig {
  const text = readText(files, path);
  if (text === undefined) throw new RunError(`${path}: expected a configuration, got no such file`);
  const values = parseObject(path, text);
  if (typeof values.format !== 'string') return values as PartialConfig;
  requireRunFormat(path, values.format);
  return parseStored(path, values.config);
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
