// Random graphs of images: convolutions of every geometry, pools, resampling, products, normalisation. Shapes are chosen
// to fit; what comes so near a kink that float32 could see it on the other side is dropped.

import { ShapeError } from '../../src/base/errors.ts';
import { type StaticShape, sizeOf } from '../../src/base/shape.ts';
import { batchMatmul } from '../../src/graph/batch-matmul.ts';
import { mean, softmax, square } from '../../src/graph/compositions.ts';
import { conv, convTranspose } from '../../src/graph/convolution.ts';
import * as elementwise from '../../src/graph/elementwise.ts';
import { gridSample } from '../../src/graph/grid-sample.ts';
import * as images from '../../src/graph/images.ts';
import { constant, input } from '../../src/graph/leaves.ts';
import { concat, pad, reshape, slice, transpose } from '../../src/graph/shaping.ts';
import { take } from '../../src/graph/take.ts';
import { type Dense, type Tensor, topologicalOrder } from '../../src/graph/tensor.ts';
import { createRandom, dense, direction, type Feeds, weighted } from '../graph/oracles.ts';
import { admit, type Limits } from './random-graph.ts';

const { add, div, elu, leakyRelu, maximum, mul, relu, sigmoid, softplus, sqrt, sub, tanh } = elementwise;

export interface ImageGraph {
  /** A scalar that depends on every node that nothing else uses. */
  readonly loss: Tensor;
  readonly inputs: readonly Tensor[];
  readonly feeds: Feeds;
  readonly drawn: ReadonlySet<Proposal>;
}

/** What a proposal may draw from. */
interface Pick {
  integer(below: number): number;
  one<T>(from: readonly T[]): T;
  image(): Tensor;
  /** A new input of numbers of about ±scale. */
  variable(shape: StaticShape, scale: number): Tensor;
  /** As many channels as a convolution to some of them may have, a multiple of the groups. */
  outputs(groups: number): number;
}

const shapeOf = (x: Tensor) => x.shape as [number, number, number, number];

const pair = (pick: Pick, least: number, count: number): [number, number] => [
  least + pick.integer(count),
  least + pick.integer(count),
];

/** Groups, strides, dilations, a kernel: any that there are. */
function geometry(pick: Pick, channels: number) {
  const groups = pick.one([1, 1, 1, channels % 2 === 0 ? 2 : 1, channels]);
  return { groups, stride: pair(pick, 1, pick.one([1, 2, 3])), dilation: pair(pick, 1, pick.one([1, 1, 2])) };
}

function convolution(pick: Pick): Tensor {
  const x = pick.image();
  const channels = shapeOf(x)[1];
  const options = geometry(pick, channels);
  const padding = pick.one([
    1,
    pair(pick, 0, 3),
    [pick.integer(2), pick.integer(3), pick.integer(3), pick.integer(2)] as const,
  ]);
  const perGroup = channels / options.groups;
  const [height, width] = pair(pick, 1, 4);
  const w = pick.variable(
    [pick.outputs(options.groups), perGroup, height, width],
    1.5 / Math.sqrt(perGroup * height * width),
  );
  return conv(x, w, { ...options, padding });
}

function transposedConvolution(pick: Pick): Tensor {
  const x = pick.image();
  const channels = shapeOf(x)[1];
  const { groups, stride, dilation } = geometry(pick, channels);
  const [height, width] = pair(pick, 1, 4);
  const perGroup = pick.outputs(groups) / groups;
  const w = pick.variable(
    [channels, perGroup, height, width],
    1.5 / Math.sqrt(height * width * (channels / groups)),
  );
  const outputPadding = stride.map((step) => pick.integer(step)) as [number, number];
  return convTranspose(x, w, { groups, stride, dilation, padding: pair(pick, 0, 2), outputPadding });
}

const each = (op: (x: Tensor) => Tensor) => (pick: Pick) => op(pick.image());

