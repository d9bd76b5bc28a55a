// Replays PyTorch's recorded runs: the same networks, state, inputs, through our graphs.

import { expect, it } from 'vitest';
import { float32, hostTensor, type TensorRecord } from '../../src/base/host-tensor.ts';
import { mapRecord } from '../../src/base/record.ts';
import { interpret } from '../../src/compiler/interpret.ts';
import { dcgan } from '../../src/gan/architectures/dcgan.ts';
import { defineGan, type Gan, type GanParts } from '../../src/gan/gan.ts';
import { scalarValues } from '../../src/gan/inputs.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import type { Dense } from '../../src/graph/tensor.ts';
import type { Layer, Tensors } from '../../src/nn/layer.ts';
import * as layers from '../../src/nn/layers.ts';
import { adam } from '../../src/optim/adam.ts';
import type { Optimizer } from '../../src/optim/optimizer.ts';
import { rmsprop } from '../../src/optim/rmsprop.ts';
import { sgd } from '../../src/optim/sgd.ts';
import * as fixtures from '../pytorch-fixtures.ts';
import type * as recorded from '../pytorch-layers.ts';

const convolutions = { conv2d: layers.conv2d, convTranspose2d: layers.convTranspose2d };
const norms = { batchNorm: layers.batchNorm, batchNorm2d: layers.batchNorm2d, layerNorm: layers.layerNorm };
const pools = { averagePool2d: layers.averagePool2d, maxPool2d: layers.maxPool2d };

function layerOf(layer: recorded.Layer): Layer {
  switch (layer.kind) {
    case 'linear':
      return layers.linear(layer.inputs, layer.outputs);
    case 'conv2d':
    case 'convTranspose2d':
      return convolutions[layer.kind](layer.inputs, layer.outputs, layer);
    case 'batchNorm':
    case 'batchNorm2d':
    case 'layerNorm':
      return norms[layer.kind](layer.features);
    case 'averagePool2d':
    case 'maxPool2d':
      return pools[layer.kind](layer.size);
    case 'upsampleNearest':
      return layers.upsampleNearest(layer.times);
    case 'zeroPad2d':
      return layers.zeroPad2d(layer.below, layer.right);
    case 'flatten':
      return layers.flattenSamples();
    case 'unflatten':
      return layers.unflattenSamples(layer.shape);
    case 'leakyRelu':
      return layers.activation('leaky-relu');
    case 'relu':
    case 'tanh':
      return layers.activation(layer.kind);
  }
}

function optimizerOf(optimizer: fixtures.Optimizer): Optimizer {
  switch (optimizer.name) {
    case 'rmsprop':
      return rmsprop({ momentum: optimizer.momentum, alpha: optimizer.alpha, epsilon: optimizer.eps });
    case 'sgd':
      return sgd({ momentum: optimizer.momentum });
    case 'adam':
      return adam({ beta1: optimizer.beta1, beta2: optimizer.beta2, epsilon: optimizer.eps });
  }
}

/** The run's networks: those of its architecture, or of its layers. */
function networksOf(run: fixtures.Run): Pick<GanParts, 'generator' | 'critic'> {
  if (run.dcgan === undefined) {
    const [generator, critic] = [run.generator, run.critic].map((part) =>
      layers.sequential(part.map(layerOf)),
    );
    return { generator: generator!, critic: critic! };
  }
  const { generatorNorm, criticNorm, ...options } = run.dcgan;
  const values = { ...options, latent: run.latentSize, sampleShape: fixtures.sampleShapeOf(run) };
  return {
    generator: dcgan.generator({ ...values, architecture: 'dcgan', norm: generatorNorm }),
    critic: dcgan.critic({ ...values, architecture: 'dcgan', norm: criticNorm }),
  };
}

/** The run's GAN. */
export function ganOf(run: fixtures.Run): Gan {
  return defineGan({
    ...networksOf(run),
    objective: objectives.get(run.oneSided ? 'wgan-lp' : run.objective),
    generatorOptimizer: optimizerOf(run.optimizer),
    criticOptimizer: optimizerOf(run.optimizer),
    latent: run.latentSize,
    sampleShape: fixtures.sampleShapeOf(run),
    batch: run.batch,
    criticSteps: run.criticSteps,
    ema: { decay: run.average ?? 0 },
  });
}

