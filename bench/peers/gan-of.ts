// A work's model in wgan's own terms.

import { defineGan, type Gan } from '../../src/gan/gan.ts';
import type { LiveSettings } from '../../src/gan/live-settings.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import { flatten, reshape } from '../../src/graph/shaping.ts';
import { activation } from '../../src/nn/activations.ts';
import { batchNorm } from '../../src/nn/batch-norm.ts';
import { type Layer, viewed } from '../../src/nn/layer.ts';
import { linear } from '../../src/nn/linear.ts';
import { sequential } from '../../src/nn/sequential.ts';
import { adam } from '../../src/optim/adam.ts';
import { rmsprop } from '../../src/optim/rmsprop.ts';
import type { LayerSpec, Model, OptimizerSpec } from '../works.ts';

/** [C, H, W] of MNIST. */
export const sampleShape = [1, 28, 28] as const;

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
  }
}

/** From noise float32[N, latent] to images float32[N, 1, 28, 28]. */
const generatorOf = ({ generator }: Model): Layer =>
  viewed(sequential(generator.map(layerOf)), { after: (y) => reshape(y, [y.shape[0]!, ...sampleShape]) });

const criticOf = ({ critic }: Model): Layer => viewed(sequential(critic.map(layerOf)), { before: flatten });

function optimizerOf(spec: OptimizerSpec) {
  return spec.name === 'adam' ? adam(spec) : rmsprop(spec);
}

/** The model as a GAN to train. */
export function ganOf(model: Model): Gan {
  return defineGan({
    generator: generatorOf(model),
    critic: criticOf(model),
    objective: objectives.get(model.objective),
    generatorOptimizer: optimizerOf(model.optimizer),
    criticOptimizer: optimizerOf(model.optimizer),
    latent: model.latent,
    sampleShape,
    batch: model.batch,
    criticSteps: model.criticSteps,
  });
}

/** Learning rates, penalty weight and bound of the model. */
export function settingsOf({ optimizer, penalty, clip }: Model): LiveSettings {
  const { learningRate } = optimizer;
  return { generatorLearningRate: learningRate, criticLearningRate: learningRate, penalty, clip };
}
