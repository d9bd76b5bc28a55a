// A network layer by layer: read off its graph and its parameters, whatever its architecture.

import type { TensorRecord } from '../../base/host-tensor.ts';
import { formatType, type Shape, sizeOf } from '../../base/shape.ts';
import type { Gan } from '../../gan/gan.ts';
import { inferencePassOf } from '../../gan/inference.ts';
import { stateInputs } from '../../gan/iteration.ts';
import { generate } from '../../gan/networks.ts';
import { input } from '../../graph/leaves.ts';
import { type Tensor, topologicalOrder } from '../../graph/tensor.ts';
import { activations } from '../../nn/activations.ts';
import { type Network, type Tensors, typesOnly } from '../../nn/layer.ts';
import { say } from '../language/say.ts';

/** A layer with parameters and what follows it without any. */
export interface NetworkRow {
  /** Where its parameters are: `2` of `2.weight`; empty for the input. */
  readonly prefix: string;
  /** "linear 256 → 512, leaky-relu" */
  readonly text: string;
  /** Type of its output: "float32[N,512]". */
  readonly output: string;
  /** Numbers that training changes. */
  readonly parameters: number;
}

/** The rows of a generator, from the noise on. */
export const generatorRows = ({ generator, latent }: Gan): readonly NetworkRow[] =>
  networkRows(
    generator,
    say`noise`,
    ['N', latent],
    (variables, z) => generate(generator, variables, z, inferencePassOf(generator, 'N')).output,
  );

/** The rows of a critic, from the samples on. */
export const criticRows = ({ critic, sampleShape }: Gan): readonly NetworkRow[] =>
  networkRows(
    critic,
    say`samples`,
    ['N', ...sampleShape],
    (variables, x) => critic.judge(variables, x, inferencePassOf(critic, 'N')).scores,
  );

/** The rows of a network, from its input on.
 *  @param name    what the input is called
 *  @param shape   of the input, with N samples
 *  @param output  of the network, from its variables and the input */
function networkRows(
  network: Network,
  name: string,
  shape: Shape,
  output: (variables: Tensors, x: Tensor) => Tensor,
): readonly NetworkRow[] {
  const zeros = network.init(typesOnly);
  const x = input('', shape);
  const groups = groupNodes(output(stateInputs(zeros), x), x, Object.keys(zeros));
  const first = { prefix: '', text: name, output: formatType(x), parameters: 0 };
  return [first, ...groups.map((group) => rowOf(group, zeros, new Set(network.buffers)))];
}

/** Nodes from the first that reads a layer's parameters to the last before those of the next layer. */
interface Group {
  readonly prefix: string;
  readonly nodes: readonly Tensor[];
}

const prefixOf = (parameter: string) => parameter.split('.').slice(0, -1).join('.');

/** The nodes by the last layer whose parameters they depend on. */
function groupNodes(output: Tensor, x: Tensor, names: readonly string[]): readonly Group[] {
  const prefixes = [...new Set(names.map(prefixOf))];
  const owners = new Map<Tensor, number>();
  const groups: Tensor[][] = prefixes.map(() => []);
  for (const node of topologicalOrder([output])) {
    if (node.op.name === 'Input') {
      owners.set(node, node === x ? -1 : prefixes.indexOf(prefixOf(String(node.attributes.name))));
      continue;
    }
    const owner = Math.max(-1, ...node.inputs.map((operand) => owners.get(operand)!));
    owners.set(node, owner);
    groups[owner]?.push(node);
  }
  return prefixes.map((prefix, index) => ({ prefix, nodes: groups[index]! }));
}

function rowOf({ prefix, nodes }: Group, zeros: TensorRecord, buffers: ReadonlySet<string>): NetworkRow {
  const own = Object.keys(zeros).filter((name) => prefixOf(name) === prefix);
  const isReader = (node: Tensor) => node.inputs.some(({ op }) => op.name === 'Input');
  const lastReader = nodes.findLastIndex(isReader);
  const after = nodes.slice(lastReader + 1).map(({ op }) => kebab(op.name));
  const trained = own.filter((name) => !buffers.has(name));
  return {
    prefix,
    text: [kindOf(own, zeros, nodes), ...after.filter(activations.has)].join(', '),
    output: nodes.length === 0 ? '' : formatType(nodes.at(-1)!),
    parameters: trained.reduce((sum, name) => sum + sizeOf(zeros[name]!.shape), 0),
  };
}

/** What a layer is, by the parameters that it has, and the nodes that it is. */
function kindOf(names: readonly string[], zeros: TensorRecord, nodes: readonly Tensor[]): string {
  const weight = names.find((name) => name.endsWith('.weight'));
  const shape = weight === undefined ? [] : zeros[weight]!.shape;
  if (shape.length === 2) return say`linear ${shape[1]!} → ${shape[0]!}`;
  if (nodes.some(({ op }) => op.name === 'ConvInput')) {
    return say`transposed convolution ${shape[0]!} → ${shape[1]!}, ${shape[2]!}×${shape[3]!}`;
  }
  if (shape.length === 4) return say`convolution ${shape[1]!} → ${shape[0]!}, ${shape[2]!}×${shape[3]!}`;
  return names.some((name) => name.endsWith('.running_mean')) ? say`batch norm` : say`layer norm`;
}

const kebab = (name: string) => name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
