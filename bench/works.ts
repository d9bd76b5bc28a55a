// The works that are timed, as plain data that every peer reads.

/** A layer, with the meaning of PyTorch's. */
export type LayerSpec =
  | { readonly kind: 'linear'; readonly inputs: number; readonly outputs: number }
  | { readonly kind: 'batchNorm'; readonly features: number; readonly epsilon: number }
  | { readonly kind: 'leakyRelu' | 'tanh' };

export type OptimizerSpec =
  | {
      readonly name: 'rmsprop';
      readonly learningRate: number;
      readonly alpha: number;
      readonly epsilon: number;
    }
  | {
      readonly name: 'adam';
      readonly learningRate: number;
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
    };

/** Networks, objective and sizes of an iteration: `criticSteps` critic updates, then one of the generator. */
export interface Model {
  readonly objective: 'wgan-gp' | 'wgan' | 'gan';
  /** Weight of the gradient penalty, 0 without one. */
  readonly penalty: number;
  /** Bound of the critic's weights, 0 without one. */
  readonly clip: number;
  readonly batch: number;
  readonly criticSteps: number;
  readonly latent: number;
  readonly generator: readonly LayerSpec[];
  readonly critic: readonly LayerSpec[];
  readonly optimizer: OptimizerSpec;
}

/** Something to time. */
export interface Work {
  /** Number in the tables. */
  readonly id: number;
  readonly title: string;
  readonly kind: 'training' | 'sampling' | 'process';
  readonly model: Model;
  /** Samples per repetition of a sampling work. */
  readonly samples?: number;
}

/** Linear layers of the given widths with LeakyReLU 0.2 between them. */
function mlp(widths: readonly number[]): LayerSpec[] {
  return widths.slice(1).flatMap((outputs, index): LayerSpec[] => {
    const layer: LayerSpec = { kind: 'linear', inputs: widths[index]!, outputs };
    return index < widths.length - 2 ? [layer, { kind: 'leakyRelu' }] : [layer];
  });
}

const tanh: LayerSpec = { kind: 'tanh' };
const rmsprop = (learningRate: number): OptimizerSpec => ({
  name: 'rmsprop',
  learningRate,
  alpha: 0.99,
  epsilon: 1e-8,
});
const adam: OptimizerSpec = {
  name: 'adam',
  learningRate: 2e-4,
  beta1: 0.5,
  beta2: 0.999,
  epsilon: 1e-8,
};

/** The tutorial's model: `--preset tutorial`. */
const tutorial: Model = {
  objective: 'wgan-gp',
  penalty: 0.5,
  clip: 0,
  batch: 64,
  criticSteps: 5,
  latent: 100,
  generator: [...mlp([100, 256, 512, 784]), tanh],
  critic: mlp([784, 512, 256, 1]),
  optimizer: rmsprop(5e-4),
};

/** PyTorch-GAN's `wgan_gp.py` (eriklindernoren): BatchNorm in the generator, with the epsilon 0.8 of its source. */
const bigger: Model = {
  ...tutorial,
  penalty: 10,
  optimizer: adam,
  generator: [
    { kind: 'linear', inputs: 100, outputs: 128 },
    { kind: 'leakyRelu' },
    ...[128, 256, 512].flatMap((inputs): LayerSpec[] => [
      { kind: 'linear', inputs, outputs: 2 * inputs },
      { kind: 'batchNorm', features: 2 * inputs, epsilon: 0.8 },
      { kind: 'leakyRelu' },
    ]),
    { kind: 'linear', inputs: 1024, outputs: 784 },
    tanh,
  ],
};

const clipped: Model = {
  ...tutorial,
  objective: 'wgan',
  penalty: 0,
  clip: 0.01,
  optimizer: rmsprop(5e-5),
};
const original: Model = { ...tutorial, objective: 'gan', penalty: 0, criticSteps: 1, optimizer: adam };

/** All works. Work 8 comes from the processes of work 7; work 9, the floor, is a peer of the training works. */
export const works: readonly Work[] = [
  { id: 1, title: 'tutorial MLP, wgan-gp, batch 64', kind: 'training', model: tutorial },
  { id: 2, title: 'the same, batch 256', kind: 'training', model: { ...tutorial, batch: 256 } },
  { id: 3, title: 'bigger MLP with BatchNorm, wgan-gp', kind: 'training', model: bigger },
  { id: 4, title: 'tutorial MLP, wgan with clipping', kind: 'training', model: clipped },
  { id: 5, title: 'tutorial MLP, gan', kind: 'training', model: original },
  { id: 6, title: 'sampling 10,000 images', kind: 'sampling', model: tutorial, samples: 10_000 },
  { id: 7, title: 'cold start (7) and peak memory (8)', kind: 'process', model: tutorial },
];

/** The tutorial's model at another batch size and hidden width, for the picture of growth. */
export function grownWork(batch: number, width: number): Work {
  const model: Model = {
    ...tutorial,
    batch,
    generator: [...mlp([100, width, width, 784]), tanh],
    critic: mlp([784, width, width, 1]),
  };
  return { id: 1, title: `batch ${batch}, width ${width}`, kind: 'training', model };
}
