// Networks that are told the classes of samples, made of the layers of those that are told none.

import { type StaticShape, sizeOf } from '../base/shape.ts';
import { add, mul } from '../graph/elementwise.ts';
import { reduceSum } from '../graph/reduction.ts';
import { concat, flatten, reshape } from '../graph/shaping.ts';
import type { Tensor } from '../graph/tensor.ts';
import { batchNorm2d } from '../nn/batch-norm.ts';
import { conditionalBatchNorm2d } from '../nn/conditional-batch-norm.ts';
import { embedding } from '../nn/embedding.ts';
import { uniformByFanIn, zeros } from '../nn/initializers.ts';
import type { Layer } from '../nn/layer.ts';
import { type NamedLayer, networkOfParts, passOfParts } from '../nn/parts.ts';
import type { Pass } from '../nn/pass.ts';
import type { GeneratorSpec, NetworkSpec } from './architectures/architecture.ts';
import type { ConditionKind } from './conditions.ts';
import type { CriticMaking, GeneratorBody } from './making.ts';
import { type Critic, type Generator, layerCritic, layerGenerator } from './networks.ts';

/** Numbers that stand for a class beside noise, or beside the numbers of a sample: as many as there are classes, or so
 *  many. */
const MOST_NUMBERS = 128;

/** A generator that is told classes as its specification says. */
export const conditionalGenerator = (
  { condition, classes, latent }: GeneratorSpec,
  body: GeneratorBody,
): Generator => generators[condition as ConditionKind<'generator'>](classes!.length, latent, body);

const generators: Readonly<
  Record<ConditionKind<'generator'>, (classes: number, latent: number, body: GeneratorBody) => Generator>
> = {
  embedding(classes, latent, body) {
    const size = Math.min(classes, MOST_NUMBERS);
    const vectors: NamedLayer = ['embedding', embedding(classes, size)];
    const inner: NamedLayer = ['body', body(latent + size, batchNorm2d)];
    return {
      ...networkOfParts([vectors, inner], { pytorch: ['LabelledGenerator', LABELLED_GENERATOR] }),
      classes,
      map: applied((through, z, { labels }) => concat([z, through(vectors, labels!)], 1)),
      synthesize: applied((through, w) => through(inner, w)),
    };
  },
  'batch-norm'(classes, latent, body) {
    const ofClass = (channels: number) => embedding(classes, channels, { weights: zeros });
    const inner: NamedLayer = [
      'body',
      body(latent, (channels) =>
        conditionalBatchNorm2d(channels, { gain: ofClass(channels), bias: ofClass(channels) }),
      ),
    ];
    const layer = {
      ...networkOfParts([inner], { pytorch: ['ConditionedGenerator', CONDITIONED_GENERATOR] }),
      apply: applied((through, z, { labels }) => through(inner, z, labels)),
    };
    return { ...layerGenerator(layer), classes };
  },
};

/** A critic that is told classes as its specification says. */
export const conditionalCritic = (
  { condition, classes, sampleShape }: NetworkSpec,
  making: CriticMaking,
): Critic => critics[condition as ConditionKind<'critic'>](classes!.length, sampleShape, making);

const critics: Readonly<
  Record<ConditionKind<'critic'>, (classes: number, sampleShape: StaticShape, making: CriticMaking) => Critic>
> = {
  projection(classes, sampleShape, making) {
    const { layers, features, head: last } = making.parts(sampleShape);
    const body: NamedLayer = ['body', making.join(layers)];
    const head: NamedLayer = ['head', last];
    // each class has a linear layer of its own, beside that of all
    const vectors: NamedLayer = [
      'embedding',
      embedding(classes, features, { weights: (random, shape) => uniformByFanIn(random, shape, features) }),
    ];
    const layer = {
      ...networkOfParts([body, head, vectors], { pytorch: ['ProjectionCritic', PROJECTION_CRITIC] }),
      apply: applied((through, samples, { labels }) => {
        const found = through(body, samples);
        const product = reduceSum(mul(through(vectors, labels!), found), { axes: [1], keepDims: true });
        return add(through(head, found), product);
      }),
    };
    return { ...layerCritic(layer), classes };
  },
  concat(classes, sampleShape, making) {
    const [channels, ...size] = sampleShape as [number, ...number[]];
    const isPlane = !making.isFlat && size.length > 0;
    const numbers = isPlane ? sizeOf(size) : Math.min(classes, MOST_NUMBERS);
    const wider = isPlane ? [channels + 1, ...size] : [sizeOf(sampleShape) + numbers];
    const { layers, head } = making.parts(wider);
    const vectors: NamedLayer = ['embedding', embedding(classes, numbers)];
    const body: NamedLayer = ['body', making.join([...layers, head])];
    const layer = {
      ...networkOfParts([vectors, body], { pytorch: ['LabelledCritic', LABELLED_CRITIC] }),
      apply: applied((through, samples, { labels }) => {
        const told = through(vectors, labels!);
        const beside = isPlane
          ? concat([samples, reshape(told, [samples.shape[0]!, 1, ...size])], 1)
          : concat([flatten(samples), told], 1);
        return through(body, beside);
      }),
    };
    return { ...layerCritic(layer), classes };
  },
};

type Through = ReturnType<typeof passOfParts>['through'];

const applied =
  (make: (through: Through, x: Tensor, pass: Pass) => Tensor): Layer['apply'] =>
  (variables, x, pass) => {
    const { through, buffers } = passOfParts(variables, pass);
    return { output: make(through, x, pass), buffers };
  };

const LABELLED_GENERATOR = `class LabelledGenerator(nn.Module):
    def __init__(self, embedding, body):
        super().__init__()
        self.embedding, self.body = embedding, body

    def forward(self, z, labels):
        return self.body(torch.cat([z, self.embedding(labels)], dim=1))`;

const CONDITIONED_GENERATOR = `class ConditionedGenerator(nn.Module):
    def __init__(self, body):
        super().__init__()
        self.body = body
        for module in body.modules():
            if isinstance(module, ConditionalBatchNorm):
                module.register_forward_pre_hook(lambda _, inputs: (*inputs, self.labels))

    def forward(self, z, labels):
        self.labels = labels
        return self.body(z)`;

const PROJECTION_CRITIC = `class ProjectionCritic(nn.Module):
    def __init__(self, body, head, embedding):
        super().__init__()
        self.body, self.head, self.embedding = body, head, embedding

    def forward(self, x, labels):
        features = self.body(x)
        return self.head(features) + (self.embedding(labels) * features).sum(dim=1, keepdim=True)`;

const LABELLED_CRITIC = `class LabelledCritic(nn.Module):
    def __init__(self, embedding, body):
        super().__init__()
        self.embedding, self.body = embedding, body

    def forward(self, x, labels):
        label = self.embedding(labels)
        beside = label.reshape(len(x), 1, *x.shape[2:]) if x.dim() == 4 else label
        return self.body(torch.cat([x, beside], dim=1))`;
