// What lowerings of ops write into: the nodes and constants of a model.

import { type HostTensor, hostTensor } from '../../base/host-tensor.ts';
import type { Shape } from '../../base/shape.ts';
import type { OnnxAttribute } from '../../formats/onnx.ts';

/** Nodes and constants of a model that is being written; each gives the name of its value. Nodes are of the standard
 *  ops unless a domain is said. */
export interface Emitter {
  node(
    opType: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, OnnxAttribute>>,
    domain?: string,
  ): string;
  /** The value in another shape. */
  reshape(value: string, from: Shape, to: Shape): string;
  constant(tensor: HostTensor): string;
}

/** A constant int64[n], as shapes, axes and ranges are given. */
export const int64Vector = (values: readonly number[], emit: Emitter): string =>
  emit.constant(hostTensor('int64', [values.length], BigInt64Array.from(values, BigInt)));
