// Layers under names, as what they are together.

import { byFirstPart, withPrefix } from '../base/record.ts';
import type { Tensor } from '../graph/tensor.ts';
import { type Layer, type Network, strongestCoupling, type Tensors } from './layer.ts';
import type { Pass } from './pass.ts';

/** A layer, and below which name its variables are. */
export type NamedLayer = readonly [name: string, layer: Layer];

/** A class of Python whose instances are made of the modules of parts, in order. */
type PartsClass = readonly [name: string, definition: string];

/** A network from the layers that it is made of.
 *  @param options  its `pytorch`: by default it has no module */
export function networkOfParts(
  parts: readonly (readonly [name: string, network: Network])[],
  options: { readonly pytorch?: PartsClass } = {},
): Network {
  const layers = parts.map(([, layer]) => layer);
  const below = (list: 'buffers' | 'transposed' | 'embeddings') =>
    parts.flatMap(([name, layer]) => (layer[list] ?? []).map((own) => `${name}.${own}`));
  return {
    couples: strongestCoupling(layers),
    buffers: below('buffers'),
    transposed: below('transposed'),
    embeddings: below('embeddings'),
    pytorch: options.pytorch && moduleOf(options.pytorch, layers),
    definitions: [
      ...new Set(layers.flatMap(({ definitions = [] }) => definitions)),
      ...(options.pytorch?.slice(1) ?? []),
    ],
    init: (random) =>
      Object.assign({}, ...parts.map(([name, layer]) => withPrefix(name, layer.init(random)))),
  };
}

function moduleOf([name]: PartsClass, parts: readonly Network[]): string | undefined {
  const modules = moduleLines(parts.map(({ pytorch }) => pytorch));
  return modules && `${name}${modules}`;
}

/** How parts are applied in a pass of the whole, by their own variables, under a condition of their own where there is one,
 *  and what buffers they moved on. */
export function passOfParts(variables: Tensors, pass: Pass) {
  const own = byFirstPart(variables);
  const buffers: Record<string, Tensor> = {};
  const through = ([name, layer]: NamedLayer, x: Tensor, condition?: Tensor): Tensor => {
    const applied = layer.apply(own.get(name) ?? {}, x, pass.scope(name, condition));
    Object.assign(buffers, withPrefix(name, applied.buffers));
    return applied.output;
  };
  return { through, buffers };
}

/** Modules as arguments, a line each; undefined where PyTorch lacks one. */
export function moduleLines(lines: readonly (string | undefined)[]): string | undefined {
  const indented = lines.map((line) => line?.replaceAll('\n', '\n    '));
  if (indented.includes(undefined)) return undefined;
  return indented.length === 0 ? '()' : `(\n    ${indented.join(',\n    ')},\n)`;
}
