// Trained generators as files: made from a run's state, read from a run folder, a checkpoint or a model file.

import fs from 'node:fs';
import { FormatError, RunError } from '../base/errors.ts';
import type { TensorRecord } from '../base/host-tensor.ts';
import { underPrefix } from '../base/record.ts';
import type { GeneratorSpec } from '../gan/architectures/architecture.ts';
import { decodeGenerator, type GeneratorModel } from '../train/model.ts';
import { readBytes } from './files.ts';
import { runPaths } from './folder.ts';

/** The generator that samples come from, in a training state: averaged weights where there are some. */
export function generatorOf(
  state: TensorRecord,
  facts: { readonly spec: GeneratorSpec; readonly dataset: string; readonly iteration: number },
): GeneratorModel {
  const averaged = underPrefix('average.generator', state);
  const isAveraged = Object.keys(averaged).length > 0;
  return {
    ...facts,
    parameters: isAveraged ? averaged : underPrefix('generator', state),
    weights: isAveraged ? 'average' : 'last',
  };
}

/** The trained generator in a `.safetensors` file or in a run folder.
 *  @throws RunError if there is none
 *  @throws FormatError if the file is damaged, of another kind or of a newer format */
export function loadGenerator(path: string): GeneratorModel {
  const file = fs.existsSync(path) && fs.statSync(path).isDirectory() ? runPaths(path).generator : path;
  if (!fs.existsSync(file)) {
    throw new RunError(`${path}: expected a run folder or a generator.safetensors, got no such file`, {
      help: 'wgan list shows the runs in a folder',
    });
  }
  return decodeFile(file, decodeGenerator);
}

/** What `decode` reads from a file; its errors name the file.
 *  @throws RunError, FormatError */
export function decodeFile<T>(path: string, decode: (bytes: Uint8Array) => T): T {
  const bytes = readBytes(fs, path);
  try {
    return decode(bytes);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new FormatError(`${path}: ${error.message}`, { help: error.help, cause: error });
  }
}
