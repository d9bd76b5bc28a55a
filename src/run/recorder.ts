// The run folder as a listener of training: every event becomes what it leaves on disk, and a run event.

import { join } from 'node:path';
import type { Dataset } from '../data/dataset.ts';
import { previewSamples } from '../data/preview.ts';
import type { IterationEvent, SampleEvent, TrainEvent } from '../train/events.ts';
import { generatorProgram } from '../train/generator-program.ts';
import { encodeGenerator } from '../train/model.ts';
import { generatorSpec } from '../train/setup.ts';
import type { Snapshot } from '../train/snapshot.ts';
import type { RunEvent, RunFiles } from './events.ts';
import { appendLine, writeFile } from './files.ts';
import { numberedName, type RunPaths } from './folder.ts';
import { modelCard } from './model-card.ts';
import { generatorOf } from './model-file.ts';
import { pictureOf } from './pictures.ts';
import type { RunConfig } from './run-config.ts';
import type { World } from './world.ts';

/** What a recorder writes about. */
export interface Recorded {
  readonly world: World;
  readonly paths: RunPaths;
  readonly run: RunConfig;
  readonly dataset: Dataset;
  readonly isResumed: boolean;
}

/** Writes what events tell. */
export interface Recorder {
  /** Writes what the event leaves, and gives it as a run event; the end comes from `finish`. */
  record(event: Exclude<TrainEvent, { readonly type: 'end' }>): RunEvent;
  /** Writes the model files. */
  finish(snapshot: Snapshot): RunFiles;
}

/** A recorder of one run.
 *  @throws RunError from each function if a file cannot be written */
export function createRecorder(recorded: Recorded): Recorder {
  const { world, paths, run, dataset } = recorded;
  const { files } = world;
  let grid: string | undefined;
  let last: IterationEvent | undefined;

  const recordSample = (event: SampleEvent): RunEvent => {
    const picture = pictureOf(event.samples);
    if (picture === undefined) return event;
    grid = join(paths.samples, numberedName(event.iteration, 'png'));
    writeFile(files, grid, picture, { isDurable: false });
    return { ...event, path: grid };
  };

  const real = pictureOf(previewSamples(dataset, { seed: run.config.seed }));
  if (real !== undefined) writeFile(files, paths.real, real, { isDurable: false });

  return {
    record(event) {
      switch (event.type) {
        case 'start':
          return { ...event, folder: paths.folder, dataset: run.dataset, isResumed: recorded.isResumed };
        case 'iteration':
          last = event;
          appendLine(files, paths.metrics, withoutType(event));
          return event;
        case 'sample':
          return recordSample(event);
        case 'checkpoint':
          return { type: 'checkpoint', iteration: event.iteration, path: '' };
        default:
          return event satisfies never;
      }
    },
    finish(snapshot) {
      writeModel(recorded, snapshot, grid, last);
      const { config, metrics, generator, onnx, card } = paths;
      return {
        ...{ config, metrics, generator, onnx, card },
        ...(grid !== undefined && { grid }),
        ...(real !== undefined && { real: paths.real }),
      };
    },
  };
}

function withoutType({ type: _, ...line }: IterationEvent): Readonly<Record<string, unknown>> {
  return line;
}

function writeModel(
  { world: { files }, paths, run, dataset }: Recorded,
  { state, iteration }: Snapshot,
  grid: string | undefined,
  last: IterationEvent | undefined,
): void {
  const spec = generatorSpec(run.config, dataset.sampleShape);
  const model = generatorOf(state, { spec, dataset: dataset.name, iteration });
  const name = `${dataset.name}-${run.config.objective}`;
  const picture = grid && `samples/${numberedName(iteration, 'png')}`;
  writeFile(files, paths.generator, encodeGenerator(model));
  writeFile(files, paths.onnx, generatorProgram(model).bytes);
  writeFile(files, paths.card, modelCard({ name, run, model, picture, last }));
}
