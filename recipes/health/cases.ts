// Trainings whose health is known: some spoilt on purpose, each in one way, and healthy ones. The tests and the sweep
// watch the same ones.

import { float32 } from '../../src/base/host-tensor.ts';
import { mapRecord } from '../../src/base/record.ts';
import { sizeOf } from '../../src/base/shape.ts';
import { type Dataset, defineDataset, valuesOf } from '../../src/data/dataset.ts';
import { initialState } from '../../src/gan/gan.ts';
import type { Device } from '../../src/runtime/device.ts';
import { type PartialConfig, resolveConfig } from '../../src/train/config.ts';
import { ganOf, scheduleOf, settingsOf } from '../../src/train/setup.ts';
import type { Snapshot } from '../../src/train/snapshot.ts';
import { type TrainOptions, train } from '../../src/train/train.ts';

/** A training and what its monitors should say. */
export interface Case {
  readonly name: string;
  /** The one warning to come; `NumericError` where the run must end so; undefined for none. */
  readonly expected?: string;
  readonly config: PartialConfig;
  /** Train on the first so many samples only. */
  readonly samples?: number;
  /** All units of the generator's first hidden layer begin with this bias. */
  readonly firstBias?: number;
}

/** Small networks that learn something within a thousand iterations. */
const digits: PartialConfig = {
  dataset: 'mnist',
  generatorHidden: [64],
  criticHidden: [64],
  latent: 16,
  batch: 32,
};
const ring: PartialConfig = {
  dataset: 'ring',
  generatorHidden: [64, 64],
  criticHidden: [64, 64],
  latent: 4,
  batch: 64,
  penalty: 0.1,
};

const both = [
  { data: 'digits', base: digits },
  { data: 'ring', base: ring },
] as const;
const objectives = ['wgan-gp', 'wgan', 'gan', 'gan-minimax'] as const;

/** Runs that must not warn. */
export const healthy: readonly Case[] = [
  ...objectives.flatMap((objective) =>
    both.map(({ data, base }) => ({ name: `${objective} on ${data}`, config: { ...base, objective } })),
  ),
  { name: 'wgan-gp on digits, ReLU', config: { ...digits, activation: 'relu' } },
  { name: 'wgan-gp on digits, held out', config: { ...digits, holdout: 0.1 } },
];

const spoilt = (
  expected: string,
  how: string,
  change: PartialConfig,
  among: readonly string[],
  more: Partial<Case> = {},
): readonly Case[] =>
  objectives.flatMap((objective) =>
    both
      .filter(({ data }) => among.includes(`${objective} on ${data}`))
      .map(({ data, base }) => ({
        name: `${objective} on ${data}, ${how}`,
        expected,
        config: { ...base, objective, ...change },
        ...more,
      })),
  );

const everywhere = objectives.flatMap((objective) => both.map(({ data }) => `${objective} on ${data}`));
const without = (...names: readonly string[]) => everywhere.filter((name) => !names.includes(name));

/** Runs that must give one warning, and no other. Left out where a sabotage works otherwise: a slow critic that is
 *  clipped shows on points only in the modes that the samples leave out, and keeps its sign; clipped weights do not
 *  overflow; and only the generator that does not saturate collapses within so few iterations. */
export const sabotaged: readonly Case[] = [
  ...spoilt('critic-behind', 'critic rate 1e-7', { criticLearningRate: 1e-7 }, without('wgan on ring')),
  ...spoilt(
    'critic-start',
    'a flat critic',
    { criticHidden: Array.from({ length: 8 }, () => 64), criticLearningRate: 1e-7 },
    ['wgan-gp on digits'],
  ),
  ...spoilt('penalty-not-holding', 'penalty 0', { penalty: 0 }, ['wgan-gp on digits', 'wgan-gp on ring']),
  ...spoilt('clipping-saturated', 'clip 1e-5', { clip: 1e-5 }, ['wgan on digits', 'wgan on ring']),
  ...spoilt('exploding-weights', 'clip 1', { clip: 1, learningRate: 5e-4 }, [
    'wgan on digits',
    'wgan on ring',
  ]),
  ...spoilt('exploding-weights', 'rate 0.1', { learningRate: 0.1 }, ['wgan-gp on digits']),
  ...spoilt('overfitting', '500 images', { criticHidden: [256, 256], holdout: 0.2 }, ['wgan-gp on digits'], {
    samples: 500,
  }),
  ...spoilt('collapse', 'generator rate 1e-2', { generatorLearningRate: 1e-2 }, ['gan on ring']),
  ...spoilt('dead-generator', 'dead ReLU', { activation: 'relu' }, everywhere, { firstBias: -100 }),
  ...spoilt('NumericError', 'rate 1e30', { learningRate: 1e30 }, without('wgan on digits', 'wgan on ring')),
];

/** What a case came to. */
export interface Outcome {
  /** Names of troubles, in the order in which they began; `NumericError` where the run ended so. */
  readonly warnings: readonly string[];
  /** The iteration of the first. */
  readonly first?: number;
  readonly isRight: boolean;
}

/** Trains a case and tells what its monitors said.
 *  @param dataset  the case's, whole */
export async function watchCase(
  { config: given, samples, firstBias, expected }: Case,
  dataset: Dataset,
  device: Device,
  { seed, iterations }: { readonly seed: number; readonly iterations: number },
): Promise<Outcome> {
  const config = resolveConfig({ seed, iterations }, { from: given });
  const part = samples === undefined ? dataset : firstOf(dataset, samples);
  const gan = ganOf(config, part.sampleShape);
  const state = initialState(gan, config.training.seed);
  const snapshot: Snapshot = {
    ...{ iteration: 0, counts: { critic: 0, generator: 0 }, cursor: 0, settings: settingsOf(config) },
    state: firstBias === undefined ? state : { ...state, ...biased(state['generator.0.bias']!, firstBias) },
  };
  const options = {
    ...scheduleOf(config),
    gan,
    settings: snapshot.settings,
    dataset: part,
    device,
    snapshot,
  };
  const warnings = await warningsOf({ ...options, sampleEvery: iterations });
  const names = warnings.map(({ name }) => name);
  return {
    warnings: names,
    ...(warnings[0] && { first: warnings[0].iteration }),
    isRight: names.join() === (expected ?? ''),
  };
}

const biased = ({ shape }: { readonly shape: readonly number[] }, bias: number) =>
  mapRecord({ 'generator.0.bias': bias }, (value) => float32(shape, new Float32Array(shape[0]!).fill(value)));

function firstOf(dataset: Dataset, samples: number): Dataset {
  const { name, sampleShape } = dataset;
  const part = valuesOf(dataset).slice(0, sizeOf(sampleShape) * samples);
  return defineDataset({ name: `${name}-${samples}`, sampleShape, values: part });
}

async function warningsOf(options: TrainOptions) {
  const warnings: { readonly name: string; readonly iteration: number }[] = [];
  let iteration = 0;
  try {
    for await (const event of train(options)) {
      ({ iteration } = event);
      if (event.type === 'warning' && !event.isOver && !warnings.some(({ name }) => name === event.name)) {
        warnings.push(event);
      }
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    warnings.push({ name: error.name, iteration });
  }
  return warnings;
}
