// Trains a GAN, iteration by iteration. Takes data, a device and a clock; knows no files: it runs in a browser too.

import { type Float32Tensor, float32, type TensorRecord } from '../base/host-tensor.ts';
import { inUnits } from '../base/point-scale.ts';
import { fillNormal } from '../base/random.ts';
import { underPrefix } from '../base/record.ts';
import { type Batcher, createBatcher, splitHoldout } from '../data/batches.ts';
import type { PlaneView } from '../formats/plane-picture.ts';
import { type Gan, initialState } from '../gan/gan.ts';
import type { LiveChanges, LiveSettings } from '../gan/live-settings.ts';
import { trainedCount } from '../gan/update.ts';
import type { Measurements } from '../health/measurements.ts';
import type { Sampler } from '../metrics/samples.ts';
import type { DeviceState, LoadedProgram } from '../runtime/device.ts';
import { type CriticPlane, type CriticViewer, dataView, isPlane, loadCriticViewer } from './critic-viewer.ts';
import { evaluationSampler } from './evaluation-sampler.ts';
import { requireFiniteState } from './finite.ts';
import { createHoldout, type Holdout } from './holdout.ts';
import { type Lazy, whenAsked } from './lazy.ts';
import { createProbe, type Probe } from './probe.ts';
import { loadSampler, previewColumns, previewCount, samplingFeeds } from './sampler.ts';
import type { IterationNumbers, Snapshot } from './snapshot.ts';
import { createUpdates, loadUpdates, type Updates, type UpdatesOptions } from './updates.ts';

/** What is trained, on what. */
export interface TrainerOptions extends UpdatesOptions {
  readonly settings: LiveSettings;
  /** Samples, or a fraction of them, kept out of training. */
  readonly holdout?: number;
  /** Pictures are mirrored, left and right, half of the time: those that train, not those that are measured. */
  readonly mirror?: boolean;
  /** The dataset lies in the order in which its first epoch is drawn: see `createBatcher`. */
  readonly isDrawn?: boolean;
  /** Where to continue; by default, at the initial state of the seed. */
  readonly snapshot?: Snapshot;
  /** True to load at once what `look` and `plane` run; by default it is loaded when they are first asked. */
  readonly isWatched?: boolean;
}

/** A GAN in training. */
export interface Trainer {
  readonly gan: Gan;
  readonly iteration: number;
  readonly settings: LiveSettings;
  /** Real samples consumed so far. */
  readonly consumed: number;
  readonly parameterCounts: { readonly generator: number; readonly critic: number };
  /** One critic update of the warm-up ahead of the first iteration; false, and nothing done, once all are made.
   *  @throws NumericError as `step` does */
  warmUp(): Promise<boolean>;
  /** One iteration: all critic steps and the generator step; before the first, what is left of the warm-up.
   *  @throws NumericError if a logged number stops being finite, naming it and the first tensor that is not */
  step(): Promise<IterationNumbers>;
  /** The critic's numbers on held-out samples; nothing without a holdout. */
  heldOut(): Promise<Partial<IterationNumbers>>;
  /** A look into the networks, for their health. */
  look(): Promise<Measurements>;
  /** Learning rates, penalty weight and clip bound from the next iteration on. */
  change(settings: LiveChanges): void;
  /** Samples for noise float32[N, latent], from the averaged generator where there is one, as they are learnt. */
  sample(latent: Float32Tensor): Promise<Float32Tensor>;
  /** Samples of the fixed preview noise. */
  preview(count?: number): Promise<Float32Tensor>;
  /** The critic over the plane, with its slopes at some of the samples; undefined unless samples are points of it. */
  plane(samples: Float32Tensor): Promise<CriticPlane | undefined>;
  /** Draws samples for an evaluation, the same ones each time it is asked for: from noise of their own, in the units
   *  of the data. */
  evaluationSampler(): Sampler;
  /** The state on its device, for programs that look at it before the next step. */
  readonly state: DeviceState;
  /** Everything that the future depends on.
   *  @throws NumericError if a tensor is not finite */
  snapshot(): Promise<Snapshot>;
  release(): Promise<void>;
}

/** Compiles the iteration and loads it with the initial or resumed state.
 *  @throws ConfigError, DataError or DeviceError if the parts do not fit
 *  @throws the signal's reason if it comes meanwhile */
