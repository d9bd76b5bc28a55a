// Models for other tools.

import { ConfigError } from '../base/errors.ts';
import { initialState } from '../gan/gan.ts';
import { onnxFile } from '../targets/onnx/onnx.ts';
import { generatorProgram, uint8Generator } from '../train/generator-program.ts';
import { generatorParts } from '../train/model.ts';
import { ganOf, settingsOf } from '../train/setup.ts';
import { trainingProgram } from '../train/training-program.ts';
import { checkpointPath, partsOf, readCheckpoint } from './checkpoints.ts';
import { writeFile } from './files.ts';
import { runPaths } from './folder.ts';
import { loadGenerator, type WeightOptions } from './model-file.ts';
import { checkpointOf } from './recorder.ts';
import { learntOfRun, readRunConfig } from './run-config.ts';
import { type System, system as thisSystem } from './system.ts';

export interface ExportOptions extends WeightOptions {
  /** The file to write: `.onnx`, or `.safetensors` for weights alone. */
  readonly to: string;
  /** Bytes in place of floats: uint8[N, 3, H, W]. */
  readonly uint8?: boolean | undefined;
  /** The training iteration in place of the generator, with the initial state beside it. */
  readonly training?: boolean | undefined;
}

/** Writes the generator of a run or model file, or the training iteration of a run, for other tools.
 *  @returns the files written
 *  @throws ConfigError if the options contradict each other
 *  @throws RunError, FormatError if there is no such model, or the file cannot be written */
export async function exportModel(
  path: string,
  options: ExportOptions,
  system: System = thisSystem(),
): Promise<readonly string[]> {
  const { to, uint8 = false, training = false } = options;
  const isOnnx = to.endsWith('.onnx');
  if (!isOnnx && !to.endsWith('.safetensors')) {
    throw new ConfigError(`to: expected a name that ends in .onnx or .safetensors, got "${to}"`);
  }
  if (uint8 && training) throw new ConfigError('uint8: expected a generator, got training too');
  if (options.raw && training) throw new ConfigError('raw: expected a generator, got training too');
  if (!isOnnx && (uint8 || training)) {
    throw new ConfigError(
      `to: expected a name that ends in .onnx with ${uint8 ? 'uint8' : 'training'}, got "${to}"`,
    );
  }
  if (training) return exportTraining(path, to, system);
  const model = await loadGenerator(path, options, system.files);
  const onnx = () => (uint8 ? uint8Generator(model) : onnxFile(generatorProgram(model)));
  writeFile(system.files, to, isOnnx ? onnx() : generatorParts(model));
  return [to];
}

async function exportTraining(folder: string, to: string, { files }: System): Promise<readonly string[]> {
  const run = readRunConfig(files, runPaths(folder));
  const { config, dataset } = run;
  const learnt = learntOfRun(dataset);
  const beside = to.replace(/\.onnx$/, '.safetensors');
  const given = run.start && (await readCheckpoint(files, checkpointPath(runPaths(folder), 0)));
  const state =
    given?.snapshot.state ??
    initialState(ganOf(config, learnt.sampleShape, learnt.classes), config.training.seed);
  const start = {
    iteration: 0,
    counts: { critic: 0, generator: 0 },
    cursor: 0,
    settings: settingsOf(config, run.idle),
    state,
  };
  writeFile(files, to, onnxFile(trainingProgram(config, learnt)));
  writeFile(files, beside, await partsOf(checkpointOf(run, learnt, start)));
  return [to, beside];
}
