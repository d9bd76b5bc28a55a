// Runs side by side: what each one is and came to, and which of them differ in nothing but the seed.

import { FormatError } from '../base/errors.ts';
import { type Float32Tensor, float32 } from '../base/host-tensor.ts';
import { toScale } from '../base/point-scale.ts';
import { previewSamples } from '../data/preview.ts';
import { decodePng } from '../formats/png.ts';
import type { Report } from '../metrics/reports.ts';
import { type Config, shownOptions } from '../train/config.ts';
import { type ConfigOption, valueAt } from '../train/config-options.ts';
import { evaluateModel } from './evaluate.ts';
import { type Evaluation, readEvaluations } from './evaluations.ts';
import { readBytes } from './files.ts';
import { lastSamples, type RunPaths, runPaths } from './folder.ts';
import { type LoggedNumbers, type RunSummary, readNumbers, summarizeRun } from './list.ts';
import { loadGenerator } from './model-file.ts';
import { loadData } from './open-run.ts';
import { placelessNames } from './placeless.ts';
import { type RunConfig, readRunConfig } from './run-config.ts';
import { sampleModel } from './sample.ts';
import { type FileSystem, type System, system as thisSystem } from './system.ts';

/** A run as it is compared. */
export interface ComparedRun {
  readonly folder: string;
  readonly run: RunConfig;
  readonly summary: RunSummary;
  /** Of metrics.jsonl, by iteration. */
  readonly lines: readonly LoggedNumbers[];
  readonly evaluations: readonly Evaluation[];
  /** Its generator, measured; absent where there is none yet. */
  readonly report?: Report;
  /** Its last samples, and real ones. */
  readonly samples?: Picture;
  readonly real?: Picture;
  /** Of points: samples and real ones, float32[N, 2], as they are learnt. */
  readonly points?: { readonly fake: Float32Tensor; readonly real: Float32Tensor };
}

/** A PNG file. */
export interface Picture {
  readonly png: Uint8Array;
  readonly width: number;
}

/** Runs that differ in nothing that shapes them but the seed. */
export interface RunGroup {
  readonly runs: readonly ComparedRun[];
}

export interface CompareOptions {
  /** Called before each run is read. */
  readonly onRun?: (index: number, count: number, folder: string) => void;
  readonly signal?: AbortSignal;
  readonly system?: System;
}

const POINTS = 1000;

/** Reads runs, and measures the generators that were not measured at their last iteration.
 *  @throws RunError, FormatError if a folder holds no run or a damaged one */
export async function readComparison(
  folders: readonly string[],
  { onRun = () => {}, signal, system = thisSystem() }: CompareOptions = {},
): Promise<readonly RunGroup[]> {
  const runs: ComparedRun[] = [];
  for (const [index, folder] of folders.entries()) {
    signal?.throwIfAborted();
    onRun(index, folders.length, folder);
    runs.push(await readComparedRun(folder, system, signal));
  }
  return groupRuns(runs);
}

async function readComparedRun(folder: string, system: System, signal?: AbortSignal): Promise<ComparedRun> {
  const { files } = system;
  const paths = runPaths(folder);
  const run = readRunConfig(files, paths);
  const summary = summarizeRun(folder, system);
  const evaluations = readEvaluations(files, paths);
  const samples = lastPicture(files, paths);
  const real = pictureAt(files, paths.real);
  const hasGenerator = files.existsSync(paths.generator);
  const last = evaluations.findLast(({ iteration }) => iteration === summary.iteration);
  const report = last?.report ?? (hasGenerator ? await reportNow(folder, run, signal) : undefined);
  const isPoints = run.dataset.sampleShape.length === 1;
  return {
    ...{ folder, run, summary, evaluations },
    lines: readNumbers(files, paths),
    ...(report && { report }),
    ...(samples && { samples }),
    ...(real && { real }),
    ...(isPoints && hasGenerator && { points: await pointsOf(folder, run) }),
  };
}

function lastPicture(files: FileSystem, paths: RunPaths): Picture | undefined {
  const last = lastSamples(files, paths);
  return last && pictureAt(files, last.path);
}

/** A picture; undefined where there is none, or a damaged one. */
function pictureAt(files: FileSystem, path: string): Picture | undefined {
  if (!files.existsSync(path)) return undefined;
  const png = readBytes(files, path);
  try {
    return { png, width: decodePng(png).width };
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

/** The generator's scores, from the noise that evaluations of the run's seed have. */
async function reportNow(folder: string, { config }: RunConfig, signal?: AbortSignal): Promise<Report> {
  const { results } = await evaluateModel(folder, { seeds: [config.training.seed], signal });
  return results[0]!.report;
}

async function pointsOf(folder: string, { config }: RunConfig): Promise<NonNullable<ComparedRun['points']>> {
  const dataset = await loadData(config, {});
  const fake = await sampleModel(await loadGenerator(folder), { count: POINTS });
  return {
    fake: float32(fake.shape, toScale(fake.data, dataset.scale)),
    real: previewSamples(dataset, { count: POINTS, seed: 1 }),
  };
}

/** Whether an option tells runs apart: not the seed, nor what a resume may change but for the length. */
const isCompared = ({ key, option }: ConfigOption) =>
  key === 'iterations' || (key !== 'seed' && option.changes !== 'resumable');

/** The options of some configurations that tell runs apart. */
export const comparedOptions = (configs: readonly Config[]): readonly ConfigOption[] =>
  shownOptions(configs).filter(isCompared);

function groupRuns(runs: readonly ComparedRun[]): readonly RunGroup[] {
  const groups = new Map<string, ComparedRun[]>();
  for (const one of runs) {
    const { config, dataset } = one.run;
    const values = comparedOptions([config]).map(({ key, path }) => [key, valueAt(config, path)]);
    const key = JSON.stringify([dataset.sha256, values]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((own) => ({ runs: own }));
}

/** Groups for others to read: folders and data by the last part of their paths. */
export function placelessGroups(groups: readonly RunGroup[]): readonly RunGroup[] {
  const all = groups.flatMap(({ runs }) => runs);
  const folders = placelessNames(all.map(({ folder }) => folder));
  const data = placelessNames(all.map(({ run }) => run.config.data.dataset));
  const placeless = (one: ComparedRun): ComparedRun => {
    const own = one.run.config;
    const config = { ...own, data: { ...own.data, dataset: data.get(own.data.dataset)! } };
    return { ...one, folder: folders.get(one.folder)!, run: { ...one.run, config } };
  };
  return groups.map(({ runs }) => ({ runs: runs.map(placeless) }));
}

/** The configuration of a group: that of its runs but for the seed. */
export const configOf = ({ runs }: RunGroup): Config => runs[0]!.run.config;

/** The options in which groups differ. */
export const differingOptions = (groups: readonly RunGroup[]): readonly ConfigOption[] =>
  differencesOf(groups.map(configOf));

/** Those of the compared options in which configurations differ. */
export const differencesOf = (configs: readonly Config[]): readonly ConfigOption[] =>
  comparedOptions(configs).filter(
    ({ path }) => new Set(configs.map((config) => JSON.stringify(valueAt(config, path)))).size > 1,
  );
