// What a run takes on disk, from its sizes alone, against what is free: known before anything of it is made. Logs and
// pictures are left out: they are small.

import { dirname, join, resolve } from 'node:path';
import { dtypes } from '../base/dtype.ts';
import { RunError } from '../base/errors.ts';
import { isStatic, sizeOf, type TensorType } from '../base/shape.ts';
import { type Gan, stateTypes } from '../gan/gan.ts';
import { gigabytes } from '../train/memory.ts';
import type { RunPaths } from './folder.ts';
import type { FileSystem } from './system.ts';

/** What takes room, in bytes. */
export interface DiskEstimate {
  readonly checkpoint: number;
  /** How many checkpoints lie there at once: those that stay, and the one that is being written. */
  readonly checkpoints: number;
  /** generator.safetensors, generator.onnx and best.safetensors. */
  readonly generators: number;
  readonly total: number;
}

/** Files of a generator's weights in a run. */
const GENERATOR_FILES = 3;

/** What a run grows to.
 *  @param keep  how many checkpoints stay */
export function estimateDisk(gan: Gan, keep: number): DiskEstimate {
  const types = Object.entries(stateTypes(gan));
  const bytesOf = (prefix: string) =>
    types.reduce((sum, [name, type]) => sum + (name.startsWith(prefix) ? sizeBytes(type) : 0), 0);
  const checkpoint = bytesOf('');
  const checkpoints = keep + 1;
  const generators = GENERATOR_FILES * bytesOf('generator.');
  return { checkpoint, checkpoints, generators, total: checkpoint * checkpoints + generators };
}

const sizeBytes = ({ dtype, shape }: TensorType) =>
  isStatic(shape) ? dtypes[dtype].sizeBytes * sizeOf(shape) : 0;

/** A size in megabytes or, from 1 GB on, gigabytes. */
export const sizeText = (bytes: number): string =>
  bytes < 1e9 ? `${(bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0)} MB` : gigabytes(bytes);

/** The estimate as a sum: `1.57 GB = 3 checkpoints and the one being written, 341 MB each + generators 206 MB`. */
export function describeDisk({ checkpoint, checkpoints, generators, total }: DiskEstimate): string {
  const [all, each, files] = [total, checkpoint, generators].map(sizeText);
  const kept = checkpoints - 1;
  return kept === 1
    ? `${all} = one checkpoint and the one being written, ${each} each + generators ${files}`
    : `${all} = ${kept} checkpoints and the one being written, ${each} each + generators ${files}`;
}

/** Bytes that a run in a folder may take: what is free there, and what files of a run that lies there take already.
 *  Undefined where the platform does not tell.
 *  @param folder  need not exist */
export function roomFor(files: FileSystem, folder: string): number | undefined {
  try {
    const { bavail, bsize } = files.statfsSync(existing(files, resolve(folder)));
    return bavail * bsize + takenBy(files, folder);
  } catch {
    return undefined;
  }
}

const existing = (files: FileSystem, path: string): string =>
  files.existsSync(path) || dirname(path) === path ? path : existing(files, dirname(path));

/** Bytes of a run's weights. */
function takenBy(files: FileSystem, folder: string): number {
  const weights = [folder, join(folder, 'checkpoints')].flatMap((inner) =>
    files.existsSync(inner)
      ? files
          .readdirSync(inner)
          .filter((name) => /\.(safetensors|onnx)$/.test(name))
          .map((name) => join(inner, name))
      : [],
  );
  return weights.reduce((sum, path) => sum + (files.statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
}

/** Whether a run fits its disk: `refused` where not even one checkpoint does. */
export function diskFit(
  { checkpoint, total }: DiskEstimate,
  room: number | undefined,
): 'fits' | 'short' | 'refused' {
  if (room === undefined || total <= room) return 'fits';
  return checkpoint > room ? 'refused' : 'short';
}

/** What to do where a run may not fit: keep fewer checkpoints, if that helps. */
export function diskHelp({ checkpoint, generators }: DiskEstimate, room: number): string {
  const keep = Math.floor((room - generators) / checkpoint) - 1;
  return keep >= 1
    ? `--keep ${keep} keeps as many checkpoints as there is room for; or choose another disk with --out`
    : 'free some space, or choose a folder on another disk with --out';
}

/** Says that a run may fill its disk; nothing where it fits. */
export function diskCautions(files: FileSystem, { folder }: RunPaths, gan: Gan, keep: number) {
  const [estimate, room] = [estimateDisk(gan, keep), roomFor(files, folder)];
  if (room === undefined || diskFit(estimate, room) === 'fits') return [];
  const message = `the run may fill its disk: it takes up to ${describeDisk(estimate)}, there is room for ${sizeText(room)}`;
  return [{ name: 'disk-space', message, help: diskHelp(estimate, room) }];
}

/** Refuses a run whose first checkpoint cannot be written.
 *  @throws RunError */
export function requireDisk(files: FileSystem, folder: string, gan: Gan, keep: number): void {
  const [estimate, room] = [estimateDisk(gan, keep), roomFor(files, folder)];
  if (room === undefined || diskFit(estimate, room) !== 'refused') return;
  throw new RunError(
    `${folder}: a checkpoint takes ${sizeText(estimate.checkpoint)}, there is room for ${sizeText(room)}`,
    { help: diskHelp(estimate, room) },
  );
}
