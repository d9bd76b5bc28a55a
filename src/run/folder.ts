// Names of the files in a run folder.

import { join } from 'node:path';
import { onFile } from './files.ts';
import type { FileSystem } from './system.ts';

/** The paths of a run's files. */
export interface RunPaths {
  readonly folder: string;
  readonly config: string;
  readonly status: string;
  readonly control: string;
  readonly changes: string;
  readonly metrics: string;
  readonly evaluations: string;
  readonly warnings: string;
  readonly samples: string;
  readonly real: string;
  readonly checkpoints: string;
  readonly generator: string;
  /** The generator that was measured best. */
  readonly best: string;
  readonly onnx: string;
  readonly card: string;
  /** Files of the data that gave no sample. */
  readonly skipped: string;
  readonly lock: string;
}

/** The paths of the run in `folder`. */
export function runPaths(folder: string): RunPaths {
  return {
    folder,
    config: join(folder, 'config.json'),
    status: join(folder, 'status.json'),
    control: join(folder, 'control.jsonl'),
    changes: join(folder, 'changes.jsonl'),
    metrics: join(folder, 'metrics.jsonl'),
    evaluations: join(folder, 'evaluations.jsonl'),
    warnings: join(folder, 'warnings.jsonl'),
    samples: join(folder, 'samples'),
    real: join(folder, 'samples', 'real.png'),
    checkpoints: join(folder, 'checkpoints'),
    generator: join(folder, 'generator.safetensors'),
    best: join(folder, 'best.safetensors'),
    onnx: join(folder, 'generator.onnx'),
    card: join(folder, 'README.md'),
    skipped: join(folder, 'skipped.txt'),
    lock: join(folder, 'lock'),
  };
}

const numbered = /^(\d{6,})\.(png|safetensors)$/;

/** Whether a file of this name is one that `tensorboard.ts` writes. */
export const isEventFile = (name: string): boolean => /^events\.out\.tfevents\.\d+\.wgan$/.test(name);

/** The file name of an iteration: `000500.png`. */
export function numberedName(iteration: number, extension: 'png' | 'safetensors'): string {
  return `${String(iteration).padStart(6, '0')}.${extension}`;
}

/** The iteration in such a file name, or undefined for any other name. */
export function numberOf(name: string): number | undefined {
  const digits = numbered.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The last picture of a run's samples, if there is one.
 *  @throws RunError if the folder cannot be read */
export function lastSamples(
  files: FileSystem,
  { samples }: RunPaths,
): { readonly iteration: number; readonly path: string } | undefined {
  if (!files.existsSync(samples)) return undefined;
  const names = onFile(samples, 'read', () => files.readdirSync(samples)).filter((name) =>
    name.endsWith('.png'),
  );
  const iterations = names.flatMap((name) => numberOf(name) ?? []);
  const iteration = iterations.toSorted((a, b) => a - b).at(-1);
  if (iteration === undefined) return undefined;
  return { iteration, path: join(samples, numberedName(iteration, 'png')) };
}
