// Blocked layouts: equal in float64 to the graph as it was, whatever meets in it, and on ONNX Runtime.

import { describe, expect, it } from 'vitest';
import { gradient } from '../../../../src/compiler/gradient.ts';
import { interpret } from '../../../../src/compiler/interpret.ts';
import { mean, ones, sampleNorm, square } from '../../../../src/graph/compositions.ts';
import { type ConvOptions, conv, convTranspose } from '../../../../src/graph/convolution.ts';
import { add, greater, leakyRelu, mul, select, sub, tanh } from '../../../../src/graph/elementwise.ts';
import { gemm } from '../../../../src/graph/gemm.ts';
import { averagePool, maxPool } from '../../../../src/graph/images.ts';
import { input } from '../../../../src/graph/leaves.ts';
import { reduceSum } from '../../../../src/graph/reduction.ts';
import { concat, flatten, reshape, slice } from '../../../../src/graph/shaping.ts';
import { type Tensor, topologicalOrder } from '../../../../src/graph/tensor.ts';
import { chooseBlocks } from '../../../../src/targets/onnx/blocked/pass.ts';
import { createRandom, dense, type Feeds } from '../../../graph/oracles.ts';
import { expectClose, tolerances } from '../../../tolerances.ts';

const BLOCK = 4;

type Outputs = Readonly<Record<string, Tensor>>;

function feedsOf(outputs: Outputs): Feeds {
  const random = createRandom(11);
  const inputs = topologicalOrder(Object.values(outputs)).filter(({ op }) => op.name === 'Input');
  return Object.fromEntries(
    inputs.map(({ shape, attributes }) => [
      String(attributes.name),
      dense(shape as number[], () => 2 * random() - 1),
    ]),
  );
}

function blockedOf(outputs: Outputs): Outputs {
  const names = Object.keys(outputs);
  const roots = chooseBlocks(
    names.map((name) => outputs[name]!),
    BLOCK,
  );
  return Object.fromEntries(names.map((name, index) => [name, roots[index]!]));
}

const opsOf = (outputs: Outputs) => topologicalOrder(Object.values(outputs)).map(({ op }) => op.name);

function expectEqual(outputs: Outputs): Outputs {
  const feeds = feedsOf(outputs);
  const blocked = blockedOf(outputs);
  const [before, after] = [interpret(outputs, feeds), interpret(blocked, feeds)];
  for (const name of Object.keys(outputs)) expectClose(after[name]!, before[name]!, tolerances.algebra, name);
  return blocked;
}

const image = (...shape: number[]) => input('x', shape);
const kernel = (...shape: number[]) => input('w', shape);

/** A convolution with its two adjoints. */
function withAdjoints(y: Tensor): Outputs {
  const inputs = y.inputs as readonly [Tensor, Tensor];
  const [dx, dw] = gradient(y, inputs, { seed: input('dy', y.shape) });
  return { y, dx: dx!, dw: dw! };
}

describe('each convolution, with its adjoints', () => {
  const cases: readonly (readonly [string, readonly number[], readonly number[], ConvOptions])[] = [
    ['1×1', [2, 4, 3, 2], [8, 4, 1, 1], {}],
    ['3×3, padded', [2, 8, 4, 5], [4, 8, 3, 3], { padding: 1 }],
    ['4×4, stride 2', [2, 4, 6, 8], [8, 4, 4, 4], { stride: 2, padding: 1 }],
    ['3×3, stride 2, odd size', [1, 4, 5, 7], [4, 4, 3, 3], { stride: 2, padding: 1 }],
    [
      '5×4, stride [3, 2], uneven padding',
      [1, 4, 9, 6],
      [4, 4, 5, 4],
      { stride: [3, 2], padding: [2, 1, 1, 0] },
    ],
    ['dilated', [1, 4, 5, 5], [4, 4, 2, 2], { dilation: 2, padding: 1 }],
    ['dilated no more', [1, 4, 5, 5], [4, 4, 2, 2], { padding: 1 }],
    ['few channels, stride 2', [2, 1, 6, 6], [4, 1, 4, 4], { stride: 2, padding: 1 }],
    ['few channels, 3×3', [2, 3, 5, 4], [8, 3, 3, 3], { padding: 1 }],
    ['as many samples as fill a block', [4, 4, 4, 5], [8, 4, 3, 3], { padding: 1 }],
    ['two blocks of samples, stride 2', [8, 8, 6, 4], [4, 8, 4, 4], { stride: 2, padding: 1 }],
    [
      'a block of samples, stride [3, 2]',
      [4, 4, 9, 6],
      [4, 4, 5, 4],
      { stride: [3, 2], padding: [2, 1, 1, 0] },
    ],
    ['a block of samples, dilated', [4, 4, 5, 5], [4, 4, 2, 2], { dilation: 2, padding: 1 }],
    ['a block of samples of few channels', [4, 3, 5, 5], [8, 3, 3, 3], { stride: 2, padding: 1 }],
    ['few channels, kernel no multiple of the stride', [2, 3, 5, 5], [4, 3, 3, 3], { stride: 2, padding: 1 }],
  ];

  it.each(cases)('%s', (_, x, w, options) => {
    const blocked = expectEqual(withAdjoints(conv(image(...x), kernel(...w), options)));
    expect(opsOf(blocked)).toContain('BlockedConv');
    expect(opsOf(blocked)).not.toContain('Conv');
    expect(opsOf(blocked)).not.toContain('ConvWeight');
  });

  it('leaves channels that fill no block as they are', () => {
    const outputs = withAdjoints(conv(image(1, 4, 3, 3), kernel(6, 4, 2, 2)));
    expect(opsOf(expectEqual(outputs))).not.toContain('BlockedConv');
  });
});

