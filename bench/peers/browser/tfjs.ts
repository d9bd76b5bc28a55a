// TensorFlow.js on WebAssembly: wgan-gp with RMSprop. Its LeakyReLU has no second derivative, so that it is written
// as x·mask(x), the mask with a gradient of zero.

import * as tf from '@tensorflow/tfjs';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { TensorRecord } from '../../../src/base/host-tensor.ts';
import { initialState } from '../../../src/gan/gan.ts';
import type { LayerSpec } from '../../layers.ts';
import type { OptimizerSpec } from '../../works.ts';
import { ganOf } from '../gan-of.ts';
import { givenBatches, type HostBatches, realBatches } from './host-batches.ts';
import { serveWorker } from './worker.ts';

const mask = tf.customGrad((x) => ({
  value: tf.where(tf.greater(x as tf.Tensor, 0), 1, 0.2),
  gradFunc: (dy) => tf.zerosLike(dy as tf.Tensor),
}));

/** Weights and biases in turn. */
type Network = readonly tf.Variable[];

function apply(specs: readonly LayerSpec[], network: Network, x: tf.Tensor): tf.Tensor {
  let used = 0;
  return specs.reduce((y, { kind }) => {
    if (kind === 'linear') return tf.add(tf.matMul(y, network[used++]!, false, true), network[used++]!);
    return kind === 'tanh' ? tf.tanh(y) : tf.mul(y, mask(y));
  }, x);
}

function networkFrom(tensors: TensorRecord, prefix: string): Network {
  return Object.entries(tensors)
    .filter(([name]) => name.startsWith(prefix))
    .map(([, { data, shape }]) =>
      tf.variable(tf.tensor(data as Float32Array, [...shape] as [number, number])),
    );
}

/** PyTorch's RMSprop; the one of TensorFlow.js has its epsilon elsewhere. */
function rmsprop(spec: OptimizerSpec & { readonly name: 'rmsprop' }, network: Network, squares: Network) {
  return (gradients: readonly tf.Tensor[]) =>
    tf.tidy(() => {
      gradients.forEach((gradient, index) => {
        const square = squares[index]!;
        square.assign(
          tf.add(tf.mul(square, spec.alpha), tf.mul(tf.square(gradient), 1 - spec.alpha)) as tf.Tensor,
        );
        const step = tf.div(gradient, tf.add(tf.sqrt(square), spec.epsilon));
        network[index]!.assign(tf.sub(network[index]!, tf.mul(step, spec.learningRate)));
      });
    });
}

serveWorker(async ({ model }, dataset, threads) => {
  setWasmPaths('/bench/node_modules/@tensorflow/tfjs-backend-wasm/dist/');
  setThreadsCount(threads);
  await tf.setBackend('wasm');
  const { batch, criticSteps, latent, penalty: weight, optimizer } = model;
  if (optimizer.name !== 'rmsprop') throw new Error('rmsprop only');

  const begin = (tensors: TensorRecord, prefix: string) => {
    const [generator, critic] = [
      networkFrom(tensors, `${prefix}generator.`),
      networkFrom(tensors, `${prefix}critic.`),
    ];
    const squares = (network: string) => networkFrom(tensors, `${prefix}optimizer.${network}.`);
    return {
      generator,
      critic,
      generatorUpdate: rmsprop(optimizer, generator, squares('generator')),
      criticUpdate: rmsprop(optimizer, critic, squares('critic')),
    };
  };
  let run = begin(initialState(ganOf(model), 1), '');
  const score = (x: tf.Tensor) => apply(model.critic, run.critic, x);
  const generate = (noise: tf.Tensor) => apply(model.generator, run.generator, noise);

  const criticLoss = (real: tf.Tensor, fake: tf.Tensor, mix: tf.Tensor) => {
    const [realScores, fakeScores] = tf.split(score(tf.concat([real, fake])), 2) as [tf.Tensor, tf.Tensor];
    const between = tf.add(tf.mul(mix, real), tf.mul(tf.sub(1, mix), fake)) as tf.Tensor;
    const slope = tf.grad((x) => tf.sum(score(x as tf.Tensor)))(between);
    const norm = tf.sqrt(tf.add(tf.sum(tf.square(slope), 1), 1e-12));
    const penalty = tf.mean(tf.square(tf.sub(norm, 1)));
    const wasserstein = tf.sub(tf.mean(realScores), tf.mean(fakeScores));
    return tf.sub(tf.mul(penalty, weight), wasserstein) as tf.Scalar;
  };

  const step = (network: Network, update: (gradients: tf.Tensor[]) => void, loss: () => tf.Scalar) => {
    const { value, grads } = tf.variableGrads(loss, [...network]);
    update(network.map(({ name }) => grads[name]!));
    return value;
  };

  const iteration = ({ real, mix, latentCritic, latentGenerator }: HostBatches) => {
    const [reals, mixes] = [
      tf.tensor2d(real, [criticSteps * batch, 784]),
      tf.tensor2d(mix, [criticSteps * batch, 1]),
    ];
    const fakes = generate(tf.tensor2d(latentCritic, [criticSteps * batch, latent]));
    const part = (all: tf.Tensor, index: number) => tf.slice(all, index * batch, batch);
    let loss = tf.scalar(0);
    for (let index = 0; index < criticSteps; index++) {
      const inputs = [part(reals, index), part(fakes, index), part(mixes, index)] as const;
      loss = step(run.critic, run.criticUpdate, () => criticLoss(...inputs));
    }
    const noise = tf.tensor2d(latentGenerator, [batch, latent]);
    const generatorLoss = step(
      run.generator,
      run.generatorUpdate,
      () => tf.neg(tf.mean(score(generate(noise)))) as tf.Scalar,
    );
    return { criticLoss: loss, generatorLoss };
  };

  const nextReal = realBatches(model, dataset);
  return {
    versions: { tfjs: tf.version.tfjs },
    async iterate() {
      tf.tidy(() => {
        iteration({
          real: nextReal(),
          mix: tf.randomUniform([criticSteps * batch]).dataSync() as Float32Array,
          latentCritic: tf.randomNormal([criticSteps * batch * latent]).dataSync() as Float32Array,
          latentGenerator: tf.randomNormal([batch * latent]).dataSync() as Float32Array,
        });
      });
    },
    async check(given) {
      run = begin(given, 'state.');
      const numbers = [];
      for (let at = 0; `rows.${at}` in given; at++) {
        numbers.push(
          tf.tidy(() => {
            const losses = iteration(givenBatches(dataset, given, at));
            return {
              criticLoss: losses.criticLoss.dataSync()[0]!,
              generatorLoss: losses.generatorLoss.dataSync()[0]!,
            };
          }),
        );
      }
      return numbers;
    },
  };
});
