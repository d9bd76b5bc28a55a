// The nodes and constants of a model, as lowerings of ops write them. Equal ones are written once, and a tensor whose shape
// changes more than once is reshaped from what it was at first: ONNX Runtime would find both, but needs half of the time
// that it takes to load a program for it.

import { createContentNumbers } from '../../base/contents.ts';
import type { HostTensor } from '../../base/host-tensor.ts';
import { formatType, type Shape, sameShape } from '../../base/shape.ts';
import type { OnnxNode } from '../../formats/onnx.ts';
import { type Emitter, int64Vector } from './emitter.ts';

/** What has been written. */
export interface Emission {
  readonly emitter: Emitter;
  /** A node that gives a value once more. */
  copy(value: string): string;
  readonly nodes: OnnxNode[];
  readonly initializers: Record<string, HostTensor>;
}

/** An emission whose own names are none of the reserved ones. */
export function createEmission(reserved: ReadonlySet<string>): Emission {
  const nodes: OnnxNode[] = [];
  const initializers: Record<string, HostTensor> = {};
  const freeName = (name: string): string => (reserved.has(name) ? freeName(`${name}_`) : name);
  const write = (node: Omit<OnnxNode, 'name' | 'outputs'>): string => {
    const output = freeName(`v${nodes.length}`);
    nodes.push({ name: `${node.opType}_${nodes.length}`, ...node, outputs: [output] });
    return output;
  };
  const constants = new Map<string, string>();
  const contentOf = createContentNumbers();
  const written = new Map<string, string>();
  const origins = new Map<string, { readonly value: string; readonly shape: Shape }>();
  const emitter: Emitter = {
    node(opType, inputs, attributes = {}, domain = '') {
      const key = `${domain} ${opType}(${inputs.join()})${JSON.stringify(attributes)}`;
      let output = written.get(key);
      if (output === undefined) {
        output = write({ opType, inputs, attributes, ...(domain && { domain }) });
        written.set(key, output);
      }
      return output;
    },
    reshape(value, from, to) {
      const origin = origins.get(value) ?? { value, shape: from };
      if (sameShape(origin.shape, to)) return origin.value;
      const sizes = to.map((dimension) => (dimension === 'N' ? -1 : dimension));
      const output = emitter.node('Reshape', [origin.value, int64Vector(sizes, emitter)]);
      origins.set(output, origin);
      return output;
    },
    constant(tensor) {
      const key = `${formatType(tensor)}:${contentOf(tensor.data)}`;
      let name = constants.get(key);
      if (name === undefined) {
        name = freeName(`c${constants.size}`);
        constants.set(key, name);
        initializers[name] = tensor;
      }
      return name;
    },
  };
  return {
    emitter,
    copy: (value) => write({ opType: 'Identity', inputs: [value], attributes: {} }),
    nodes,
    initializers,
  };
}