/** Two images of one shape, or one with a number for each channel. */
function combined(pick: Pick): Tensor {
  const x = pick.image();
  const [, channels] = shapeOf(x);
  const other = pick.one([
    () => pick.variable([channels, 1, 1], 1),
    () => pick.variable(shapeOf(x), 1),
    () => tanh(x),
  ])();
  return pick.one([add, sub, mul, maximum])(x, other);
}

const ranged = (pick: Pick) => {
  const x = pick.image();
  const axis = 1 + pick.integer(3);
  return { x, axis, size: shapeOf(x)[axis]! };
};

/** Over the batch, each sample, each channel of a sample, or across channels. */
function normalized(pick: Pick): Tensor {
  const x = pick.image();
  const axes = pick.one([[0, 2, 3], [1, 2, 3], [2, 3], [1]]);
  const centred = sub(x, mean(x, { axes, keepDims: true }));
  return div(centred, sqrt(add(mean(square(centred), { axes, keepDims: true }), 0.3)));
}

/** Places that look at each other, or channels that do. */
function attention(pick: Pick): Tensor {
  const x = pick.image();
  const [count, channels, height, width] = shapeOf(x);
  const rows = reshape(x, [count, channels, height * width]);
  const isOfPlaces = pick.integer(2) === 0;
  const scores = batchMatmul(rows, rows, { transposeA: isOfPlaces, transposeB: !isOfPlaces });
  const shares = softmax(mul(scores, 0.3));
  const seen = isOfPlaces ? batchMatmul(rows, shares, { transposeB: true }) : batchMatmul(shares, rows);
  return reshape(seen, shapeOf(x));
}

const proposals = {
  conv: convolution,
  convTranspose: transposedConvolution,
  averagePool: (pick: Pick) =>
    images.averagePool(pick.image(), { size: pair(pick, 1, 3), stride: pair(pick, 1, 3) }),
  maxPool: (pick: Pick) => images.maxPool(pick.image(), { size: pair(pick, 1, 3), stride: pair(pick, 1, 3) }),
  enlargeNearest: (pick: Pick) => images.enlargeNearest(pick.image(), pair(pick, 1, 2)),
  resizeBilinear: (pick: Pick) => images.resizeBilinear(pick.image(), pair(pick, 2, 5)),
  spaceToDepth: (pick: Pick) => images.spaceToDepth(pick.image(), 2),
  depthToSpace: (pick: Pick) => images.depthToSpace(pick.image(), 2),
  resample: (pick: Pick) =>
    images.resample(pick.image(), {
      filter: { weights: [0.5, 1, -0.25, 0.75, 0.5, 0.25], size: [2, 3] },
      ...{ up: pair(pick, 1, 2), down: pair(pick, 1, 2) },
      padding: [pick.integer(2), pick.integer(3), 1, pick.integer(2)],
    }),
  gridSample: (pick: Pick) => {
    const x = pick.image();
    const grid = constant(
      Array.from({ length: shapeOf(x)[0] * 12 }, () => pick.integer(1000) / 400 - 1.25),
      [shapeOf(x)[0], 2, 3, 2],
    );
    return gridSample(x, grid, { padding: pick.one(['zeros', 'reflection']) });
  },
  take: (pick: Pick) => {
    const { x, axis, size } = ranged(pick);
    return take(
      x,
      Array.from({ length: 2 + pick.integer(3) }, () => pick.integer(size + 1) - 1),
      axis,
    );
  },
  pad: (pick: Pick) => {
    const { x, axis } = ranged(pick);
    return pad(x, { axis, before: pick.integer(3), after: 1 });
  },
  slice: (pick: Pick) => {
    const { x, axis, size } = ranged(pick);
    const start = pick.integer(size);
    return slice(x, { axis, start, end: start + 1 + pick.integer(size - start) });
  },
  concat: (pick: Pick) => {
    const x = pick.image();
    return concat([x, tanh(x), x].slice(0, 2 + pick.integer(2)), pick.integer(4));
  },
  turn: each((x) => transpose(x, [0, 1, 3, 2])),
  combine: combined,
  normalize: normalized,
  attend: attention,
  weigh: (pick: Pick) => {
    const x = pick.image();
    return mul(x, mean(x, { axes: pick.one([[1], [2, 3], [1, 2, 3], [0]]), keepDims: true }));
  },
  leakyRelu: each((x) => leakyRelu(x, 0.2)),
  relu: each(relu),
  elu: each((x) => elu(x, 1)),
  tanh: each(tanh),
  sigmoid: each(sigmoid),
  softplus: each(softplus),
} as const;

