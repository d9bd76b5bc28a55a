// BigGAN: class-conditional residual networks, spectrally normalised.

import * as z from 'zod/mini';
import { ConfigError } from '../../base/errors.ts';
import { type OptionValues, option } from '../../base/options.ts';
import { sizeOf } from '../../base/shape.ts';
import { mean, softmax } from '../../graph/compositions.ts';
import { add, mul } from '../../graph/elementwise.ts';
import { reduceSum } from '../../graph/reduction.ts';
import { concat, slice } from '../../graph/shaping.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { activation } from '../../nn/activations.ts';
import { batchNorm2d } from '../../nn/batch-norm.ts';
import { conditionalBatchNorm2d } from '../../nn/conditional-batch-norm.ts';
import { embedding } from '../../nn/embedding.ts';
import { type Initializer, normalOf } from '../../nn/initializers.ts';
import { functionLayer, type Layer } from '../../nn/layer.ts';
import { linear } from '../../nn/linear.ts';
import { orthogonal } from '../../nn/orthogonal.ts';
import { moduleLines, networkOfParts, passOfParts } from '../../nn/parts.ts';
import type { Pass } from '../../nn/pass.ts';
import { sameConv2d } from '../../nn/resampling-conv2d.ts';
import { sequential } from '../../nn/sequential.ts';
import { freshSpectralNorm } from '../../nn/spectral-norm.ts';
import { unflattenSamples } from '../../nn/views.ts';
import { layerCritic, layerGenerator } from '../networks.ts';
import { defineArchitecture, type GeneratorSpec, latent, type NetworkSpec } from './architecture.ts';
import { criticBlock, generatorBlock } from './biggan-blocks.ts';
import { type Pyramid, pyramidOf } from './pyramid.ts';
import { cropped, padded } from './pyramid-layers.ts';

const initializers = { orthogonal, normal: normalOf(0.02) } satisfies Record<string, Initializer>;
const initializerNames = ['orthogonal', 'normal'] as const;

const options = {
  channels: option(z.int().check(z.gte(1), z.lte(2048)), {
    default: 64,
    label: ['Channels', '通道数'],
    help: [
      'Channels of the blocks: of all up to 32 pixels, at the largest size beyond, where they double with each halving, up to sixteenfold.',
      '残差块的通道数：不超过 32 像素时各块相同；更大的图片在最大尺寸处为此数，尺寸每减半一次便加倍，最多十六倍。',
    ],
  }),
  attention: option(z.int().check(z.gte(0)), {
    default: 0,
    label: ['Attention', '注意力'],
    help: [
      'Size in pixels at which self-attention follows a block: each place looks at all others; 0 for none.',
      '在哪个尺寸（像素）的残差块之后加入自注意力，使每个位置都能看到其他位置；0 表示不加。',
    ],
  }),
  init: option(z.enum(initializerNames), {
    default: 'orthogonal',
    label: ['Initial weights', '初始权重'],
    help: [
      'How weights begin: orthogonal matrices, or normal numbers of deviation 0.02.',
      '权重的初始值：正交矩阵，或标准差为 0.02 的正态分布。',
    ],
  }),
};

const generatorOptions = {
  latent,
  classEmbedding: option(z.int().check(z.gte(0)), {
    default: 128,
    label: ['Class embedding', '类别嵌入'],
    help: [
      'Size of the vector for each class that all blocks share; with 0 each normalisation has a scale and an offset for each class.',
      '各块共用的类别向量的维数；为 0 时，每个归一化层为每个类别各有一组缩放和偏移。',
    ],
  }),
  splitNoise: option(z.boolean(), {
    default: true,
    label: ['Noise for each block', '噪声分到各块'],
    help: [
      'Whether each block gets a part of the noise beside the class; else all of it goes into the first layer.',
      '是否把噪声分成几份，与类别一起送入各块；否则全部送入第一层。',
    ],
  }),
};

type BigganValues = OptionValues<typeof options>;
type GeneratorValues = GeneratorSpec & BigganValues & OptionValues<typeof generatorOptions>;
type CriticValues = NetworkSpec & BigganValues;

/** The longer side of images at their smallest, before any excess. */
const SMALLEST = 4;

/** Channels in units of `channels`, by the halvings of larger images: of the generator from the smallest size, before any
 *  block, to the largest; of the critic after each of its blocks, of which the last does not halve. */
const units: Readonly<Record<number, { readonly generator: number[]; readonly critic: number[] }>> = {
  4: { generator: [16, 16, 8, 4, 2], critic: [1, 2, 4, 8, 16] },
  5: { generator: [16, 16, 8, 4, 2, 1], critic: [1, 2, 4, 8, 16, 16] },
  6: { generator: [16, 16, 8, 8, 4, 2, 1], critic: [1, 2, 4, 8, 8, 16, 16] },
};
/** Up to so many halvings all blocks are of one width. */
const HALVINGS_OF_ONE_WIDTH = 3;

