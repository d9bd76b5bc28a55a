// The two networks of BigGAN, made of its blocks.

import { ConfigError } from '../../base/errors.ts';
import { sizeOf } from '../../base/shape.ts';
import { mean } from '../../graph/compositions.ts';
import { add, mul } from '../../graph/elementwise.ts';
import { reduceSum } from '../../graph/reduction.ts';
import { concat, slice } from '../../graph/shaping.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { activation } from '../../nn/activations.ts';
import { batchNorm2d } from '../../nn/batch-norm.ts';
import { conditionalBatchNorm2d } from '../../nn/conditional-batch-norm.ts';
import { embedding } from '../../nn/embedding.ts';
import { functionLayer, type Layer } from '../../nn/layer.ts';
import { linear } from '../../nn/linear.ts';
import { moduleLines, networkOfParts, passOfParts } from '../../nn/parts.ts';
import { sameConv2d } from '../../nn/resampling-conv2d.ts';
import { sequential } from '../../nn/sequential.ts';
import { freshSpectralNorm } from '../../nn/spectral-norm.ts';
import { unflattenSamples } from '../../nn/views.ts';
import { type Critic, type Generator, layerCritic, layerGenerator } from '../networks.ts';
import { criticBlock, generatorBlock } from './biggan-blocks.ts';
import {
  attentionAmong,
  type BigganGeneratorValues,
  type BigganValues,
  countOf,
  initializers,
  longerSide,
  oneClass,
  shapeOf,
} from './biggan-shape.ts';
import { cropped, padded } from './pyramid-layers.ts';

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

function generatorOf(spec: BigganGeneratorValues): Layer {
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
function criticOf(spec: BigganValues): Layer {
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
    apply(variables, samples, pass) {
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

/** @throws ConfigError for samples, attention or noise that do not fit */
export const generator = (spec: BigganGeneratorValues): Generator => ({
  ...layerGenerator(generatorOf(spec)),
  ...(spec.classes && { classes: spec.classes.length }),
});

/** @throws ConfigError for samples or attention that do not fit */
export const critic = (spec: BigganValues): Critic => ({
  ...layerCritic(criticOf(spec)),
  advancesAlways: true,
  ...(spec.classes && { classes: spec.classes.length }),
});
