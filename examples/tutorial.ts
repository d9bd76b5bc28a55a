// The tutorial's loop, sentence by sentence. `wgan train --preset tutorial` fuses the same steps into one program.

import * as w from 'wgan';

const batch = 64;
const leaky = () => w.activation('leaky-relu');

// Generator: noise, three fully connected layers, 784 pixels. Discriminator: the GAN's, without the final sigmoid.
const generator = w.sequential([
  ...[w.linear(100, 256), leaky(), w.linear(256, 512), leaky()],
  ...[w.linear(512, 784), w.activation('tanh')],
]);
const critic = w.sequential([w.linear(784, 512), leaky(), w.linear(512, 256), leaky(), w.linear(256, 1)]);
const optimizer = w.rmsprop(); // no momentum
const networks = { generator, critic, generatorOptimizer: optimizer, criticOptimizer: optimizer };
const numbers = { latent: 100, sampleShape: [784], batch, criticSteps: 5 };
export const gan = w.defineGan({ ...networks, ...numbers, objective: w.objectives.get('wgan-gp') });
export const initial = w.initialState(gan, 1);
const state = w.stateInputs(initial);
const rate = { rate: w.input('rate', [1]) };
const of = (network: 'generator' | 'critic') => w.networkState(state, network).parameters;
const generate = (noise: w.Tensor) => generator.apply(of('generator'), noise, w.trainingPass).output;
const discriminate = (x: w.Tensor) => critic.apply(of('critic'), x, w.trainingPass).output;

function descend(network: 'generator' | 'critic', loss: w.Tensor) {
  const before = w.networkState(state, network);
  const after = w.updated(optimizer, before, w.gradientsOf(gan[network], before.parameters, loss), rate);
  return { ...w.successors(state, w.stateNames(network, after)), loss };
}

export function discriminatorStep() {
  const real = w.input('real', [batch, 784]);
  const fake = w.stopGradient(generate(w.input('noise', [batch, 100]))); // detached
  const difference = w.sub(w.mean(discriminate(real)), w.mean(discriminate(fake)));
  const mix = w.input('mix', [batch, 1]);
  const { penalty } = w.gradientPenalty({ critic: discriminate, real, fake, mix });
  return descend('critic', w.add(w.neg(difference), w.mul(penalty, 0.5)));
}

export function generatorStep() {
  const fake = generate(w.input('noise', [batch, 100])); // fresh noise, not detached
  return descend('generator', w.neg(w.mean(discriminate(fake))));
}

export async function trainTutorial(dataset: w.Dataset, device: w.Device, iterations: number) {
  const [stepD, stepG] = await Promise.all(
    [discriminatorStep(), generatorStep()].map((graph) => device.load(w.compile(graph, { name: 'step' }))),
  );
  const [current, batcher] = [device.createState(initial), w.createBatcher(dataset, { seed: 1 })];
  const [real, noise, mix] = [w.float32([batch, 784]), w.float32([batch, 100]), w.float32([batch, 1])];
  const feeds = { real, noise, mix, rate: w.float32([1], [5e-4]) };
  for (let counter = 0; counter < 6 * iterations; counter++) {
    const isGeneratorStep = counter % 6 === 5; // the discriminator is trained five times first
    w.fillNormal(noise.data, { seed: 1, purpose: 'latent', counter });
    w.fillUniform(mix.data, { seed: 1, purpose: 'mix', counter });
    if (!isGeneratorStep) batcher.next(batch, real.data);
    await (isGeneratorStep ? stepG! : stepD!).run(feeds, current);
  }
  return current.read();
}
