// What a program of training is fed besides the state: one table, from which come the inputs of the graph, the arrays
// that are filled for each run, the position in the data, and what an exported program says of itself.

import { ConfigError } from '../base/errors.ts';
import { formatType, type Shape, type StaticShape, sameShape, staticShape } from '../base/shape.ts';
import { input, inputOp } from '../graph/leaves.ts';
import { isOp, type Tensor, topologicalOrder } from '../graph/tensor.ts';
import type { Tensors } from '../nn/layer.ts';
import type { Distribution } from '../nn/pass.ts';
import type { Moment, Stream } from './streams.ts';

/** Where numbers come from. */
export type Source =
  /** Samples of the data, in the order of the table. */
  | { readonly kind: 'real' }
  /** The classes of the samples in the inputs `of`, one-hot. */
  | { readonly kind: 'real-labels'; readonly of: string }
  /** Classes drawn uniformly, one-hot. */
  | { readonly kind: 'labels'; readonly stream: Stream }
  | { readonly kind: 'random'; readonly distribution: Distribution; readonly stream: Stream }
  /** A live setting, or what the host derives of it and of the updates made, in float64. */
  | { readonly kind: 'scalar'; readonly at: (moment: Moment) => readonly number[] };

/** Inputs of one source: equal parts, one after the other. */
export interface InputGroup {
  /** Of the inputs, float32 all of them. */
  readonly names: readonly string[];
  /** Of each. */
  readonly shape: StaticShape;
  readonly source: Source;
  /** What the input at an index is, for readers of an exported program. */
  readonly meaning: (part: number) => string;
}

/** The inputs that a graph asks for while it is built. */
export interface Inputs {
  /** The inputs of a group; those that were asked for before, where there are some.
   *  @throws ConfigError if they have another shape */
  ask(group: Omit<InputGroup, 'shape'> & { readonly shape: Shape }): readonly Tensor[];
  /** The table: what was asked for and is part of the graph, and all samples of the data. */
  table(graph: Tensors): readonly InputGroup[];
}

export function createInputs(): Inputs {
  const asked = new Map<string, { readonly group: InputGroup; readonly tensors: readonly Tensor[] }>();
  return {
    ask({ shape, ...rest }) {
      const first = rest.names[0]!;
      const known = asked.get(first);
      if (known !== undefined) {
        requireShape(first, known.group.shape, shape);
        return known.tensors;
      }
      const group = { ...rest, shape: staticShape(shape, first) };
      const tensors = rest.names.map((name) => input(name, shape));
      asked.set(first, { group, tensors });
      return tensors;
    },
    table(graph) {
      const used = new Set(
        topologicalOrder(Object.values(graph))
          .filter((node) => isOp(node, inputOp))
          .map(({ attributes }) => String(attributes.name)),
      );
      const isUsed = ({ names, source }: InputGroup) =>
        source.kind === 'real' || names.some((name) => used.has(name));
      return [...asked.values()].map(({ group }) => group).filter(isUsed);
    },
  };
}

function requireShape(name: string, expected: StaticShape, shape: Shape): void {
  if (sameShape(expected, shape)) return;
  const [first, second] = [expected, shape].map((own) => formatType({ dtype: 'float32', shape: own }));
  throw new ConfigError(`${name}: expected one tensor under this name, got ${first} and ${second}`, {
    help: 'give random tensors of different shapes names of their own',
  });
}

/** The values of a table's scalars. */
export function scalarValues(
  table: readonly InputGroup[],
  moment: Moment,
): Record<string, readonly number[]> {
  return Object.fromEntries(
    table.flatMap(({ names, source }) => (source.kind === 'scalar' ? [[names[0]!, source.at(moment)]] : [])),
  );
}
