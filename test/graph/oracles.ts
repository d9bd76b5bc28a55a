// Independent ways to a graph's values and derivatives: ONNX Runtime, and central differences in float64.

import { type DType, dtypes } from '../../src/base/dtype.ts';
import { type HostTensor, hostTensor } from '../../src/base/host-tensor.ts';
import { mapRecord } from '../../src/base/record.ts';
import { type StaticShape, sizeOf } from '../../src/base/shape.ts';
import { interpret, toDense } from '../../src/compiler/interpret.ts';
import { compile } from '../../src/compiler/program.ts';
import { mul } from '../../src/graph/elementwise.ts';
import { constant, inputOp } from '../../src/graph/leaves.ts';
import { reduceSum } from '../../src/graph/reduction.ts';
import { type Dense, isOp, type Tensor, topologicalOrder } from '../../src/graph/tensor.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { lower } from '../../src/targets/lower.ts';
import { onnx } from '../../src/targets/onnx/onnx.ts';
import { stepNames, universal } from '../targets/onnx/optimized.ts';

export type Feeds = Readonly<Record<string, Dense>>;

/** Uniform numbers in [0, 1): mulberry32. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Values of a shape, each by a function of its index. */
export function dense(shape: StaticShape, value: (index: number) => number): Dense {
  return { shape, values: Float64Array.from({ length: sizeOf(shape) }, (_, index) => value(index)) };
}

/** A seeded direction: every component ±[0.5, 1.5). */
export function direction(shape: StaticShape, random: () => number): Dense {
  return dense(shape, () => (random() < 0.5 ? -1 : 1) * (0.5 + random()));
}

/** Values rounded to a dtype. */
export function toHost({ shape, values }: Dense, dtype: DType): HostTensor {
  const data = dtypes[dtype].allocate(values.length);
  if (data instanceof BigInt64Array) data.set(Array.from(values, BigInt));
  else data.set(values);
  return hostTensor(dtype, shape, data);
}

/** What ONNX Runtime computes for a graph, by default lowered as it stands. */
export async function runNative(
  outputs: Readonly<Record<string, Tensor>>,
  feeds: Feeds,
  without: readonly string[] = stepNames,
): Promise<Record<string, Dense>> {
  const device = await openDevice('cpu', { threads: 1 });
  const program = compile(outputs, { name: 'oracle', without: universal(without) });
  const loaded = await device.load(lower(program, onnx, { without }));
  const inputs = mapRecord(loaded.program.inputs, ({ dtype }, name) => toHost(feeds[name]!, dtype));
  const results = mapRecord(await loaded.run(inputs), toDense);
  await loaded.release();
  return results;
}

/** ⟨x, weights⟩ as graph. */
export function weighted(x: Tensor, weights: Dense): Tensor {
  return reduceSum(mul(x, constant(weights.values, weights.shape)));
}

/** ⟨a, b⟩ */
export function innerProduct(a: Dense, b: Dense): number {
  return a.values.reduce((sum, value, index) => sum + value * b.values[index]!, 0);
}

/** (y(x + h·v) − y(x − h·v)) / 2h: the derivative of a graph along directions of its inputs. */
export function centralDifference(y: Tensor, feeds: Feeds, directions: Feeds, step = 1e-5): Dense {
  const moved = (distance: number): Feeds =>
    mapRecord(feeds, (value, name) => {
      const along = directions[name];
      return along === undefined
        ? value
        : dense(value.shape, (index) => value.values[index]! + distance * along.values[index]!);
    });
  const ahead = interpret({ y }, moved(step)).y;
  const behind = interpret({ y }, moved(-step)).y;
  return dense(ahead.shape, (index) => (ahead.values[index]! - behind.values[index]!) / (2 * step));
}

/** Seeded values between −1.5 and 1.5 for every float32 input that a graph depends on. */
export function randomFeeds(outputs: Readonly<Record<string, Tensor>>, seed = 1): Feeds {
  const random = createRandom(seed);
  const inputs = topologicalOrder(Object.values(outputs)).filter((node) => isOp(node, inputOp));
  return Object.fromEntries(
    inputs.map(({ attributes, shape }) => [
      attributes.name,
      dense(shape as StaticShape, () => Math.fround(3 * random() - 1.5)),
    ]),
  );
}