/** Widths of the networks, and how often the critic halves images. */
interface Shape {
  readonly pyramid: Pyramid;
  readonly generator: readonly number[];
  readonly critic: readonly number[];
  readonly criticHalvings: number;
}

function shapeOf({ sampleShape, channels }: CriticValues): Shape {
  const pyramid = pyramidOf('biggan', sampleShape, SMALLEST);
  const { halvings } = pyramid;
  if (halvings <= HALVINGS_OF_ONE_WIDTH) {
    const criticHalvings = Math.min(2, halvings);
    const widths = (count: number) => Array.from({ length: count }, () => channels);
    return { pyramid, generator: widths(halvings + 1), critic: widths(criticHalvings + 2), criticHalvings };
  }
  const own = units[halvings];
  if (own === undefined) {
    throw new ConfigError(`biggan: expected images of at most 256 pixels, got ${pyramid.size.join('×')}`, {
      help: 'make them smaller with --size',
    });
  }
  const times = (factors: readonly number[]) => factors.map((factor) => factor * channels);
  return {
    ...{ pyramid, generator: times(own.generator), critic: times(own.critic), criticHalvings: halvings },
  };
}

/** Of the sizes after each block, which one attention follows: the first that is as said.
 *  @throws ConfigError if there is none */
function attentionAmong(sizes: readonly number[], attention: number, network: string): number {
  const index = sizes.indexOf(attention);
  if (attention === 0 || index >= 0) return index;
  throw new ConfigError(
    `attention: expected a size after a block of the ${network}, ${[...new Set(sizes)].join(', ')}, or 0, got ${attention}`,
  );
}

const longerSide = ({ base }: Pyramid) => Math.max(...base);

/** Sizes of the parts of noise: equal ones, the first of them larger by 1 where they cannot all be.
 *  @throws ConfigError if there is not a number for each */
function partsOfNoise(size: number, count: number): readonly number[] {
  if (size < count) {
    throw new ConfigError(
      `latent: expected at least ${count} numbers, one for each part of the noise, got ${size}`,
      {
        help: 'with splitNoise off all of the noise goes into the first layer',
      },
    );
  }
  return Array.from({ length: count }, (_, index) => Math.floor((size + count - 1 - index) / count));
}

/** Data without labels are one class. */
const countOf = ({ classes }: NetworkSpec): number => classes?.length ?? 1;

/** Labels of one class, where a network is told none: its share, 1 of each sample. */
const oneClass = (x: Tensor): Tensor => softmax(slice(x, { axis: 1, start: 0, end: 1 }));

const GENERATOR = `class Generator(nn.Module):
    def __init__(self, classes, linear, blocks, output, parts, size):
        super().__init__()
        self.classes, self.linear, self.blocks, self.output = classes, linear, nn.ModuleList(blocks), output
        self.parts, self.size = parts, size

    def forward(self, z, labels=None):
        classes = self.classes(torch.ones(len(z), 1).to(z) if labels is None else labels)
        first, *others = z.split(self.parts, 1)
        conditions = [torch.cat([classes, part], 1) for part in others] or [classes] * len(self.blocks)
        x = self.linear(first).unflatten(1, self.size)
        for block, condition in zip(self.blocks, conditions):
            x = block(x, condition)
        return self.output(x)`;

/** Blocks in order, each under a condition of its own. */
const inOrder = (blocks: readonly Layer[], conditions: readonly Tensor[]): Layer => ({
  ...networkOfParts(blocks.map((block, index) => [String(index), block] as const)),
  apply(variables, x, pass) {
    const { through, buffers } = passOfParts(variables, pass);
    const output = blocks.reduce(
      (h, block, index) => through([String(index), block], h, conditions[index]),
      x,
    );
    return { output, buffers };
  },
});

