// The classifiers of digits whose penultimate layer gives the features of the Fréchet distance.

import { float32, type TensorRecord } from '../../src/base/host-tensor.ts';
import { mapRecord, underPrefix } from '../../src/base/record.ts';
import { gradient } from '../../src/compiler/gradient.ts';
import { compile, type Program } from '../../src/compiler/program.ts';
import { logSoftmax, mean } from '../../src/graph/compositions.ts';
import { leakyRelu, mul, neg } from '../../src/graph/elementwise.ts';
import { constant, input } from '../../src/graph/leaves.ts';
import { reduceSum } from '../../src/graph/reduction.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { conv2d } from '../../src/nn/conv2d.ts';
import { functionLayer, initialRandom, type Layer, type Tensors } from '../../src/nn/layer.ts';
import { linear } from '../../src/nn/linear.ts';
import { inferencePass } from '../../src/nn/pass.ts';
import { sequential } from '../../src/nn/sequential.ts';
import { flattenSamples } from '../../src/nn/views.ts';
import { adam } from '../../src/optim/adam.ts';

export const classCount = 10;
export const featureCount = 64;

/** LeakyReLU with slope 0.1: of 64 plain ReLUs one had died. */
const leaky = functionLayer((x) => leakyRelu(x, 0.1));

/** Layers whose last two make the features; a linear layer reads them. Each is as large as fits under 1 MB. */
export const bodies = {
  /** 784-280-64. */
  'mnist-mlp-1': [flattenSamples(), linear(784, 280), leaky, linear(280, featureCount), leaky],
  /** 28×28 with 16 channels, 14×14 with 32, 7×7 with 64, and 64 numbers. */
  'mnist-conv-2': [
    conv2d(1, 16, { kernel: 3, padding: 1 }),
    leaky,
    conv2d(16, 32, { kernel: 3, stride: 2, padding: 1 }),
    leaky,
    conv2d(32, 64, { kernel: 3, stride: 2, padding: 1 }),
    leaky,
    flattenSamples(),
    linear(64 * 7 * 7, featureCount),
    leaky,
  ],
} as const satisfies Readonly<Record<string, readonly Layer[]>>;

export type Version = keyof typeof bodies;

/** PyTorch's defaults for a classifier. */
export const optimizer = adam({ beta1: 0.9, beta2: 0.999 });

/** A classifier as functions of its parameters, which have the names of PyTorch's `nn.Sequential`. */
export function createNetwork(version: Version) {
  const layers: readonly Layer[] = bodies[version];
  const body = sequential(layers);
  const head = linear(featureCount, classCount);
  const [last, first] = [`${layers.length}`, `${layers.length - 2}`];

  /** @param images  float32[N,1,28,28] in [−1, 1] */
  const apply = (parameters: Tensors, images: Tensor) => {
    const features = body.apply(parameters, images, inferencePass).output;
    const logits = head.apply(underPrefix(last, parameters), features, inferencePass).output;
    return { features, logits };
  };
  return {
    apply,
    initialParameters(seed: number): TensorRecord {
      const random = initialRandom(seed, 'init-critic');
      const { weight, bias } = head.init(random);
      return { ...body.init(random), [`${last}.weight`]: weight!, [`${last}.bias`]: bias! };
    },
    /** The same classifier with features `factor` times as large: LeakyReLU(c·x) = c·LeakyReLU(x) for c > 0. */
    scaleFeatures(parameters: TensorRecord, factor: number): TensorRecord {
      const scaled = (name: string, by: number) => ({ [name]: scaledBy(parameters[name]!, by) });
      return {
        ...parameters,
        ...scaled(`${first}.weight`, factor),
        ...scaled(`${first}.bias`, factor),
        ...scaled(`${last}.weight`, 1 / factor),
      };
    },
  };
}

export type Network = ReturnType<typeof createNetwork>;

function scaledBy({ shape, data }: TensorRecord[string], by: number) {
  const values = (data as Float32Array).map((value) => value * by);
  return float32(shape, values);
}

/** One step: cross-entropy of a batch, its gradient, Adam's update.
 *  Inputs `images`, `targets` (one-hot float32[batch,10]), the optimizer's scalars, the state. */
export function trainingProgram({ apply }: Network, state: TensorRecord, batch: number): Program {
  const inputs = mapRecord(state, ({ shape }, name) => input(name, shape));
  const names = Object.keys(state).filter((name) => !name.startsWith('optimizer.'));
  const targets = input('targets', [batch, classCount]);
  const { logits } = apply(inputs, input('images', [batch, 1, 28, 28]));
  const loss = neg(mean(reduceSum(mul(targets, logSoftmax(logits)), { axes: [1] })));
  const gradients = gradient(
    loss,
    names.map((name) => inputs[name]!),
  );
  const scalars = Object.fromEntries(optimizer.scalars.map((name) => [name, input(name, [1])]));
  const outputs: Record<string, Tensor> = { loss };
  names.forEach((name, index) => {
    const slots = underPrefix(`optimizer.${name}`, inputs);
    const updated = optimizer.update(inputs[name]!, gradients[index]!, slots, scalars);
    outputs[`${name}.next`] = updated.parameter;
    for (const [slot, value] of Object.entries(updated.slots)) {
      outputs[`optimizer.${name}.${slot}.next`] = value;
    }
  });
  return compile(outputs, { name: 'train-classifier' });
}

/** The classifier with its weights: float32[N,1,28,28] to `features` float32[N,64] and `logits` float32[N,10]. */
export function inferenceProgram(
  { apply }: Network,
  parameters: TensorRecord,
  metadata: Readonly<Record<string, string>> = {},
): Program {
  const constants = mapRecord(parameters, ({ data, shape }) =>
    constant(Float64Array.from(data as Float32Array), shape),
  );
  return compile(apply(constants, input('images', ['N', 1, 28, 28])), {
    name: 'mnist-features',
    metadata,
    descriptions: {
      images: 'digits, bright on dark, in [−1, 1]',
      features: 'what the Fréchet distance is taken of',
      logits: 'scores of the digits 0 to 9',
    },
  });
}
