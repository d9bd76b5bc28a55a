// The data that a trained generator learnt: what it is measured against.

import nodeFiles from 'node:fs';
import { basename, dirname } from 'node:path';
import { ConfigError, RunError } from '../base/errors.ts';
import { type PointScale, toScale, toUnits } from '../base/point-scale.ts';
import { sameShape } from '../base/shape.ts';
import { type Dataset, type DatasetOptions, defineDataset } from '../data/dataset.ts';
import { datasets, loadDataset } from '../data/registry.ts';
import type { GeneratorModel } from '../train/model.ts';
import { runPaths } from './folder.ts';
import { isRunFolder } from './new-folder.ts';
import { loadData, requireSameData } from './open-run.ts';
import { readRunConfig, summarize } from './run-config.ts';
import type { FileSystem } from './system.ts';

/** Options of `loadDataOf`. */
export interface DataOptions {
  /** A dataset by name or path, in place of the one that the model learnt. */
  readonly dataset?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The dataset that the generator at a path learnt, in its size and colour.
 *  @throws RunError if neither a run nor the file says which, or the data of the run changed
 *  @throws ConfigError if its samples have another shape */
export async function loadDataOf(
  path: string,
  model: GeneratorModel,
  options: DataOptions = {},
  files: FileSystem = nodeFiles,
): Promise<Dataset> {
  const { sampleShape, scale } = model.spec;
  const dataset = rescaled(await loadLearnt(path, model, options, files), scale);
  if (sameShape(dataset.sampleShape, sampleShape)) return dataset;
  throw new ConfigError(
    `dataset: expected samples of [${sampleShape.join(',')}], as the generator makes them, got [${dataset.sampleShape.join(',')}] of ${dataset.name}`,
    { help: 'name the data that it learnt with --dataset' },
  );
}

async function loadLearnt(
  path: string,
  model: GeneratorModel,
  { dataset: named, signal }: DataOptions,
  files: FileSystem,
): Promise<Dataset> {
  const signals = signal === undefined ? {} : { signal };
  if (named !== undefined) return loadDataset(named, { ...formOf(named, model), ...signals });
  const folder = runFolderOf(path, files);
  if (folder !== undefined) {
    const paths = runPaths(folder);
    const run = readRunConfig(files, paths);
    const dataset = await loadData(run.config, signals);
    requireSameData({ paths, run }, summarize(dataset));
    return dataset;
  }
  if (datasets.has(model.dataset)) return loadDataset(model.dataset, signals);
  const learnt = model.dataset === '' ? 'a file that does not say' : `"${model.dataset}", which is elsewhere`;
  throw new RunError(
    `${path}: expected to know where the data are that the generator learnt, got ${learnt}`,
    {
      help: 'name the data with --dataset',
    },
  );
}

/** The run folder that a path is, or that the file lies in; undefined for a file on its own. */
function runFolderOf(path: string, files: FileSystem): string | undefined {
  const parent = dirname(path);
  const above = basename(parent) === 'checkpoints' ? [dirname(parent)] : [];
  return [path, parent, ...above].find((folder) => isRunFolder(files, folder));
}

/** The data in the coordinates that a model learnt. */
function rescaled(dataset: Dataset, scale: PointScale | undefined): Dataset {
  const { values, scale: own, ...fields } = dataset;
  if (JSON.stringify(own) === JSON.stringify(scale) || !(values instanceof Float32Array)) return dataset;
  return defineDataset({
    ...fields,
    values: toScale(toUnits(values, own), scale),
    ...(scale && { scale }),
  });
}

/** How data are read that are to be like the model's samples: size and colour of a folder of images, points as they
 *  are. */
function formOf(dataset: string, { spec }: GeneratorModel): DatasetOptions {
  const [channels, height, width] = spec.sampleShape;
  if (datasets.has(dataset)) return {};
  if (spec.sampleShape.length !== 3) return { scale: 'none' };
  const size = height === width ? height! : ([width!, height!] as const);
  return channels === 4 ? { alpha: 'keep', size } : { color: channels === 1 ? 'grey' : 'rgb', size };
}