export async function createTrainer(options: TrainerOptions): Promise<Trainer> {
  const { gan, seed, dataset, device, holdout: amount = 0, isDrawn = false, mirror = false } = options;
  const start = options.snapshot ?? firstSnapshot(options);
  const split = amount > 0 ? splitHoldout(dataset, amount, seed) : undefined;
  const state = device.createState(start.state);
  const batcher = createBatcher(dataset, {
    ...{ seed, cursor: start.cursor, isDrawn, mirror },
    ...(split && { rows: split.train }),
  });
  const parts: Parts = {
    updates: createUpdates(start, await loadUpdates(options, start), state, batcher),
    state,
    batcher,
    sampler: await loadSampler(gan, device, start.state),
    probe: whenAsked((state) => createProbe(gan, dataset, device, state, seed)),
    holdout: split && (await createHoldout(gan, dataset, split, device, start.state, seed)),
    plane: whenAsked((state) => loadPlane(options, state)),
  };
  if (options.isWatched) await Promise.all([parts.probe.get(parts.state), parts.plane.get(parts.state)]);
  return trainerOf(options, start, parts);
}

function firstSnapshot({ gan, seed, settings }: TrainerOptions): Snapshot {
  const state = initialState(gan, seed);
  return { iteration: 0, counts: { critic: 0, generator: 0 }, cursor: 0, settings, state };
}

/** Programs that look at the critic, and where; undefined unless samples are points of the plane. */
async function loadPlane(
  { gan, dataset, device }: TrainerOptions,
  state: TensorRecord,
): Promise<Plane | undefined> {
  if (!isPlane(gan)) return undefined;
  const field = await loadCriticViewer(gan, underPrefix('critic', state), device);
  return { field, view: dataView(dataset), release: () => field.release() };
}

interface Plane {
  readonly field: CriticViewer;
  readonly view: PlaneView;
  release(): Promise<void>;
}

/** What a trainer holds on its device and of its data. */
interface Parts {
  readonly updates: Updates;
  readonly state: DeviceState;
  readonly batcher: Batcher;
  readonly sampler: LoadedProgram;
  readonly probe: Lazy<Probe>;
  readonly holdout: Holdout | undefined;
  readonly plane: Lazy<Plane | undefined>;
}

function trainerOf({ gan, seed, dataset }: TrainerOptions, start: Snapshot, parts: Parts): Trainer {
  const { updates, state, batcher, sampler, probe, holdout, plane } = parts;
  const sample = async (latent: Float32Tensor, repeat?: number) =>
    (await sampler.run(samplingFeeds(gan, latent, repeat), state)).samples as Float32Tensor;
  return {
    gan,
    get iteration() {
      return updates.position.iteration;
    },
    get settings() {
      return updates.position.settings;
    },
    get consumed() {
      return batcher.cursor;
    },
    parameterCounts: {
      generator: trainedCount(gan.generator, underPrefix('generator', start.state)),
      critic: trainedCount(gan.critic, underPrefix('critic', start.state)),
    },
    warmUp: updates.warmUp,
    step: updates.step,
    change: updates.change,
    heldOut: async () => (holdout ? holdout.numbers(updates.position.iteration, state) : {}),
    async look() {
      const { iteration, settings } = updates.position;
      return {
        ...(await (await probe.get(state)).look(state, settings)),
        ...(await holdout?.compare(iteration, state)),
      };
    },
    sample: (latent) => sample(latent),
    preview(count = previewCount(gan)) {
      const latent = float32([count, gan.latent]);
      fillNormal(latent.data, { seed, purpose: 'preview', counter: 0 });
      return sample(latent, previewColumns(gan.generator.classes));
    },
    async plane({ data }) {
      const loaded = await plane.get(state);
      return loaded?.field.plane(loaded.view, data, state);
    },
    evaluationSampler: () =>
      evaluationSampler(seed, gan.latent, async (latent) => inUnits(await sample(latent), dataset.scale)),
    state,
    async snapshot() {
      const tensors = await state.read();
      const { position } = updates;
      requireFiniteState(tensors, position.iteration);
      return { ...position, state: tensors };
    },
    async release() {
      await state.release();
      await Promise.all([
        updates.release(),
        sampler.release(),
        probe.release(),
        holdout?.release(),
        plane.release(),
      ]);
    },
  };
}
