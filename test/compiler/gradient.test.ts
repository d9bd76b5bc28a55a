// Differentiation of whole functions: seeds, detached values, third order, the gradient penalty, halves of a batch.

import { describe, expect, it } from 'vitest';
import { ShapeError } from '../../src/base/errors.ts';
import { gradient } from '../../src/compiler/gradient.ts';
import { interpret } from '../../src/compiler/interpret.ts';
import { simplify } from '../../src/compiler/simplify.ts';
import { interpolate, mean, sampleNorm, square } from '../../src/graph/compositions.ts';
import { add, cast, elu, leakyRelu, mul, softplus, sub, tanh } from '../../src/graph/elementwise.ts';
import { gemm } from '../../src/graph/gemm.ts';
import { constant, input, stopGradient } from '../../src/graph/leaves.ts';
import { reduceMax } from '../../src/graph/reduce-max.ts';
import { reduceSum } from '../../src/graph/reduction.ts';
import type { Dense, Tensor } from '../../src/graph/tensor.ts';
import {
  centralDifference,
  createRandom,
  dense,
  direction,
  type Feeds,
  innerProduct,
  randomFeeds,
} from '../graph/oracles.ts';
import { expectClose, tolerances } from '../tolerances.ts';

const x = input('x', [2, 3]);
const values = (...numbers: number[]): Dense => dense([numbers.length], (index) => numbers[index]!);

describe('gradient', () => {
  it('needs a scalar or a seed of the shape of y', () => {
    expect(() => gradient(x, [x])).toThrow(ShapeError);
    expect(() => gradient(x, [x])).toThrow('gradient: needs a scalar or a seed, got float32[2,3]');
    expect(() => gradient(x, [x], { seed: constant([1, 2, 3]) })).toThrow(
      'gradient: the seed must have the shape of y, got float32[3] and float32[2,3]',
    );
  });

  it('is the seed for y itself, and the product of seed and derivative elsewhere', () => {
    const y = square(x);
    const seed = input('seed', [2, 3]);
    const [ofY, ofX] = gradient(y, [y, x], { seed });
    expect(ofY).toBe(seed);
    const feeds = randomFeeds({ y, seed });
    const expected = dense([2, 3], (index) => 2 * feeds.x!.values[index]! * feeds.seed!.values[index]!);
    expectClose(interpret({ ofX: ofX! }, feeds).ofX, expected, tolerances.algebra);
  });

  it('is zero where y does not depend on x, or only through a cast or a detached value', () => {
    const other = input('other', [4]);
    const y = reduceSum(add(stopGradient(x), cast(cast(x, 'int64'), 'float32')));
    const [ofX, ofOther] = gradient(y, [x, other]);
    const zeros = interpret({ ofX: ofX!, ofOther: ofOther! }, randomFeeds({ y }));
    expect(zeros.ofX).toEqual(dense([2, 3], () => 0));
    expect(zeros.ofOther).toEqual(dense([4], () => 0));
  });

  it('treats a detached factor as a constant, in every order', () => {
    const y = reduceSum(mul(square(x), stopGradient(x))); // x²·c with c = x: 2x·c, then 2c
    const [first] = gradient(y, [x]);
    const [second] = gradient(reduceSum(first!), [x]);
    const feeds = randomFeeds({ y });
    const at = feeds.x!.values;
    const result = interpret({ first: first!, second: second! }, feeds);
    expectClose(
      result.first,
      dense([2, 3], (index) => 2 * at[index]! ** 2),
      tolerances.algebra,
    );
    expectClose(
      result.second,
      dense([2, 3], (index) => 2 * at[index]!),
      tolerances.algebra,
    );
  });

  it('differentiates with respect to an inner node as if it were an input', () => {
    const inner = tanh(x);
    const [ofInner] = gradient(reduceSum(square(inner)), [inner]);
    const feeds = randomFeeds({ inner });
    const result = interpret({ ofInner: ofInner!, inner }, feeds);
    expectClose(
      result.ofInner,
      dense([2, 3], (index) => 2 * result.inner.values[index]!),
      tolerances.algebra,
    );
  });

  it('has a third order: (x³)‴ = 6, (tanh x)‴ by finite differences', () => {
    const cube = mul(square(x), x);
    const third = (y: Tensor) => {
      const [first] = gradient(reduceSum(y), [x]);
      const [second] = gradient(reduceSum(first!), [x]);
      return { second: second!, third: gradient(reduceSum(second!), [x])[0]! };
    };
    const feeds = randomFeeds({ x });
    expectClose(
      interpret({ y: third(cube).third }, feeds).y,
      dense([2, 3], () => 6),
      tolerances.algebra,
    );
    const ofTanh = third(tanh(x));
    const ones = { x: dense([2, 3], () => 1) };
    const differences = centralDifference(ofTanh.second, feeds, ones);
    expectClose(interpret({ y: ofTanh.third }, feeds).y, differences, tolerances.float64);
  });

  it('shares the adjoint of a maximum equally among ties', () => {
    const y = input('y', [5]);
    const [dy] = gradient(reduceMax(y), [y]);
    const feeds = { y: values(1, 3, 3, 2, 3) };
    expectClose(interpret({ dy: dy! }, feeds).dy, values(0, 1 / 3, 1 / 3, 0, 1 / 3), tolerances.algebra);
  });
});

