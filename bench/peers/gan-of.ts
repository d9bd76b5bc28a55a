// A work's model in wgan's own terms.

import { architectures } from '../../src/gan/architectures/registry.ts';
import { defineGan, type Gan } from '../../src/gan/gan.ts';
import type { LiveSettings } from '../../src/gan/live-settings.ts';
import type { Critic, Generator } from '../../src/gan/networks.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import { flatten, reshape } from '../../src/graph/shaping.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { activation } from '../../src/nn/activations.ts';
import { batchNorm } from '../../src/nn/batch-norm.ts';
import { type Layer, viewed } from '../../src/nn/layer.ts';
import { linear } from '../../src/nn/linear.ts';
import { sequential } from '../../src/nn/sequential.ts';
import { adam } from '../../src/optim/adam.ts';
import { rmsprop } from '../../src/optim/rmsprop.ts';
import type { LayerSpec } from '../layers.ts';
import type { Model, OptimizerSpec } from '../works.ts';

/** Layers of fully connected networks; convolutional ones are architectures. */
function layerOf(spec: LayerSpec): Layer {
  switch (spec.kind) {
    case 'linear':
      return linear(spec.inputs, spec.outputs);
    case 'batchNorm':
      return batchNorm(spec.features, { epsilon: spec.epsilon });
    case 'leakyRelu':
      return activation('leaky-relu');
    case 'tanh':
      return activation('tanh');
    default:
      throw new Error(`${spec.kind}: a model with such layers names its architectures`);
  }
}

/** From noise float32[N, latent] to images float32[N, C, H, W], and from images to scores. */
export function networksOf(model: Model): {
  readonly generator: Generator | Layer;
  readonly critic: Critic | Layer;
} {
  const { sampleShape } = model;
  if (model.architectures !== undefined) {
    const { generator, critic } = model.architectures;
    return {
      generator: architectures
        .get(generator.architecture)
        .generator({ ...generator, sampleShape, latent: model.latent }),
      critic: architectures.get(critic.architecture).critic({ ...critic, sampleShape }),
    };
  }
  const after = (y: Tensor) => reshape(y, [y.shape[0]!, ...sampleShape]);
  return {
    generator: viewed(sequential(model.generator.map(layerOf)), { after }),
    critic: viewed(sequential(model.critic.map(layerOf)), { before: flatten }),
  };
}

function optimizerOf(spec: OptimizerSpec) {
  return spec.name === 'adam' ? adam(spec) : rmsprop(spec);
}

/** The model as a GAN to train. */
export function ganOf(model: Model): Gan {
  return defineGan({
    ...networksOf(model),
    objective: objectives.get(model.objective),
    generatorOptimizer: optimizerOf(model.optimizer),
    criticOptimizer: optimizerOf(model.optimizer),
    latent: model.latent,
    sampleShape: model.sampleShape,
    batch: model.batch,
    criticSteps: model.criticSteps,
  });
}

/** Learning rates, penalty weight and bound of the model. */
export function settingsOf({ optimizer, penalty, clip }: Model): LiveSettings {
  const { learningRate } = optimizer;
  return { generatorLearningRate: learningRate, criticLearningRate: learningRate, penalty, clip };
}