function generatorOf(spec: GeneratorValues): Layer {
  const { classEmbedding, splitNoise } = spec;
  const classes = countOf(spec);
  const { pyramid, generator: widths } = shapeOf(spec);
  const weights = initializers[spec.init];
  const count = widths.length - 1;
  const noise = splitNoise ? partsOfNoise(spec.latent, count + 1) : [spec.latent];
  const sizes = widths.slice(1).map((_, index) => longerSide(pyramid) * 2 ** (index + 1));
  const attentive = attentionAmong(sizes, spec.attention, 'generator');
  const first: [number, number, number] = [widths[0]!, ...pyramid.base];
  const blocks = widths.slice(1).map((outputs, index) => {
    const features = (classEmbedding || classes) + (splitNoise ? noise[index + 1]! : 0);
    const affine = (channels: number) =>
      classEmbedding === 0 && !splitNoise
        ? embedding(features, channels, { weights })
        : freshSpectralNorm(linear(features, channels, { weights, bias: false }));
    return generatorBlock(
      { inputs: widths[index]!, outputs, weights, attends: index === attentive },
      (channels) => conditionalBatchNorm2d(channels, { gain: affine(channels), bias: affine(channels) }),
    );
  });
  const last = widths.at(-1)!;
  const parts = {
    classes:
      classEmbedding === 0
        ? functionLayer((x) => x, 'nn.Identity()')
        : embedding(classes, classEmbedding, { weights }),
    linear: freshSpectralNorm(linear(noise[0]!, sizeOf(first), { weights })),
    blocks: inOrder(blocks, []),
    output: sequential([
      batchNorm2d(last),
      activation('relu'),
      freshSpectralNorm(sameConv2d(last, pyramid.channels, { kernel: 3, weights })),
      activation('tanh'),
      ...cropped(pyramid),
    ]),
  };
  const network = networkOfParts(Object.entries(parts));
  const listed = moduleLines(blocks.map(({ pytorch }) => pytorch));
  const modules = moduleLines([
    ...[parts.classes.pytorch, parts.linear.pytorch, listed && `[${listed.slice(1, -1)}]`],
    ...[parts.output.pytorch, `[${noise.join(', ')}]`, `(${first.join(', ')})`],
  ]);
  return {
    ...network,
    pytorch: modules && `Generator${modules}`,
    definitions: [...network.definitions!, GENERATOR],
    apply(variables, z, pass) {
      const { through, buffers } = passOfParts(variables, pass);
      const told = through(['classes', parts.classes], pass.labels ?? oneClass(z));
      const [own, ...others] = splitBy(noise, z);
      const conditions = splitNoise ? others.map((part) => concat([told, part], 1)) : blocks.map(() => told);
      const x = unflattenSamples(first).apply({}, through(['linear', parts.linear], own!), pass).output;
      const h = through(['blocks', inOrder(blocks, conditions)], x);
      return { output: through(['output', parts.output], h), buffers };
    },
  };
}

/** Columns of x in parts of given sizes. */
function splitBy(sizes: readonly number[], x: Tensor): readonly Tensor[] {
  if (sizes.length === 1) return [x];
  let start = 0;
  return sizes.map((size) => {
    const part = slice(x, { axis: 1, start, end: start + size });
    start += size;
    return part;
  });
}

/** Blocks, ReLU, the sum of each channel: features h. The score is w·h + b, plus the product of h with the vector of the
 *  sample's class (Miyato & Koyama 2018, arXiv:1802.05637, equation 3). */
function criticOf(spec: CriticValues): Layer {
  const classes = countOf(spec);
  const { pyramid, critic: widths, criticHalvings } = shapeOf(spec);
  const weights = initializers[spec.init];
  const full = longerSide(pyramid) * 2 ** pyramid.halvings;
  const sizes = widths.map((_, index) => full / 2 ** Math.min(index + 1, criticHalvings));
  const attentive = attentionAmong(sizes, spec.attention, 'critic');
  const blocks = widths.map((outputs, index) =>
    criticBlock(
      {
        ...{ inputs: index === 0 ? pyramid.channels : widths[index - 1]!, outputs, weights },
        attends: index === attentive,
      },
      { isFirst: index === 0, halves: index < criticHalvings },
    ),
  );
  const last = widths.at(-1)!;
  const parts = {
    blocks: sequential(blocks),
    linear: freshSpectralNorm(linear(last, 1, { weights })),
    classes: freshSpectralNorm(embedding(classes, last, { weights })),
  };
  const before = sequential(padded(pyramid));
  return {
    ...networkOfParts(Object.entries(parts)),
    apply(variables, samples, pass: Pass) {
      const { through, buffers } = passOfParts(variables, pass);
      const images = before.apply({}, samples, pass).output;
      const h = activation('relu').apply({}, through(['blocks', parts.blocks], images), pass).output;
      const places = sizeOf(h.shape.slice(2) as number[]);
      const features = mul(mean(h, { axes: [2, 3] }), places);
      const vector = through(['classes', parts.classes], pass.labels ?? oneClass(features));
      const product = reduceSum(mul(vector, features), { axes: [1], keepDims: true });
      return { output: add(through(['linear', parts.linear], features), product), buffers };
    },
  };
}

/** The networks of BigGAN's code (github.com/ajbrock/BigGAN-PyTorch, `BigGAN.py`): one width up to 32 pixels, its tables for
 *  64, 128 and 256; other sizes are padded and cropped inside. Data without labels are one class. */
export const biggan = defineArchitecture({
  name: 'biggan',
  summary: 'residual blocks that are told classes and a part of the noise each, spectrally normalised',
  source: 'Brock et al. 2019, arXiv:1809.11096, appendix B',
  options: { generator: generatorOptions, critic: {}, both: options },
  defaults: { generator: {}, critic: {} },
  conditions: { generator: ['batch-norm'], critic: ['projection'] },
  describe: ({ channels, attention }) => [
    `${channels} channels`,
    ...(attention > 0 ? [`attention at ${attention} pixels`] : []),
  ],
  generator: (spec) => ({
    ...layerGenerator(generatorOf(spec)),
    ...(spec.classes && { classes: spec.classes.length }),
  }),
  critic: (spec) => ({
    ...layerCritic(criticOf(spec)),
    advancesAlways: true,
    ...(spec.classes && { classes: spec.classes.length }),
  }),
});
