// The checkpoints of a run: written so that a crash at any instant leaves a good one.

import { join } from 'node:path';
import { FormatError, RunError } from '../base/errors.ts';
import { shellPath } from '../base/shell.ts';
import { type Checkpoint, checkpointParts, decodeCheckpoint } from '../train/checkpoint.ts';
import { onFile, writeFile } from './files.ts';
import { numberedName, numberOf, type RunPaths } from './folder.ts';
import { hashOfParts, withFile } from './large-files.ts';
import type { FileSystem } from './system.ts';

/** Path of the checkpoint of an iteration. */
export function checkpointPath({ checkpoints }: RunPaths, iteration: number): string {
  return join(checkpoints, numberedName(iteration, 'safetensors'));
}

/** Iterations of the checkpoints in a run, ascending.
 *  @throws RunError if the folder cannot be read */
export function checkpointIterations(files: FileSystem, { checkpoints }: RunPaths): readonly number[] {
  const names = onFile(checkpoints, 'read', () =>
    files.existsSync(checkpoints) ? files.readdirSync(checkpoints) : [],
  );
  return names
    .filter((name) => name.endsWith('.safetensors'))
    .flatMap((name) => numberOf(name) ?? [])
    .toSorted((a, b) => a - b);
}

/** How many checkpoints stay. */
export interface Keeping {
  /** The newest ones. */
  readonly keep: number;
  /** One that always stays: what a branch started from cannot be computed again. */
  readonly origin?: number | undefined;
}

/** A checkpoint as the parts of its file. */
export const partsOf = (checkpoint: Checkpoint): Promise<readonly Uint8Array[]> =>
  checkpointParts(checkpoint, hashOfParts);

/** Writes a checkpoint, and only when the disk has it removes older ones.
 *  @throws RunError, with all older ones still there */
export function saveCheckpoint(
  files: FileSystem,
  paths: RunPaths,
  iteration: number,
  parts: readonly Uint8Array[],
  { keep, origin }: Keeping,
): string {
  const path = checkpointPath(paths, iteration);
  writeFile(files, path, parts);
  for (const old of checkpointIterations(files, paths).slice(0, -keep)) {
    if (old === origin || old === iteration) continue;
    const superfluous = checkpointPath(paths, old);
    onFile(superfluous, 'removed', () => files.rmSync(superfluous, { force: true }));
  }
  return path;
}

/** The checkpoint in a file.
 *  @throws RunError if it cannot be read
 *  @throws FormatError that names the file, if it is damaged */
export async function readCheckpoint(files: FileSystem, path: string): Promise<Checkpoint> {
  return decoding(path, () => withFile(files, path, (file) => decodeCheckpoint(file, hashOfParts)));
}

/** What `decode` gives; its errors name the file.
 *  @throws FormatError */
export async function decoding<T>(path: string, decode: () => Promise<T>): Promise<T> {
  try {
    return await decode();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const help = path.endsWith('.onnx') ? 'name the run, or the generator.safetensors in it' : error.help;
    throw new FormatError(`${path}: ${error.message}`, { help, cause: error });
  }
}

/** A checkpoint that was found, and those newer ones that are damaged. */
export interface Found {
  readonly checkpoint: Checkpoint;
  readonly skipped: readonly Skipped[];
}

/** A damaged checkpoint. */
export interface Skipped {
  readonly path: string;
  readonly iteration: number;
  readonly reason: string;
}

/** The newest checkpoint whose hash holds; undefined where there are none at all.
 *  @param atMost  the latest iteration that will do
 *  @throws RunError if there are some, all damaged */
export async function findCheckpoint(
  files: FileSystem,
  paths: RunPaths,
  atMost = Number.POSITIVE_INFINITY,
): Promise<Found | undefined> {
  const candidates = checkpointIterations(files, paths).filter((iteration) => iteration <= atMost);
  const skipped: Skipped[] = [];
  for (const iteration of candidates.toReversed()) {
    const path = checkpointPath(paths, iteration);
    try {
      const checkpoint = await readCheckpoint(files, path);
      requireIteration(path, checkpoint, iteration);
      return { checkpoint, skipped };
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      skipped.push({ path, iteration, reason: error.message });
    }
  }
  const [first] = skipped;
  if (first === undefined) return undefined;
  throw new RunError(
    `${paths.checkpoints}: expected an undamaged checkpoint, got ${skipped.length} damaged: ${first.reason}`,
    {
      help: `wgan train --config ${shellPath(paths.config)} --out <new folder> computes the run again, to the same bytes`,
    },
  );
}

function requireIteration(path: string, { snapshot }: Checkpoint, iteration: number): void {
  if (snapshot.iteration === iteration) return;
  throw new FormatError(`${path}: expected iteration ${iteration}, got ${snapshot.iteration}`);
}
