// The float64 interpreter: slow, exact, the oracle of all tests.

import { ConfigError, ShapeError } from '../base/errors.ts';
import type { HostTensor } from '../base/host-tensor.ts';
import { formatType, isStatic, sameShape } from '../base/shape.ts';
import { inputOp } from '../graph/leaves.ts';
import { type Dense, isOp, type Tensor, topologicalOrder } from '../graph/tensor.ts';

/** A host tensor as float64 values. */
export function toDense({ shape, data }: HostTensor): Dense {
  return { shape, values: Float64Array.from<number | bigint>(data as Iterable<number | bigint>, Number) };
}

/** The values of `outputs` in float64, computed node by node.
 *  @param feeds  a value for every input that the outputs depend on
 *  @throws ConfigError if an input is not fed
 *  @throws ShapeError if a fed shape differs from the input's */
export function interpret<Name extends string>(
  outputs: Readonly<Record<Name, Tensor>>,
  feeds: Readonly<Record<string, Dense>> = {},
): Record<Name, Dense> {
  const values = new Map<Tensor, Dense>();
  for (const node of topologicalOrder(Object.values(outputs))) {
    values.set(node, isOp(node, inputOp) ? fed(node, feeds) : computed(node, values));
  }
  const entries = Object.entries<Tensor>(outputs).map(([name, node]) => [name, values.get(node)!]);
  return Object.fromEntries(entries) as Record<Name, Dense>;
}

function fed(node: Tensor, feeds: Readonly<Record<string, Dense>>): Dense {
  const name = String(node.attributes.name);
  const value = feeds[name];
  if (value === undefined) throw new ConfigError(`interpret: input "${name}" needs a value, got none`);
  if (isStatic(node.shape) && !sameShape(value.shape, node.shape)) {
    throw new ShapeError(`interpret: input "${name}" is ${formatType(node)}, got [${value.shape.join(',')}]`);
  }
  return value;
}

function computed(node: Tensor, values: ReadonlyMap<Tensor, Dense>): Dense {
  if (!isStatic(node.shape)) throw new ShapeError(`interpret: needs fixed shapes, got ${formatType(node)}`);
  const inputs = node.inputs.map((x) => values.get(x)!);
  return { shape: node.shape, values: node.op.reference(inputs, node) };
}
