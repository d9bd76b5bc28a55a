// Replays PyTorch's recorded runs: the same networks, state, inputs, through our graphs.

import { float32, hostTensor, type TensorRecord } from '../../src/base/host-tensor.ts';
import { mapRecord } from '../../src/base/record.ts';
import { defineGan, type Gan, stateTypes } from '../../src/gan/gan.ts';
import { scalarValues } from '../../src/gan/inputs.ts';
import { trainingGraph, wholeIteration } from '../../src/gan/iteration.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import type { Dense } from '../../src/graph/tensor.ts';
import { activation } from '../../src/nn/activations.ts';
import { batchNorm } from '../../src/nn/batch-norm.ts';
import type { Layer } from '../../src/nn/layer.ts';
import { layerNorm } from '../../src/nn/layer-norm.ts';
import { linear } from '../../src/nn/linear.ts';
import { sequential } from '../../src/nn/sequential.ts';
import { adam } from '../../src/optim/adam.ts';
import type { Optimizer } from '../../src/optim/optimizer.ts';
import { rmsprop } from '../../src/optim/rmsprop.ts';
import { sgd } from '../../src/optim/sgd.ts';
import * as fixtures from '../pytorch-fixtures.ts';

function layerOf(layer: fixtures.Layer): Layer {
  switch (layer.kind) {
    case 'linear':
      return linear(layer.inputs, layer.outputs);
    case 'batchNorm':
      return batchNorm(layer.features);
    case 'layerNorm':
      return layerNorm(layer.features);
    case 'leakyRelu':
      return activation('leaky-relu');
    case 'tanh':
      return activation('tanh');
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

/** The run's GAN. */
export function ganOf(run: fixtures.Run): Gan {
  const last = run.generator.findLast((layer) => layer.kind === 'linear');
  return defineGan({
    generator: sequential(run.generator.map(layerOf)),
    critic: sequential(run.critic.map(layerOf)),
    objective: objectives.get(run.objective),
    objectiveOptions: { oneSided: run.oneSided },
    generatorOptimizer: optimizerOf(run.optimizer),
    criticOptimizer: optimizerOf(run.optimizer),
    latent: run.latentSize,
    sampleShape: [last?.kind === 'linear' ? last.outputs : 0],
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