export type Proposal = keyof typeof proposals;

export const proposalNames = Object.keys(proposals) as Proposal[];

/** Convolutions come as often as all else, where they fit. */
const pickName = (pick: Pick): Proposal =>
  pick.integer(2) === 0 ? pick.one(['conv', 'conv', 'convTranspose']) : pick.one(proposalNames);

/** A proposal, or nothing where its shapes do not fit. */
function propose(pick: Pick, name: Proposal): Tensor | undefined {
  try {
    return proposals[name](pick);
  } catch (error) {
    if (error instanceof ShapeError) return undefined;
    throw error;
  }
}

/** Channels of graphs that fill the blocks of a processor, and of others. */
const channelsOf = (isWide: boolean) => (isWide ? [16, 16, 3] : [1, 2, 3, 4, 6, 8]);

/** The graph of a seed, of about `size` drawn functions. Half of them have channels in multiples of 16.
 *  @param prefix  before the names of the inputs, so that graphs can share a program */
export function randomImageGraph(seed: number, { size = 5, prefix = '' } = {}): ImageGraph {
  const random = createRandom(1000 + seed);
  const isWide = seed % 2 === 0;
  const limits: Limits = { margin: isWide ? 1e-4 : 2e-3, size: isWide ? 800 : 160 };
  const values = new Map<Tensor, Dense>();
  const inputs: Tensor[] = [];
  const pool: Tensor[] = [];
  const integer = (below: number) => Math.floor(random() * below);
  const one = <T>(from: readonly T[]): T => from[integer(from.length)]!;
  const channels = channelsOf(isWide);
  const pick: Pick = {
    integer,
    one,
    image: () => one(random() < 0.7 ? pool.slice(-2) : pool),
    variable(shape, scale) {
      const x = input(`${prefix}x${inputs.length}`, shape);
      values.set(
        x,
        dense(shape, () => Math.fround(2 * scale * (random() - 0.5) * 1.7)),
      );
      inputs.push(x);
      return x;
    },
    outputs: (groups) => one(channels.filter((count) => count % groups === 0).concat(groups)),
  };
  const first = one(isWide ? [16, 3, 1] : channels);
  pool.push(pick.variable([isWide ? 1 : 2, first, 3 + integer(4), 3 + integer(3)], 1));
  const drawn = new Set<Proposal>();
  for (let attempt = 0; pool.length <= size && attempt < 20 * size; attempt++) {
    const known = inputs.length;
    const name = pickName(pick);
    const node = propose(pick, name);
    if (node !== undefined && !pool.includes(node) && admit(node, values, limits)) {
      drawn.add(name);
      pool.push(node);
    } else inputs.length = known;
  }
  const used = new Set(topologicalOrder(pool).flatMap((node) => node.inputs));
  const loss = pool
    .filter((node) => !used.has(node))
    .map((node) => weighted(softplus(node), direction(shapeOf(node), random)))
    .reduce(add);
  const feeds = Object.fromEntries(inputs.map((x) => [String(x.attributes.name), values.get(x)!]));
  return { loss: mul(loss, 1 / Math.sqrt(sizeOf(shapeOf(pool.at(-1)!)))), inputs, feeds, drawn };
}
