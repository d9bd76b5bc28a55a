// Every layer against PyTorch's float64, against finite differences and against ONNX Runtime: walks samples.ts.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { mapRecord, withPrefix } from '../../src/base/record.ts';
import { type StaticShape, sizeOf } from '../../src/base/shape.ts';
import { gradient } from '../../src/compiler/gradient.ts';
import { interpret } from '../../src/compiler/interpret.ts';
import { square } from '../../src/graph/compositions.ts';
import { add } from '../../src/graph/elementwise.ts';
import { constant, input } from '../../src/graph/leaves.ts';
import { reduceSum } from '../../src/graph/reduction.ts';
import type { Dense, Tensor } from '../../src/graph/tensor.ts';
import { functionLayer, type Layer, type Tensors, typesOnly } from '../../src/nn/layer.ts';
import { linear, sequential } from '../../src/nn/layers.ts';
import {
  definePass,
  inferencePass,
  type Pass,
  type RandomSource,
  sidePass,
  trainingPass,
} from '../../src/nn/pass.ts';
import {
  centralDifference,
  createRandom,
  direction,
  type Feeds,
  innerProduct,
  runNative,
  weighted,
} from '../graph/oracles.ts';
import { uniform } from '../pytorch-fixtures.ts';
import { expectClose, relativeError, tolerances } from '../tolerances.ts';
import { samples } from './samples.ts';

/** What PyTorch says of one layer: see fixtures/pytorch/layers.py. */
interface Recorded {
  /** The module. */
  readonly code: string;
  /** Classes of it that PyTorch lacks. */
  readonly definitions: readonly string[];
  readonly variables: Feeds;
  readonly parameters: readonly string[];
  readonly x: Dense;
  /** Where the layer has one. */
  readonly condition?: Dense;
  readonly w: Dense;
  readonly inference: Dense;
  readonly training: Dense;
  readonly buffers: Feeds;
  readonly first: Feeds;
  readonly second: Feeds;
}

const file = new URL('../fixtures/pytorch/layers.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) =>
  key === 'values' && Array.isArray(value) ? Float64Array.from(value) : value,
) as Readonly<Record<string, Recorded>>;
const rows = Object.values(samples).flat();

/** Kinks may lie within a difference's step; PyTorch's second derivatives hold for them. */
const hasKinks = (name: string) => /relu|maxPool|selfAttention/.test(name);

/** Constants to gradients, that differences see move; PyTorch's derivatives hold for them. */
const hasConstants = (name: string) => /spectralNorm/i.test(name);

const integers = /num_batches_tracked$/;

/** A layer's passes over symbolic variables, with what they are fed. */
function symbolic(name: string, layer: Layer, recorded: Recorded) {
  const variables = mapRecord(recorded.variables, ({ shape }, key) =>
    input(key, shape, integers.test(key) ? 'int64' : 'float32'),
  );
  const x = input('x', recorded.x.shape);
  const told = recorded.condition && { condition: input('condition', recorded.condition.shape) };
  const feeds: Record<string, Dense> = {
    ...{ ...recorded.variables, x: recorded.x },
    ...(recorded.condition && { condition: recorded.condition }),
  };
  const random: RandomSource = (key, shape) => {
    const last = key.split('.').at(-1)!;
    const values = uniform(`layers/${name}/${last}`, sizeOf(shape as StaticShape));
    feeds[`random.${key}`] = { shape: shape as StaticShape, values };
    return input(`random.${key}`, shape);
  };
  const apply = ({ mode, buffers }: Pass) =>
    layer.apply(variables, x, definePass({ mode, buffers, random, ...told }));
  const wanted: Tensors = {
    x,
    ...told,
    ...Object.fromEntries(recorded.parameters.map((name) => [name, variables[name]!])),
  };
  return { x, feeds, apply, wanted };
}

/** Gradients of a number, by name. */
function gradientsOf(loss: Tensor, wanted: Tensors): Tensors {
  const names = Object.keys(wanted);
  const found = gradient(loss, Object.values(wanted));
  return Object.fromEntries(names.map((name, index) => [name, found[index]!]));
}

it('has one case of PyTorch for each row, and a row for each case', () => {
  expect(rows.map(([name]) => name).toSorted()).toEqual(Object.keys(cases).toSorted());
});