const activations = {
  leakyRelu: (h: Tensor) => leakyRelu(h, 0.2),
  tanh,
  softplus,
  elu: (h: Tensor) => elu(h),
};

/** A critic 4-6-5-1 and its parameters. */
function critic(activation: (h: Tensor) => Tensor) {
  const sizes = [4, 6, 5, 1];
  const layers = sizes.slice(1).map((outputs, index) => ({
    weight: input(`${index}.weight`, [outputs, sizes[index]!]),
    bias: input(`${index}.bias`, [outputs]),
  }));
  const apply = (samples: Tensor): Tensor =>
    layers.reduce((h, { weight, bias }, index) => {
      const next = gemm(h, weight, { transposeB: true, summand: bias });
      return index < layers.length - 1 ? activation(next) : next;
    }, samples);
  return { apply, parameters: layers.flatMap(({ weight, bias }) => [weight, bias]) };
}

/** Wasserstein loss and gradient penalty of a batch, as minimised by a WGAN-GP critic. */
function criticLoss(activation: (h: Tensor) => Tensor, batch: number) {
  const { apply, parameters } = critic(activation);
  const real = input('real', [batch, 4]);
  const fake = input('fake', [batch, 4]);
  const mixed = interpolate(real, fake, input('mix', [batch, 1]));
  const [slope] = gradient(reduceSum(apply(mixed)), [mixed]);
  const penalty = mean(square(sub(sampleNorm(slope!), 1)));
  const loss = add(sub(mean(apply(fake)), mean(apply(real))), mul(penalty, 10));
  return { parameters, penalty, loss, gradients: gradient(loss, parameters) };
}

const named = (parameters: readonly Tensor[], gradients: readonly Tensor[]): Record<string, Tensor> =>
  Object.fromEntries(parameters.map((p, index) => [String(p.attributes.name), gradients[index]!]));

describe.each(Object.entries(activations))('gradient penalty of a critic with %s', (_, activation) => {
  it('has the derivative by the weights that finite differences have', () => {
    const { parameters, penalty } = criticLoss(activation, 8);
    const feeds = randomFeeds({ penalty }, 3);
    const random = createRandom(5);
    const directions: Feeds = Object.fromEntries(
      parameters.map((p) => [p.attributes.name, direction(p.shape as number[], random)]),
    );
    const gradients = interpret(simplify(named(parameters, gradient(penalty, parameters))), feeds);
    const slope = Object.entries(gradients).reduce(
      (sum, [name, value]) => sum + innerProduct(value, directions[name]!),
      0,
    );
    const difference = centralDifference(penalty, feeds, directions);
    expectClose(
      dense([], () => slope),
      difference,
      tolerances.float64,
    );
    expect(Math.abs(slope)).toBeGreaterThan(1e-2);
  });

  it('of a whole batch is the mean over its halves', () => {
    const whole = criticLoss(activation, 8);
    const half = criticLoss(activation, 4);
    const feeds = randomFeeds({ loss: whole.loss }, 4);
    const halfFeeds = (start: number): Feeds => ({
      ...feeds,
      ...Object.fromEntries(['real', 'fake', 'mix'].map((name) => [name, rows(feeds[name]!, start, 4)])),
    });
    const expected = interpret(named(whole.parameters, whole.gradients), feeds);
    const halves = [0, 4].map((start) => interpret(named(half.parameters, half.gradients), halfFeeds(start)));
    for (const [name, value] of Object.entries(expected)) {
      const [a, b] = halves.map((result) => result[name]!.values) as [Float64Array, Float64Array];
      const averaged = dense(value.shape, (index) => (a[index]! + b[index]!) / 2);
      expectClose(averaged, value, tolerances.algebra, name);
    }
  });
});

function rows({ shape, values }: Dense, start: number, count: number): Dense {
  const size = values.length / shape[0]!;
  return { shape: [count, ...shape.slice(1)], values: values.slice(start * size, (start + count) * size) };
}
