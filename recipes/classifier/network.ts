// The classifier of digits whose penultimate layer gives the features of the Fréchet distance.

import { float32, type TensorRecord } from '../../src/base/host-tensor.ts';
import { mapRecord, underPrefix } from '../../src/base/record.ts';
import { gradient } from '../../src/compiler/gradient.ts';
import { compile, type Program } from '../../src/compiler/program.ts';
import { logSoftmax, mean } from '../../src/graph/compositions.ts';
import { leakyRelu, mul, neg } from '../../src/graph/elementwise.ts';
import { constant, input } from '../../src/graph/leaves.ts';
import { reduceSum } from '../../src/graph/reduction.ts';
import { flatten } from '../../src/graph/shaping.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { functionLayer, initialRandom, type Tensors } from '../../src/nn/layer.ts';
import { linear } from '../../src/nn/linear.ts';
import { inferencePass } from '../../src/nn/pass.ts';
import { sequential } from '../../src/nn/sequential.ts';
import { adam } from '../../src/optim/adam.ts';

export const classCount = 10;

/** LeakyReLU with slope 0.1: of 64 plain ReLUs one had died. */
const leaky = functionLayer((x) => leakyRelu(x, 0.1));

/** 784-280-64, as wide as fits under 1 MB. */
const body = sequential([linear(784, 280), leaky, linear(280, 64), leaky]);
const head = linear(64, classCount);

/** PyTorch's defaults for a classifier. */
export const optimizer = adam({ beta1: 0.9, beta2: 0.999 });

/** Initial parameters, by the names of PyTorch's `nn.Sequential`. */
export function initialParameters(seed: number): TensorRecord {
  const random = initialRandom(seed, 'init-critic');
  const last = head.init(random);
  return { ...body.init(random), '4.weight': last.weight!, '4.bias': last.bias! };
}

/** @param images  float32[N,1,28,28] in [−1, 1] */
function apply(parameters: Tensors, images: Tensor): { readonly features: Tensor; readonly logits: Tensor } {
  const features = body.apply(parameters, flatten(images), inferencePass).output;
  const logits = head.apply(underPrefix('4', parameters), features, inferencePass).output;
  return { features, logits };
}

/** The same classifier with features `factor` times as large: LeakyReLU(c·x) = c·LeakyReLU(x) for c > 0. */
export function scaleFeatures(parameters: TensorRecord, factor: number): TensorRecord {
  const scaled = (name: string, by: number) => {
    const { shape, data } = parameters[name]!;
    return float32(
      shape,
      (data as Float32Array).map((value) => value * by),
    );
  };
  return {
    ...parameters,
    '2.weight': scaled('2.weight', factor),
    '2.bias': scaled('2.bias', factor),
    '4.weight': scaled('4.weight', 1 / factor),
  };
}

/** One step: cross-entropy of a batch, its gradient, Adam's update.
 *  Inputs `images`, `targets` (one-hot float32[batch,10]), the optimizer's scalars, the state. */
export function trainingProgram(state: TensorRecord, batch: number): Program {
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
