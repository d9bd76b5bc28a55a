// jax-js on WebAssembly: wgan-gp with RMSprop; critic step and generator step under one jit each.

import { blockUntilReady, init, jit, lax, nn, numpy as np, random, tree, valueAndGrad } from '@jax-js/jax';
import type { TensorRecord } from '../../../src/base/host-tensor.ts';
import { initialState } from '../../../src/gan/gan.ts';
import type { LayerSpec } from '../../layers.ts';
import { ganOf } from '../gan-of.ts';
import { givenBatches, realBatches } from './host-batches.ts';
import { serveWorker } from './worker.ts';

/** Weights [out, in] and biases in turn. */
type Network = np.Array[];

/** Takes ownership of the network and of x. */
function apply(specs: readonly LayerSpec[], network: Network, x: np.Array): np.Array {
  let used = 0;
  return specs.reduce((y, { kind }) => {
    if (kind === 'linear') return np.matmul(y, np.transpose(network[used++]!)).add(network[used++]!);
    return kind === 'tanh' ? np.tanh(y) : nn.leakyRelu(y, 0.2);
  }, x);
}

function networkFrom(tensors: TensorRecord, prefix: string, suffix = ''): Network {
  return Object.entries(tensors)
    .filter(([name]) => name.startsWith(prefix) && name.endsWith(suffix))
    .map(([, { data, shape }]) => {
      return np.array(Float32Array.from(data as Float32Array)).reshape([...shape]);
    });
}

