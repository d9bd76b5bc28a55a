// What a run folder or a file of weights is.

import type { HostTensor } from '../base/host-tensor.ts';
import { underPrefix } from '../base/record.ts';
import { formatType, sizeOf } from '../base/shape.ts';
import type { ByteSource } from '../formats/byte-source.ts';
import { inspectSafetensors } from '../formats/safetensors.ts';
import type { GeneratorSpec, NetworkSpec } from '../gan/architectures/architecture.ts';
import type { LiveSettings } from '../gan/live-settings.ts';
import type { UpdateCounts } from '../gan/streams.ts';
import { type Episode, episodesOf } from '../health/episodes.ts';
import { CHECKPOINT_FORMAT, decodeCheckpoint } from '../train/checkpoint.ts';
import { decodeGenerator, GENERATOR_FORMAT } from '../train/model.ts';
import { checkpointIterations, decoding } from './checkpoints.ts';
import { type Change, readChanges } from './control.ts';
import { courseOf, type EvaluationCourse, readEvaluations } from './evaluations.ts';
import { readNotices } from './explain.ts';
import { runPaths } from './folder.ts';
import { hashOfParts, withFile } from './large-files.ts';
import { type RunSummary, summarizeRun } from './list.ts';
import { type RunConfig, readRunConfig } from './run-config.ts';
import { damagedLines } from './stored.ts';
import { type System, system as thisSystem } from './system.ts';

/** A named tensor, as `float32[512,784]`. */
export interface TensorNote {
  readonly name: string;
  readonly type: string;
}

/** What a run folder holds. */
export interface RunDescription {
  readonly kind: 'run';
  readonly summary: RunSummary;
  readonly run: RunConfig;
  readonly changes: readonly Change[];
  /** What ailed it, and when. */
  readonly episodes: readonly Episode[];
  /** Iterations of the checkpoints. */
  readonly checkpoints: readonly number[];
  readonly evaluations: EvaluationCourse;
  /** The list of files of the data that gave no sample, if there is one. */
  readonly skippedPath?: string;
  /** Lines of its logs that are damaged, and left out, by file. */
  readonly damagedLines: Readonly<Record<string, number>>;
}

/** What a generator file holds. */
export interface GeneratorDescription {
  readonly kind: 'generator';
  readonly path: string;
  readonly spec: GeneratorSpec;
  readonly dataset: string;
  readonly iteration: number;
  readonly weights: 'average' | 'last';
  readonly parameterCount: number;
  readonly tensors: readonly TensorNote[];
}

/** What a checkpoint holds. */
export interface CheckpointDescription {
  readonly kind: 'checkpoint';
  readonly path: string;
  readonly iteration: number;
  readonly counts: UpdateCounts;
  readonly cursor: number;
  readonly settings: LiveSettings;
  readonly generator: GeneratorSpec;
  readonly critic: NetworkSpec;
  readonly configHash: string;
  readonly generatorParameters: number;
  readonly criticParameters: number;
  readonly tensors: readonly TensorNote[];
}

/** What any other safetensors file holds. */
export interface TensorsDescription {
  readonly kind: 'tensors';
  readonly path: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly parameterCount: number;
  readonly tensors: readonly TensorNote[];
}

export type Description = RunDescription | GeneratorDescription | CheckpointDescription | TensorsDescription;

/** What is at a path: a run folder, a checkpoint, a generator, or other weights.
 *  @throws RunError if it cannot be read
 *  @throws FormatError, naming the file, if it is damaged */
export async function describe(path: string, system: System = thisSystem()): Promise<Description> {
  const { files } = system;
  const isFolder = files.statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (isFolder) return describeRun(path, system);
  return decoding(path, () => withFile(files, path, (file) => describeFile(path, file)));
}

function describeRun(folder: string, system: System): RunDescription {
  const paths = runPaths(folder);
  return {
    kind: 'run',
    run: readRunConfig(system.files, paths),
    summary: summarizeRun(folder, system),
    changes: readChanges(system.files, paths),
    episodes: episodesOf(readNotices(system.files, paths)),
    checkpoints: checkpointIterations(system.files, paths),
    evaluations: courseOf(readEvaluations(system.files, paths)),
    ...(system.files.existsSync(paths.skipped) && { skippedPath: paths.skipped }),
    damagedLines: damagedLines(system.files, paths),
  };
}

async function describeFile(path: string, file: ByteSource): Promise<Description> {
  const { types, metadata } = inspectSafetensors(file);
  const notes = notesOf(types);
  switch (metadata.format?.split('/')[0]) {
    case GENERATOR_FORMAT.split('/')[0]: {
      const { parameters, ...model } = decodeGenerator(file);
      return { kind: 'generator', path, ...model, parameterCount: countOf(parameters), tensors: notes };
    }
    case CHECKPOINT_FORMAT.split('/')[0]: {
      const { snapshot, ...specs } = await decodeCheckpoint(file, hashOfParts);
      const { state, ...rest } = snapshot;
      return {
        ...{ kind: 'checkpoint', path, ...specs, ...rest, tensors: notes },
        generatorParameters: countOf(underPrefix('generator', state)),
        criticParameters: countOf(underPrefix('critic', state)),
      };
    }
    default:
      return { kind: 'tensors', path, metadata, parameterCount: countOf(types), tensors: notes };
  }
}

type Types = Readonly<Record<string, Omit<HostTensor, 'data'>>>;

const notesOf = (tensors: Types): readonly TensorNote[] =>
  Object.entries(tensors).map(([name, tensor]) => ({ name, type: formatType(tensor) }));

/** Floating-point numbers; counters are no parameters. */
const countOf = (tensors: Types): number =>
  Object.values(tensors)
    .filter(({ dtype }) => dtype === 'float32')
    .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
