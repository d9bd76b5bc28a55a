// The run folder as a listener of training: every event becomes what it leaves on disk, and a run event.

import { basename, join } from 'node:path';
import { onnxFile } from '../targets/onnx/onnx.ts';
import type { Checkpoint } from '../train/checkpoint.ts';
import type {
  CheckpointEvent,
  EndEvent,
  EvaluationEvent,
  IterationEvent,
  SampleEvent,
  TrainEvent,
  WarningEvent,
} from '../train/events.ts';
import { generatorProgram } from '../train/generator-program.ts';
import { type GeneratorModel, generatorOf, generatorParts } from '../train/model.ts';
import { previewColumns } from '../train/sampler.ts';
import { criticSpec, generatorSpec, type Learnt, learntOf } from '../train/setup.ts';
import type { Snapshot } from '../train/snapshot.ts';
import { checkpointPath, partsOf, saveCheckpoint } from './checkpoints.ts';
import { readChanges } from './control.ts';
import { bestEvaluation, courseOf, isBetter, readEvaluations, recordEvaluation } from './evaluations.ts';
import type { RunEvent, RunFiles } from './events.ts';
import { appendLine, flush, writeFile } from './files.ts';
import { numberedName, numberOf } from './folder.ts';
import { requireOwnLock } from './lock.ts';
import { modelCard } from './model-card.ts';
import type { OpenRun } from './open-run.ts';
import { runPictures } from './pictures.ts';
import { readReadings } from './readings.ts';
import { givenIteration, type RunConfig } from './run-config.ts';

/** What a recorder writes about. */
type Recorded = Pick<OpenRun, 'system' | 'paths' | 'run' | 'dataset' | 'gan' | 'start'>;

/** Writes what events tell. */
export interface Recorder {
  /** Writes what the event leaves, and gives it as a run event; the end comes from `finish`. */
  record(event: Exclude<TrainEvent, EndEvent>): Promise<RunEvent>;
  /** Writes the model files. */
  finish(snapshot: Snapshot): RunFiles;
}

/** A recorder of one run.
 *  @throws RunError from each function if a file cannot be written */
export function createRecorder(recorded: Recorded): Recorder {
  const { system, paths, run, dataset, gan } = recorded;
  const { files } = system;
  const pictures = runPictures(dataset, run.config.training.seed, previewColumns(gan.generator.classes));
  let grid = lastPicture(recorded);
  let checkpoint = recorded.start && checkpointPath(paths, recorded.start.iteration);
  let best = bestEvaluation(files, paths);

  const recordSample = (event: SampleEvent): RunEvent => {
    const picture = pictures.samples(event);
    if (picture === undefined) return event;
    grid = join(paths.samples, numberedName(event.iteration, 'png'));
    writeFile(files, grid, picture, { isDurable: false });
    return { ...event, path: grid };
  };

  if (pictures.real !== undefined) writeFile(files, paths.real, pictures.real, { isDurable: false });

  const recordMeasured = ({ snapshot, ...event }: EvaluationEvent): RunEvent => {
    const evaluation = recordEvaluation(files, paths, { snapshot, ...event });
    if (!isBetter(evaluation, best)) return event;
    best = evaluation;
    writeFile(files, paths.best, generatorParts(modelOf(recorded, snapshot)));
    return { ...event, path: paths.best };
  };

  const recordCheckpoint = async ({ iteration, snapshot }: CheckpointEvent): Promise<RunEvent> => {
    const parts = await partsOf(checkpointOf(run, learntOf(dataset), snapshot));
    requireOwnLock(system, paths);
    flush(files, paths.metrics);
    flush(files, paths.evaluations);
    const keeping = { keep: run.config.run.keep, origin: givenIteration(run) };
    checkpoint = saveCheckpoint(files, paths, iteration, parts, keeping);
    return { type: 'checkpoint', iteration, path: checkpoint };
  };

  return {
    async record(event) {
      switch (event.type) {
        case 'start':
          return {
            ...event,
            folder: paths.folder,
            dataset: run.dataset,
            isResumed: recorded.start !== undefined,
            measured: courseOf(readEvaluations(files, paths)),
          };
        case 'iteration':
          appendLine(files, paths.metrics, withoutType(event));
          return event;
        case 'warning':
          appendLine(files, paths.warnings, withoutType(event));
          return event;
        case 'sample':
          return recordSample(event);
        case 'evaluation':
          return recordMeasured(event);
        case 'checkpoint':
          return recordCheckpoint(event);
        default:
          return event satisfies never;
      }
    },
    finish(snapshot) {
      writeModel(recorded, snapshot, grid);
      const { config, metrics, generator, onnx, card } = paths;
      return {
        ...{ config, metrics, generator, onnx, card },
        ...(best !== undefined && { best: paths.best }),
        ...(grid !== undefined && { grid }),
        ...(pictures.real !== undefined && { real: paths.real }),
        ...(checkpoint !== undefined && { checkpoint }),
      };
    },
  };
}

/** A snapshot as a checkpoint of a run. */
export function checkpointOf({ config, hash }: RunConfig, learnt: Learnt, snapshot: Snapshot): Checkpoint {
  return {
    snapshot,
    generator: generatorSpec(config, learnt),
    critic: criticSpec(config, learnt),
    configHash: hash,
  };
}

function withoutType({ type: _, ...line }: IterationEvent | WarningEvent): Readonly<Record<string, unknown>> {
  return line;
}

/** What was logged is read from the files: a resumed run may log nothing more. */
function writeModel(recorded: Recorded, snapshot: Snapshot, grid: string | undefined): void {
  const { paths, run, dataset } = recorded;
  const { files } = recorded.system;
  const model = modelOf(recorded, snapshot);
  const name = `${dataset.name}-${run.config.objective.name}`;
  const picture = grid && `samples/${basename(grid)}`;
  const isSteered =
    run.origin !== undefined || readChanges(files, paths).some(({ command }) => command === 'set');
  const results = {
    iteration: snapshot.iteration,
    estimate: readReadings(files, paths).findLast(({ criticLoss }) => criticLoss !== undefined)?.wasserstein,
    measured: readEvaluations(files, paths).at(-1),
    best: bestEvaluation(files, paths),
  };
  writeFile(files, paths.generator, generatorParts(model));
  writeFile(files, paths.onnx, onnxFile(generatorProgram(model)));
  writeFile(files, paths.card, modelCard({ name, run, model, picture, isSteered, results }));
}

function modelOf({ run, dataset }: Recorded, { state, iteration }: Snapshot): GeneratorModel {
  const spec = generatorSpec(run.config, learntOf(dataset));
  return generatorOf(state, { spec, dataset: dataset.name, iteration });
}

/** The picture of a resumed run that it may end with, if no new one comes. */
function lastPicture({ system: { files }, paths, start }: Recorded): string | undefined {
  if (start === undefined || !files.existsSync(paths.samples)) return undefined;
  const names = files.readdirSync(paths.samples).filter((name) => numberOf(name) !== undefined);
  const name = names.toSorted((a, b) => numberOf(a)! - numberOf(b)!).at(-1);
  return name && join(paths.samples, name);
}
