// A network, an objective and a dataset of one's own, each in a few lines.

import * as w from 'wgan';

/** A layer: variables and a function of them. Here, y = x + W·tanh(x) + b. */
const residual = (features: number): w.Layer => {
  const inner = w.linear(features, features);
  const apply: w.Layer['apply'] = (variables, x, pass) => {
    const { output, buffers } = inner.apply(variables, w.tanh(x), pass);
    return { output: w.add(x, output), buffers };
  };
  return { ...inner, apply };
};

/** An objective: losses as functions of scores. Here, least squares (Mao et al. 2017, arXiv:1611.04076). */
const leastSquares = w.defineObjective({
  name: 'lsgan',
  summary: 'least squares instead of cross-entropy',
  source: 'Mao et al. 2017, arXiv:1611.04076, equation 9',
  critic: { loss: ({ real, fake }) => w.add(w.mean(w.square(w.sub(real, 1))), w.mean(w.square(fake))) },
  generator: { loss: ({ fake }) => w.mean(w.square(w.sub(fake, 1))) },
  defaults: { optimizer: 'adam', learningRate: 1e-3, criticSteps: 1, average: 0, beta1: 0.5 },
});

/** A dataset: values and the shape of a sample. Here, points on a circle. */
const circle = w.defineDataset({
  name: 'circle',
  sampleShape: [2],
  values: Float32Array.from({ length: 2000 }, (_, index) =>
    index % 2 === 0 ? Math.cos(index) : Math.sin(index - 1),
  ),
});

const gan = w.defineGan({
  generator: w.sequential([w.linear(4, 32), residual(32), w.activation('relu'), w.linear(32, 2)]),
  critic: w.sequential([w.linear(2, 32), residual(32), w.activation('softplus'), w.linear(32, 1)]),
  objective: leastSquares,
  generatorOptimizer: w.adam(),
  criticOptimizer: w.adam(),
  latent: 4,
  sampleShape: [2],
  batch: 64,
  criticSteps: 1,
});

const settings = { generatorLearningRate: 1e-3, criticLearningRate: 1e-3 };
const device = await w.openDevice('cpu', { threads: 1 });
const iterations = Number(process.argv[2] ?? 2000);
for await (const event of w.train({
  gan,
  settings,
  dataset: circle,
  device,
  seed: 1,
  iterations,
  logEvery: 500,
})) {
  if (event.type === 'iteration') console.log(event.iteration, event.criticLoss, event.generatorLoss);
}
