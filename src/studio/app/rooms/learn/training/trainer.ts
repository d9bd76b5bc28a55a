// Trains tiny networks by the interpreter: the graphs, feeds and random streams of real training, on a smaller scale.

import { underPrefix } from '../../../../../base/record.ts';
import { type Gan, initialState } from '../../../../../gan/gan.ts';
import { samplingGraph } from '../../../../../gan/inference.ts';
import { trainingGraph } from '../../../../../gan/iteration.ts';
import type { LiveSettings } from '../../../../../gan/live-settings.ts';
import { type Phase, updatesOf } from '../../../../../gan/phases.ts';
import type { UpdateCounts } from '../../../../../gan/streams.ts';
import { input } from '../../../../../graph/leaves.ts';
import type { Tensor } from '../../../../../graph/tensor.ts';
import type { Tensors } from '../../../../../nn/layer.ts';
import { inferencePass } from '../../../../../nn/pass.ts';
import { createFeeds } from '../../../../../train/feeds.ts';
import { type Memory, prepare } from './interpreter.ts';

export interface TinyOptions {
  readonly gan: Gan;
  /** What an iteration does. */
  readonly phases: readonly Phase[];
  readonly settings: LiveSettings;
  readonly seed: number;
  /** Writes real samples, float32[count, ...sampleShape], beginning with number `from` of an endless stream. */
  readonly fillReal: (out: Float32Array, from: number) => void;
}

export interface TinyTrainer {
  readonly gan: Gan;
  /** State and feeds by name; programs that look at the networks read it. */
  readonly memory: Memory;
  readonly iteration: number;
  /** The numbers of the last iteration, by the names of real training. */
  readonly metrics: Readonly<Record<string, number>>;
  settings: LiveSettings;
  step(): void;
  /** Back to the initial state. */
  reset(): void;
}

/** Compiles the iteration and takes the initial state of the seed. */
export function createTinyTrainer({ gan, phases, settings, seed, fillReal }: TinyOptions): TinyTrainer {
  const state = initialState(gan, seed);
  const memory: Memory = new Map(
    Object.entries(state).map(([name, { data }]) => [name, new Float64Array(data.length)]),
  );
  const { outputs, inputs } = trainingGraph(state, phases);
  const program = prepare(outputs, memory);
  const feeds = createFeeds(inputs, seed);
  const updates = updatesOf({ phases });
  const size = gan.sampleShape.reduce((product, dimension) => product * dimension, 1);
  let cursor = 0;
  const batcher = {
    get cursor() {
      return cursor;
    },
    epoch: 0,
    next(count: number, out: Float32Array) {
      fillReal(out.subarray(0, count * size), cursor);
      cursor += count;
    },
  };
  let iteration = 0;
  let counts: UpdateCounts = { critic: 0, generator: 0 };
  const trainer: TinyTrainer = {
    gan,
    memory,
    settings,
    get iteration() {
      return iteration;
    },
    get metrics() {
      const scalars = Object.entries(program.outputs).filter(([name]) => !name.endsWith('.next'));
      return Object.fromEntries(scalars.map(([name, value]) => [name, value[0]!]));
    },
    step() {
      feeds.fill({ iteration, settings: trainer.settings, counts }, batcher);
      for (const [name, { data }] of Object.entries(feeds.tensors))
        memory.get(name)?.set(data as Float32Array);
      program.advance();
      iteration += 1;
      counts = {
        critic: counts.critic + (updates.critic ?? 0),
        generator: counts.generator + (updates.generator ?? 0),
      };
    },
    reset() {
      for (const [name, { data }] of Object.entries(state)) memory.get(name)!.set(data as Float32Array);
      [iteration, cursor, counts] = [0, 0, { critic: 0, generator: 0 }];
    },
  };
  trainer.reset();
  return trainer;
}

/** The parameters of a network as symbols that the memory feeds. */
export function parametersOf(
  { gan, memory }: Pick<TinyTrainer, 'gan' | 'memory'>,
  network: 'generator' | 'critic',
) {
  const shapes = underPrefix(network, initialState(gan, 0));
  const entries = Object.entries(shapes)
    .filter(([name]) => memory.has(`${network}.${name}`))
    .map(([name, { shape }]) => [name, input(`${network}.${name}`, shape)] as const);
  return Object.fromEntries(entries) as Tensors;
}

/** A function of points under the present critic: values at `points`, row-major [count, dimension]. */
export function criticReader(
  trainer: TinyTrainer,
  points: Float64Array,
  look: (critic: (x: Tensor) => Tensor, x: Tensor) => Tensor = (critic, x) => critic(x),
): () => Float64Array {
  const { gan } = trainer;
  const dimension = gan.sampleShape[0]!;
  const name = 'looked-at';
  const parameters = parametersOf(trainer, 'critic');
  const x = input(name, [points.length / dimension, dimension]);
  const memory: Memory = new Map(trainer.memory).set(name, points);
  const critic = (at: Tensor) => gan.critic.judge(parameters, at, inferencePass).scores;
  const program = prepare({ value: look(critic, x) }, memory);
  return () => {
    program.run();
    return program.outputs.value!;
  };
}

/** Samples of the present generator for given noise, row-major [count, latent]. */
export function generatorReader(trainer: TinyTrainer, latent: Float64Array): () => Float64Array {
  const { gan, memory } = trainer;
  const count = latent.length / gan.latent;
  const parameters = underPrefix('generator', initialState(gan, 0));
  const graph = samplingGraph(gan.generator, parameters, { prefix: 'generator', latent: gan.latent, count });
  const program = prepare(graph, new Map(memory).set('latent', latent));
  return () => {
    program.run();
    return program.outputs.samples!;
  };
}
