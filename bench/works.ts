// The works that are timed, as plain data that every peer reads.

import {
  convolves,
  type DcganShape,
  dcganCritic,
  dcganGenerator,
  type LayerSpec,
  mlp,
  resnetCritic,
  resnetGenerator,
  vgg16Critic,
} from './layers.ts';

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
  /** [C, H, W]. */
  readonly sampleShape: readonly [number, number, number];
  readonly generator: readonly LayerSpec[];
  readonly critic: readonly LayerSpec[];
  /** The architectures of ours that are the same networks, with their options; without them, ours are built layer by
   *  layer. */
  readonly architectures?: { readonly generator: ArchitectureSpec; readonly critic: ArchitectureSpec };
  readonly optimizer: OptimizerSpec;
}

/** An architecture by its name, and its options besides the model's latent and sample shape. */
export interface ArchitectureSpec {
  readonly architecture: string;
  readonly [option: string]: string | number;
}

/** Something to time. */
export interface Work {
  /** Number in the tables. */
  readonly id: number;
  readonly title: string;
  readonly kind: 'training' | 'sampling' | 'process';
  readonly model: Model;
  /** File with the bytes of the real images, if they are not MNIST's own; the harness writes it. */
  readonly data?: string;
  /** Samples per repetition of a sampling work. */
  readonly samples?: number;
  /** Mean squares of gradients with which the check begins: the larger they are, the smaller its steps. Through many
   *  masks and maxima, steps of the size of training's make rounding grow beyond what can be told from an error. */
  readonly meanSquare?: number;
  /** Iterations of the whole processes that tell what memory a training work takes; absent where that is not measured. */
  readonly processIterations?: number;
}

/** Whether the networks of a work convolve. */
export const isConvolutional = ({ model }: Work): boolean => convolves(model.critic);

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
  sampleShape: [1, 28, 28],
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

/** `--architecture dcgan` of so many channels. */
function dcgan(shape: DcganShape, latent: number, generatorNorm: 'none' | 'batch') {
  const { channels, sampleShape } = shape;
  const own = { architecture: 'dcgan', channels, kernel: 4 };
  return {
    ...{ sampleShape, latent },
    generator: dcganGenerator(shape, { latent, isNormalized: generatorNorm === 'batch' }),
    critic: dcganCritic(shape),
    architectures: {
      generator: { ...own, norm: generatorNorm },
      critic: { ...own, norm: 'none' },
    },
  };
}

const dcgan28: Model = {
  ...tutorial,
  ...dcgan({ sampleShape: [1, 28, 28], halvings: 2, channels: 64 }, 100, 'none'),
  penalty: 10,
  optimizer: rmsprop(5e-5),
};

/** Gulrajani et al. 2017, algorithm 1, have this Adam. */
const dcgan64: Model = {
  ...tutorial,
  ...dcgan({ sampleShape: [3, 64, 64], halvings: 4, channels: 64 }, 100, 'batch'),
  batch: 32,
  penalty: 10,
  optimizer: { ...adam, learningRate: 1e-4, beta1: 0, beta2: 0.9 },
};

/** `gan_cifar_resnet.py` of Gulrajani et al. 2017, half as wide. */
const resnet32: Model = {
  ...dcgan64,
  sampleShape: [3, 32, 32],
  latent: 128,
  generator: resnetGenerator(3, 64, 128),
  critic: resnetCritic(3, 64),
  architectures: {
    generator: { architecture: 'resnet', channels: 64, norm: 'batch' },
    critic: { architecture: 'resnet', channels: 64, norm: 'none' },
  },
};

const dcgan32 = dcgan({ sampleShape: [3, 32, 32], halvings: 3, channels: 64 }, 100, 'batch');

const vgg32: Model = {
  ...dcgan64,
  ...dcgan32,
  critic: vgg16Critic(3, 4),
  architectures: {
    generator: dcgan32.architectures.generator,
    critic: { architecture: 'vgg16', width: 4 },
  },
};

/** All works. Work 8 comes from the processes of work 7; work 9, the floor, is a peer of the training works. */
export const works: readonly Work[] = [
  { id: 1, title: 'tutorial MLP, wgan-gp, batch 64', kind: 'training', model: tutorial },
  { id: 2, title: 'the same, batch 256', kind: 'training', model: { ...tutorial, batch: 256 } },
  { id: 3, title: 'bigger MLP with BatchNorm, wgan-gp', kind: 'training', model: bigger },
  { id: 4, title: 'tutorial MLP, wgan with clipping', kind: 'training', model: clipped },
  { id: 5, title: 'tutorial MLP, gan', kind: 'training', model: original },
  { id: 6, title: 'sampling 10,000 images', kind: 'sampling', model: tutorial, samples: 10_000 },
  {
    ...{ id: 7, title: 'cold start (7) and peak memory (8)', kind: 'process', model: tutorial },
    processIterations: 33,
  },
  {
    ...{ id: 10, title: 'DCGAN of 28 × 28, wgan-gp, batch 64', kind: 'training', model: dcgan28 },
    meanSquare: 1e-2,
    processIterations: 4,
  },
  {
    ...{ id: 11, title: 'DCGAN of 64 × 64 in colour, wgan-gp, batch 32', kind: 'training', model: dcgan64 },
    meanSquare: 1e-2,
    processIterations: 3,
  },
  {
    ...{ id: 12, title: 'ResNet of 32 × 32 in colour, wgan-gp, batch 32', kind: 'training', model: resnet32 },
    meanSquare: 1e-2,
    processIterations: 3,
  },
  {
    ...{ id: 13, title: 'VGG16 ÷ 4 as critic of 32 × 32, wgan-gp, batch 32', kind: 'training', model: vgg32 },
    meanSquare: 1,
    processIterations: 4,
  },
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