describe.each(rows)('%s', (name, layer) => {
  const recorded = cases[name]!;
  const { x, feeds, apply, wanted } = symbolic(name, layer, recorded);

  it('has the variables of PyTorch, of its shapes, and says which are buffers', () => {
    const zeros = layer.init(typesOnly);
    expect(mapRecord(zeros, ({ shape }) => shape)).toEqual(
      mapRecord(recorded.variables, ({ shape }) => shape),
    );
    expect(Object.keys(zeros).filter((key) => !layer.buffers?.includes(key))).toEqual(recorded.parameters);
  });

  it('says in Python what PyTorch ran here', () => {
    expect(layer.pytorch).toBe(recorded.code);
    expect(layer.definitions ?? []).toEqual(recorded.definitions);
  });

  it('gives what PyTorch gives, in training and after it', () => {
    const graph = { training: apply(trainingPass).output, inference: apply(inferencePass).output };
    const values = interpret(graph, feeds);
    expectClose(values.training, recorded.training, tolerances.algebra, 'training');
    expectClose(values.inference, recorded.inference, tolerances.algebra, 'inference');
  });

  it('gives the same on ONNX Runtime', async () => {
    const { output, buffers } = apply(trainingPass);
    const native = await runNative({ output, ...withPrefix('buffer', buffers) }, feeds);
    expectClose(native.output!, recorded.training, tolerances.float32);
    for (const key of Object.keys(buffers)) {
      expectClose(native[`buffer.${key}`]!, recorded.buffers[key]!, tolerances.float32, key);
    }
  });

  it('moves its buffers on where they advance, and only there', () => {
    const values = interpret(apply(trainingPass).buffers, feeds);
    expect(Object.keys(values).toSorted()).toEqual([...(layer.buffers ?? [])].toSorted());
    for (const [key, value] of Object.entries(values)) {
      expectClose(value, recorded.buffers[key]!, tolerances.algebra, key);
    }
    expect(apply(sidePass).buffers).toEqual({});
    expect(apply(inferencePass).buffers).toEqual({});
    const held = interpret({ output: apply(sidePass).output }, feeds);
    expectClose(held.output, recorded.training, tolerances.algebra, 'a pass from the side');
  });

  it('has PyTorch’s first and second derivatives', () => {
    const loss = weighted(apply(trainingPass).output, recorded.w);
    const [slope] = gradient(loss, [x]);
    const first = interpret(gradientsOf(loss, wanted), feeds);
    const second = interpret(gradientsOf(reduceSum(square(slope!)), wanted), feeds);
    for (const key of Object.keys(wanted)) {
      expectClose(first[key]!, recorded.first[key]!, tolerances.algebra, `first, ${key}`);
      expectClose(second[key]!, recorded.second[key]!, tolerances.algebra, `second, ${key}`);
    }
  });

  it('couples the samples of a batch as it says', () => {
    const outputs = { training: apply(trainingPass).output, inference: apply(inferencePass).output };
    const values = [...recorded.x.values];
    const width = values.length / recorded.x.shape[0]!;
    const moved = {
      shape: recorded.x.shape,
      values: Float64Array.from(values, (v, i) => (i < width ? v + 1 : v)),
    };
    const before = interpret(outputs, feeds);
    const after = interpret(outputs, { ...feeds, x: moved });
    const others = ({ shape, values: all }: Dense): Dense => {
      const rest = Float64Array.from(all).subarray(all.length / shape[0]!);
      return { shape: [rest.length], values: rest };
    };
    const change = (mode: keyof typeof outputs) => relativeError(others(after[mode]), others(before[mode]));
    expect(change('inference')).toBe(0);
    if (layer.couples === 'none') expect(change('training')).toBe(0);
    else expect(change('training')).toBeGreaterThan(1e-3);
  });

  if (hasKinks(name) || hasConstants(name)) return;

  it('has the derivatives that differences have', () => {
    const random = createRandom(7);
    const directions: Feeds = mapRecord(wanted, ({ shape }) => direction(shape as number[], random));
    const along = (y: Tensor) =>
      Object.entries(gradientsOf(y, wanted))
        .map(([key, dx]) => weighted(dx, directions[key]!))
        .reduce(add, constant(0));
    const loss = weighted(apply(trainingPass).output, recorded.w);
    for (const y of [loss, along(loss)]) {
      const { slope } = interpret({ slope: along(y) }, feeds);
      expectClose(slope, centralDifference(y, feeds, directions), tolerances.float64);
    }
  });
});

it('⟨w, y⟩ of the cases is no accident of zeros', () => {
  for (const [name, { training, w }] of Object.entries(cases)) {
    expect(Math.abs(innerProduct(training, w)), name).toBeGreaterThan(1e-3);
  }
});

it('a network with a layer that PyTorch lacks says nothing in Python', () => {
  const own = functionLayer((x) => add(x, 1));
  expect(sequential([linear(2, 3), sequential([own])]).pytorch).toBeUndefined();
});

describe('a pass', () => {
  it('names random tensors by where they are used', () => {
    const asked: string[] = [];
    const pass = definePass({
      mode: 'training',
      random(name, shape) {
        asked.push(name);
        return input(name, shape);
      },
    });
    const noise: Layer = {
      ...{ couples: 'none', init: () => ({}) },
      apply: (_, x, { random }) => ({ output: add(x, random('noise', x.shape, 'normal')), buffers: {} }),
    };
    const { output } = sequential([noise, sequential([noise])]).apply({}, input('x', [2, 3]), pass);
    expect(output.shape).toEqual([2, 3]);
    expect(asked).toEqual(['0.noise', '1.0.noise']);
  });

  it('without random numbers says which layer wants some', () => {
    const ask = () => trainingPass.scope('4').random('noise', [2], 'normal');
    expect(ask).toThrow('4.noise: expected random numbers from the pass, got a pass without any');
  });

  it('hands labels and conditions to the layers inside', () => {
    const labels = input('labels', [2, 10]);
    const own = input('w', [2, 4]);
    const pass = definePass({ mode: 'inference', labels, condition: input('z', [2, 3]) });
    expect(pass.scope('0').labels).toBe(labels);
    expect(pass.scope('0').condition).toBe(pass.condition);
    const inner = pass.scope('0', own);
    expect([inner.condition, inner.scope('1').condition, inner.mode]).toEqual([own, own, 'inference']);
  });
});