/** The run's initial state in float64. */
const denseState = (state: fixtures.State): Record<string, Dense> =>
  mapRecord(state, ({ shape, data }) => ({ shape, values: data }));

/** The types of the run's state, as a record of host tensors. */
export const hostState = (state: fixtures.State): TensorRecord =>
  mapRecord(state, ({ shape, data }, name) =>
    name.endsWith('num_batches_tracked')
      ? hostTensor('int64', shape, BigInt64Array.from(data, BigInt))
      : float32(shape, Float32Array.from(data)),
  );

/** What is fed at an iteration, besides the state.
 *  @param table    of the training graph
 *  @param weights  of terms beside the objective's own penalty */
export function feedsOf(
  run: fixtures.Run,
  table: Parameters<typeof scalarValues>[0],
  iteration: number,
  weights: Readonly<Record<string, number>> = {},
): Record<string, Dense> {
  const inputs = fixtures.inputsOf(run, iteration);
  const dense = ({ shape, data }: fixtures.Tensor): Dense => ({ shape, values: data });
  const latents = inputs.critic.flatMap(({ latent }) => [...latent.data]);
  const before = run.updatesBefore;
  const scalars = scalarValues(table, {
    iteration,
    settings: {
      generatorLearningRate: run.optimizer.learningRate,
      criticLearningRate: run.optimizer.learningRate,
      penalty: run.penaltyWeight ?? 0,
      clip: run.clip ?? 0,
      ...weights,
    },
    counts: {
      critic: before.critic + iteration * run.criticSteps,
      generator: before.generator + iteration,
    },
  });
  return {
    ...Object.fromEntries(
      inputs.critic.flatMap(({ real, mix }, step) => [
        [`real.${step}`, dense(real)],
        [`mix.${step}`, dense(mix)],
      ]),
    ),
    'latent.critic': {
      shape: [run.criticSteps * run.batch, run.latentSize],
      values: Float64Array.from(latents),
    },
    'latent.generator': dense(inputs.generator.latent),
    ...mapRecord(scalars, (values) => ({ shape: [values.length], values: Float64Array.from(values) })),
  };
}

const norm = (values: Float64Array) => Math.hypot(...values);

const TOLERANCE = 1e-8;
/** Mean squares of gradients that are rounding noise: what is left of an exact 0. */
export const NOISE = 1e-20;

/** Tests that a step, iteration after iteration, logs the numbers of a recorded run and ends with its state.
 *  @param noiseOf  what may be left of an exact 0 in a tensor of the state */
export function testReplay(
  { metrics, final }: Pick<fixtures.Trajectory | fixtures.ObjectiveTrajectory, 'metrics' | 'final'>,
  start: fixtures.State,
  step: Tensors,
  feedsAt: (iteration: number) => Record<string, Dense>,
  noiseOf: (tensor: string) => number = () => NOISE,
): void {
  const state = denseState(start);
  const numbers = metrics.map((_, iteration) => {
    const values = interpret(step, { ...state, ...feedsAt(iteration) });
    for (const name of Object.keys(state)) state[name] = values[`${name}.next`] ?? state[name]!;
    return values;
  });

  it('logs the same numbers', () => {
    metrics.forEach((recorded, iteration) => {
      for (const [metric, value] of Object.entries(recorded)) {
        const ours = numbers[iteration]![metric]!.values[0]!;
        expect(Math.abs(ours - value), `${metric} of iteration ${iteration}`).toBeLessThanOrEqual(
          TOLERANCE * Math.max(Math.abs(value), 1e-3),
        );
      }
    });
  });

  it('ends with the same state', () => {
    expect(Object.keys(state).sort()).toEqual(Object.keys(final).sort());
    for (const [tensor, { data }] of Object.entries(final)) {
      const difference = norm(state[tensor]!.values.map((value, index) => value - data[index]!));
      expect(difference, tensor).toBeLessThanOrEqual(Math.max(TOLERANCE * norm(data), noiseOf(tensor)));
    }
  });
}