serveWorker(async ({ model }, dataset) => {
  await init('wasm');
  const { batch, criticSteps, latent, penalty: weight, optimizer } = model;
  if (optimizer.name !== 'rmsprop') throw new Error('rmsprop only');
  const { alpha, epsilon, learningRate } = optimizer;

  const score = (critic: Network, x: np.Array) => apply(model.critic, critic, x);
  const generate = jit((generator: Network, noise: np.Array) => apply(model.generator, generator, noise));

  /** The gradient of the scores in x, written out for linear layers and LeakyReLU: `grad` inside `grad` is wrong in
   *  jax-js 0.1.25, where the penalty's gradient in the second and third weight comes out too small. Takes ownership. */
  const slopeOf = (critic: Network, x: np.Array): np.Array => {
    const masks: np.Array[] = [];
    let y = x;
    for (let layer = 0; 2 * layer < critic.length - 2; layer++) {
      y = np.matmul(y, np.transpose(critic[2 * layer]!.ref)).add(critic[2 * layer + 1]!);
      masks.push(lax.stopGradient(np.where(np.less(y.ref, 0), 0.2, 1)));
      y = nn.leakyRelu(y, 0.2);
    }
    y.dispose();
    critic.at(-1)!.dispose();
    let slope = critic.at(-2)!;
    for (let layer = masks.length - 1; layer >= 0; layer--) {
      slope = np.matmul(slope.mul(masks[layer]!), critic[2 * layer]!);
    }
    return slope;
  };

  /** −1/batch for real scores, 1/batch for fake ones. */
  const signs = () =>
    np
      .array(Float32Array.from({ length: 2 * batch }, (_, row) => (row < batch ? -1 : 1) / batch))
      .reshape([2 * batch, 1]);

  const criticLoss = (critic: Network, real: np.Array, fake: np.Array, mix: np.Array) => {
    const scores = score(tree.ref(critic), np.concatenate([real.ref, fake.ref]));
    const difference = scores.mul(signs()).sum(); // np.split under jit has a gradient of 0 in jax-js 0.1.25
    const between = mix.ref.mul(real).add(np.subtract(1, mix).mul(fake));
    const slope = slopeOf(critic, between);
    const norm = np.sqrt(np.square(slope).sum(1).add(1e-12));
    const penalty = np.square(norm.sub(1)).mean();
    return difference.add(penalty.mul(weight));
  };

  const updated = (network: Network, squares: Network, gradients: Network): [Network, Network] => {
    const next = squares.map((square, index) =>
      square.mul(alpha).add(np.square(gradients[index]!.ref).mul(1 - alpha)),
    );
    const after = network.map((parameter, index) =>
      parameter.sub(gradients[index]!.div(np.sqrt(next[index]!.ref).add(epsilon)).mul(learningRate)),
    );
    return [after, next];
  };

  const criticStep = jit(
    (critic: Network, squares: Network, real: np.Array, fake: np.Array, mix: np.Array) => {
      const [loss, gradients] = valueAndGrad(criticLoss)(tree.ref(critic), real, fake, mix);
      return [...updated(critic, squares, gradients as Network), loss] as [Network, Network, np.Array];
    },
  );
  const generatorStep = jit((generator: Network, squares: Network, critic: Network, noise: np.Array) => {
    const lossOf = (generator: Network) =>
      np.negative(score(critic, apply(model.generator, generator, noise)).mean());
    const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(generator));
    return [...updated(generator, squares, gradients as Network), loss] as [Network, Network, np.Array];
  });

  const begin = (tensors: TensorRecord, prefix: string) => {
    const squares = (network: string) =>
      networkFrom(tensors, `${prefix}optimizer.${network}.`, '.square_avg');
    return {
      generator: networkFrom(tensors, `${prefix}generator.`),
      critic: networkFrom(tensors, `${prefix}critic.`),
      generatorSquares: squares('generator'),
      criticSquares: squares('critic'),
    };
  };
  let run = begin(initialState(ganOf(model), 1), '');

  /** Takes ownership of the noise; rows of `real` and `mix` are cut on the host. */
  const iteration = async (
    real: Float32Array,
    mix: np.Array[],
    noise: np.Array,
    generatorNoise: np.Array,
  ) => {
    const fakes = np.split(generate(tree.ref(run.generator), noise), criticSteps);
    let loss: np.Array | undefined;
    for (let index = 0; index < criticSteps; index++) {
      const images = np
        .array(real.slice(index * batch * 784, (index + 1) * batch * 784))
        .reshape([batch, 784]);
      loss?.dispose();
      [run.critic, run.criticSquares, loss] = criticStep(
        run.critic,
        run.criticSquares,
        images,
        fakes[index]!,
        mix[index]!,
      );
    }
    let generatorLoss: np.Array;
    [run.generator, run.generatorSquares, generatorLoss] = generatorStep(
      run.generator,
      run.generatorSquares,
      tree.ref(run.critic),
      generatorNoise,
    );
    await blockUntilReady([run, loss!]);
    return {
      criticLoss: Number((await loss!.data())[0]),
      generatorLoss: Number((await generatorLoss.data())[0]),
    };
  };

  const nextReal = realBatches(model, dataset);
  let key = random.key(1);
  return {
    versions: { 'jax-js': '0.1.25' },
    async iterate() {
      const keys = np.unstack(random.split(key, 4)) as [np.Array, np.Array, np.Array, np.Array];
      key = keys[0];
      const mix = np.split(random.uniform(keys[1], [criticSteps * batch, 1]), criticSteps);
      const noise = random.normal(keys[2], [criticSteps * batch, latent]);
      await iteration(nextReal(), mix, noise, random.normal(keys[3], [batch, latent]));
    },
    async check(given) {
      run = begin(given, 'state.');
      const numbers = [];
      for (let at = 0; `rows.${at}` in given; at++) {
        const { real, mix, latentCritic, latentGenerator } = givenBatches(dataset, given, at);
        const array = (values: Float32Array, columns: number) =>
          np.array(values.slice()).reshape([values.length / columns, columns]);
        const mixes = np.split(array(mix, 1), criticSteps);
        numbers.push(
          await iteration(real, mixes, array(latentCritic, latent), array(latentGenerator, latent)),
        );
      }
      return numbers;
    },
  };
});