/** A critic: two convolutions, an activation after each, a linear layer; and its penalty. */
function critic() {
  const x = image(2, 1, 8, 8);
  const weights = {
    first: input('first', [4, 1, 4, 4]),
    bias: input('bias', [4]),
    second: input('second', [8, 4, 4, 4]),
    last: input('last', [1, 32]),
  };
  const once = leakyRelu(
    add(conv(x, weights.first, { stride: 2, padding: 1 }), reshape(weights.bias, [4, 1, 1])),
    0.2,
  );
  const twice = leakyRelu(conv(once, weights.second, { stride: 2, padding: 1 }), 0.2);
  const scores = gemm(flatten(twice), weights.last, { transposeB: true });
  const [slope] = gradient(scores, [x], { seed: ones(scores.shape) });
  const loss = add(mean(scores), mean(square(sub(sampleNorm(slope!), 1))));
  return { weights, loss };
}

/** One step of gradient descent with a running square, as optimizers take it. */
function updatesOf({ weights, loss }: ReturnType<typeof critic>): Outputs {
  const names = Object.keys(weights) as (keyof typeof weights)[];
  const gradients = gradient(
    loss,
    names.map((name) => weights[name]),
  );
  const entries = names.flatMap((name, index) => {
    const square_avg = add(
      mul(input(`${name}.square_avg`, weights[name].shape), 0.9),
      square(gradients[index]!),
    );
    const next = sub(weights[name], mul(gradients[index]!, mul(square_avg, input('rate', [1]))));
    return [
      [`${name}.next`, next],
      [`${name}.square_avg.next`, square_avg],
    ] as const;
  });
  return { loss, ...Object.fromEntries(entries) };
}

describe('a training step', () => {
  it('is equal, with a gradient penalty', () => {
    expectEqual(updatesOf(critic()));
  });

  it('lays nothing back but what leaves the blocks', () => {
    const names = opsOf(blockedOf(updatesOf(critic())));
    // the two images that meet the linear layer: in the pass, and in that of the penalty's second derivative
    expect(names.filter((name) => name === 'PlainImages').length).toBeLessThanOrEqual(3);
  });

  it('convolves few channels to the parts that the next stride reads, and sums in them', () => {
    const w = [input('w0', [4, 3, 4, 4]), input('w1', [8, 4, 3, 3])] as const;
    const bias = input('bias', [4, 1, 1]);
    const x = image(4, 3, 10, 9);
    const once = leakyRelu(add(conv(x, w[0], { stride: 2, padding: 1 }), bias), 0.2);
    const twice = conv(once, w[1], { stride: 2, padding: 1 });
    const [slope] = gradient(reduceSum(square(twice)), [x]);
    const [first, second, sums] = gradient(reduceSum(square(slope!)), [...w, bias]);
    const blocked = expectEqual({ first: first!, second: second!, sums: sums! });
    expect(opsOf(blocked)).not.toContain('ReduceSum');
    const strides = topologicalOrder(Object.values(blocked)).map(({ attributes }) =>
      String(attributes.strides),
    );
    expect(strides).toContain('4,4');
    expect(strides).not.toContain('2,2');
  });

  it('generators: transposed convolutions to few channels', () => {
    const z = input('z', [2, 8, 2, 2]);
    const w = [input('w0', [8, 4, 4, 4]), input('w1', [4, 3, 4, 4])] as const;
    const hidden = leakyRelu(convTranspose(z, w[0], { stride: 2, padding: 1 }), 0.2);
    const images = tanh(convTranspose(hidden, w[1], { stride: 2, padding: 1 }));
    const [first, second] = gradient(reduceSum(square(images)), w);
    expectEqual({ images, first: first!, second: second! });
  });

  it('keeps pooling between convolutions in blocks', () => {
    const w = [input('w0', [4, 4, 3, 3]), input('w1', [4, 4, 3, 3])] as const;
    const once = maxPool(leakyRelu(conv(image(2, 4, 8, 8), w[0], { padding: 1 }), 0.2), { size: 2 });
    const twice = averagePool(conv(once, w[1], { padding: 1 }), { size: 2 });
    const [first, second] = gradient(reduceSum(square(twice)), w);
    const names = opsOf(expectEqual({ twice, first: first!, second: second! }));
    expect(names.filter((name) => name === 'PlainImages')).toHaveLength(1); // the result
    expect(names.filter((name) => name === 'BlockImages')).toHaveLength(2); // the image, and the seed
  });

  it('lays choices back as they are', () => {
    const y = conv(image(2, 4, 4, 4), kernel(4, 4, 3, 3), { padding: 1 });
    const flat = select(reshape(greater(y, 0), [2, 64]), reshape(y, [2, 64]), 0);
    expectEqual({ flat });
  });

  it('normalisation over the batch, joined and cut batches', () => {
    const y = conv(image(3, 4, 4, 4), kernel(4, 4, 3, 3), { padding: 1 });
    const center = mean(y, { axes: [0, 2, 3], keepDims: true });
    const spread = mean(square(sub(y, center)), { axes: [0, 2, 3], keepDims: true });
    const scaled = mul(sub(y, center), add(spread, input('gain', [4, 1, 1])));
    const joined = slice(concat([scaled, y]), { axis: 0, start: 1, end: 5 });
    const perSample = reduceSum(joined, { axes: [1, 2, 3] });
    const perPlace = reduceSum(mul(joined, input('noise', [4, 1, 4, 4])), { axes: [1], keepDims: true });
    const perRow = reduceSum(joined, { axes: [3] });
    const [dw] = gradient(add(reduceSum(square(joined)), reduceSum(square(perRow))), [y.inputs[1]!]);
    expectEqual({ joined, perSample, perPlace, perRow, dw: dw! });
  });
});
