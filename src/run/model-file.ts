// Trained generators as files: made from a run's state, read from a run folder, a checkpoint or a model file.

import nodeFiles from 'node:fs';
import { RunError } from '../base/errors.ts';
import { shellPath } from '../base/shell.ts';
import type { ByteSource } from '../formats/byte-source.ts';
import { inspectSafetensors } from '../formats/safetensors.ts';
import { CHECKPOINT_FORMAT, type Checkpoint, decodeCheckpoint } from '../train/checkpoint.ts';
import { decodeGenerator, type GeneratorModel, generatorOf } from '../train/model.ts';
import { decoding, findCheckpoint } from './checkpoints.ts';
import { type RunPaths, runPaths } from './folder.ts';
import { hashOfParts, withFile } from './large-files.ts';
import { placelessName } from './placeless.ts';
import { readRunConfig } from './run-config.ts';
import type { FileSystem } from './system.ts';

/** Which weights of a run are wanted. */
export interface WeightOptions {
  /** Those of the last update, of the newest checkpoint, where samples come from their average. */
  readonly raw?: boolean | undefined;
}

/** The generator in a checkpoint. */
export function checkpointedGenerator(
  { snapshot, generator }: Checkpoint,
  dataset = '',
  weights: WeightOptions = {},
): GeneratorModel {
  return generatorOf(snapshot.state, { spec: generator, dataset, iteration: snapshot.iteration }, weights);
}

/** The trained generator in a run folder (also while it trains), a checkpoint or a generator file.
 *  @throws RunError if there is none, or raw weights are wanted of a file that has only their average
 *  @throws FormatError if the file is damaged, of another kind or of a newer format */
export async function loadGenerator(
  path: string,
  { raw = false }: WeightOptions = {},
  files: FileSystem = nodeFiles,
): Promise<GeneratorModel> {
  const status = files.statSync(path, { throwIfNoEntry: false });
  if (status === undefined) {
    throw new RunError(`${path}: expected a run folder or a generator.safetensors, got no such file`, {
      help: 'wgan list shows the runs in a folder',
    });
  }
  if (!status.isDirectory()) return generatorInFile(files, path, { raw });
  return raw ? rawGeneratorOfRun(files, runPaths(path)) : generatorOfRun(files, runPaths(path));
}

/** The weights of the last update lie in checkpoints alone. */
async function rawGeneratorOfRun(files: FileSystem, paths: RunPaths): Promise<GeneratorModel> {
  const { dataset } = readRunConfig(files, paths);
  const found = await findCheckpoint(files, paths);
  if (found === undefined) throw withoutCheckpoint(paths);
  return checkpointedGenerator(found.checkpoint, dataset.name, { raw: true });
}

/** Of generator.safetensors and the newest checkpoint, whichever has learnt longer. */
async function generatorOfRun(files: FileSystem, paths: RunPaths): Promise<GeneratorModel> {
  const { dataset } = readRunConfig(files, paths);
  const saved = files.existsSync(paths.generator) ? await generatorInFile(files, paths.generator) : undefined;
  const newest = await findCheckpoint(files, paths).catch((error: unknown) => {
    if (saved === undefined) throw error;
    return undefined;
  });
  const checkpoint = newest && checkpointedGenerator(newest.checkpoint, dataset.name);
  if (checkpoint && checkpoint.iteration > (saved?.iteration ?? -1)) return checkpoint;
  if (saved !== undefined) return saved;
  throw withoutCheckpoint(paths);
}

const withoutCheckpoint = ({ folder }: RunPaths) =>
  new RunError(`${folder}: expected a trained generator, got a run without a checkpoint`, {
    help: `continue it with wgan train --resume ${shellPath(folder)}`,
  });

/** The newest checkpoint of a run folder, or the checkpoint in a file; undefined where there is none.
 *  @throws RunError, FormatError if it is damaged */
export async function loadCheckpoint(
  path: string,
  files: FileSystem = nodeFiles,
): Promise<Checkpoint | undefined> {
  const isFolder = files.statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (isFolder) return (await findCheckpoint(files, runPaths(path)))?.checkpoint;
  return decoding(path, () =>
    withFile(files, path, async (file) =>
      isCheckpoint(file) ? decodeCheckpoint(file, hashOfParts) : undefined,
    ),
  );
}

const isCheckpoint = (file: ByteSource) => inspectSafetensors(file).metadata.format === CHECKPOINT_FORMAT;

async function modelIn(file: ByteSource, weights: WeightOptions): Promise<GeneratorModel> {
  if (isCheckpoint(file)) {
    return checkpointedGenerator(await decodeCheckpoint(file, hashOfParts), '', weights);
  }
  const generator = decodeGenerator(file);
  return { ...generator, dataset: placelessName(generator.dataset) }; // of a CSV file, older generators have the path
}

async function generatorInFile(
  files: FileSystem,
  path: string,
  { raw }: WeightOptions = {},
): Promise<GeneratorModel> {
  const model = await decoding(path, () => withFile(files, path, (file) => modelIn(file, { raw })));
  if (!raw || model.weights === 'last') return model;
  throw new RunError(`${path}: expected the raw weights, got a file with their average alone`, {
    help: 'name the run folder or a checkpoint: they hold both',
  });
}
