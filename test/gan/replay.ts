// Replays PyTorch's recorded runs: the same networks, state, inputs, through our graphs.

import { float32, hostTensor, type TensorRecord } from '../../src/base/host-tensor.ts';
import { mapRecord } from '../../src/base/record.ts';
import { dcgan } from '../../src/gan/architectures/dcgan.ts';
import { defineGan, type Gan, type GanParts, stateTypes } from '../../src/gan/gan.ts';
import { scalarValues } from '../../src/gan/inputs.ts';
import { trainingGraph, wholeIteration } from '../../src/gan/iteration.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import type { Dense } from '../../src/graph/tensor.ts';
import type { Layer } from '../../src/nn/layer.ts';
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
export const denseState = (state: fixtures.State): Record<string, Dense> =>
  mapRecord(state, ({ shape, data }) => ({ shape, values: data }));

/** The types of the run's state, as a record of host tensors. */
export const hostState = (state: fixtures.State): TensorRecord =>
  mapRecord(state, ({ shape, data }, name) =>
    name.endsWith('num_batches_tracked')
      ? hostTensor('int64', shape, BigInt64Array.from(data, BigInt))
      : float32(shape, Float32Array.from(data)),
  );

/** What is fed at an iteration, besides the state. */
export function feedsOf(run: fixtures.Run, gan: Gan, iteration: number): Record<string, Dense> {
  const inputs = fixtures.inputsOf(run, iteration);
  const dense = ({ shape, data }: fixtures.Tensor): Dense => ({ shape, values: data });
  const latents = inputs.critic.flatMap(({ latent }) => [...latent.data]);
  const before = run.updatesBefore;
  const table = trainingGraph(stateTypes(gan), wholeIteration(gan)).inputs;
  const scalars = scalarValues(table, {
    iteration,
    settings: {
      generatorLearningRate: run.optimizer.learningRate,
      criticLearningRate: run.optimizer.learningRate,
      penalty: run.penaltyWeight ?? 0,
      clip: run.clip ?? 0,
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
