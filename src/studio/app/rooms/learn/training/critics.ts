// Critics trained alone, against fakes that stay what they are: a round blob in the middle of the ring of 8.

import { fillNormal } from '../../../../../base/random.ts';
import { underPrefix } from '../../../../../base/record.ts';
import { gradient } from '../../../../../compiler/gradient.ts';
import { defineGan } from '../../../../../gan/gan.ts';
import { criticUpdate } from '../../../../../gan/iteration.ts';
import { objectives } from '../../../../../gan/objectives/registry.ts';
import { wgan } from '../../../../../gan/objectives/wgan.ts';
import { ones, sampleNorm, square } from '../../../../../graph/compositions.ts';
import { mul, sqrt } from '../../../../../graph/elementwise.ts';
import { input } from '../../../../../graph/leaves.ts';
import { reduceSum } from '../../../../../graph/reduction.ts';
import { slice } from '../../../../../graph/shaping.ts';
import type { Tensor } from '../../../../../graph/tensor.ts';
import { activation } from '../../../../../nn/activations.ts';
import { functionLayer, type Layer } from '../../../../../nn/layer.ts';
import { linear } from '../../../../../nn/linear.ts';
import { inferencePass } from '../../../../../nn/pass.ts';
import { sequential } from '../../../../../nn/sequential.ts';
import { optimizers } from '../../../../../optim/registry.ts';
import { ringData } from './data.ts';
import { type Memory, prepare } from './interpreter.ts';
import { createTinyTrainer, criticReader, parametersOf, type TinyTrainer } from './trainer.ts';

/** Standard deviation of the blob. */
const blob = 0.45;
const batch = 64;

interface CriticOptions {
  readonly objective: 'wgan' | 'wgan-gp';
  /** Layers of the critic, each with parameters or an activation. */
  readonly layers: readonly Layer[];
  readonly learningRate: number;
  readonly penalty: number;
  readonly clip: number;
}

/** A critic of the plane of `depth` hidden layers. */
export function criticLayers(depth: number, width: number): readonly Layer[] {
  const hidden = Array.from({ length: depth }, (_, index) => [
    linear(index === 0 ? 2 : width, width),
    activation('leaky-relu'),
  ]);
  return [...hidden.flat(), linear(width, 1)];
}

/** Trains a critic by the critic's part of our iteration; the "generator" only scales its noise. */
export function createCriticTrainer(options: CriticOptions): TinyTrainer {
  const { create } = optimizers.get('rmsprop');
  const optimizer = create({ momentum: 0, beta1: 0, beta2: 0 });
  const gan = defineGan({
    generator: functionLayer((noise) => mul(noise, blob)),
    critic: sequential(options.layers),
    objective: objectives.get(options.objective),
    generatorOptimizer: optimizer,
    criticOptimizer: optimizer,
    latent: 2,
    sampleShape: [2],
    batch,
    criticSteps: 1,
  });
  const { learningRate, penalty, clip } = options;
  return createTinyTrainer({
    gan,
    phases: criticUpdate(gan),
    settings: { generatorLearningRate: 0, criticLearningRate: learningRate, penalty, clip },
    seed: 1,
    fillReal: ringData(),
  });
}

/** The norm of the critic's gradient at each point. */
export function slopeReader(trainer: TinyTrainer, points: Float64Array): () => Float64Array {
  return criticReader(trainer, points, (critic, x) => {
    const scores = critic(x);
    return sampleNorm(gradient(scores, [x], { seed: ones(scores.shape) })[0]!);
  });
}

/** The norm of the gradient of the critic's loss in the output of each hidden layer, from the first on.
 *  @param points  as many real points, then as many fakes, row-major [2·count, 2]
 *  @see Gulrajani et al. 2017, figure 1 (b) */
export function depthReader(
  trainer: TinyTrainer,
  layers: readonly Layer[],
  points: Float64Array,
): () => readonly number[] {
  const count = points.length / 2;
  const parameters = parametersOf(trainer, 'critic');
  const hidden: Tensor[] = [];
  let x = input('looked-at', [count, 2]);
  for (const [index, layer] of layers.entries()) {
    x = layer.apply(underPrefix(String(index), parameters), x, inferencePass).output;
    if (index % 2 === 1) hidden.push(x);
  }
  const half = (start: number) => slice(x, { axis: 0, start, end: start + count / 2 });
  const loss = wgan.critic.loss({ real: half(0), fake: half(count / 2) });
  const norms = gradient(loss, hidden).map((slope) => sqrt(reduceSum(square(slope))));
  const memory: Memory = new Map(trainer.memory).set('looked-at', points);
  const program = prepare(Object.fromEntries(norms.map((norm, index) => [String(index), norm])), memory);
  return () => {
    program.run();
    return norms.map((_, index) => program.outputs[String(index)]![0]!);
  };
}

/** Fixed points of both kinds, to look at and to measure between. */
export function lookedAt(count: number): { readonly real: Float64Array; readonly fake: Float64Array } {
  const real = new Float32Array(2 * count);
  ringData()(real, 50_000);
  const fake = new Float32Array(2 * count);
  fillNormal(fake, { seed: 1, purpose: 'evaluate', counter: 0 });
  return { real: Float64Array.from(real), fake: Float64Array.from(fake, (value) => blob * value) };
}
