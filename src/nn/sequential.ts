// Layers one after another.

import type { Layer } from './layer.ts';
import { moduleLines, type NamedLayer, networkOfParts, passOfParts } from './parts.ts';

/** The layers in order. Variables are named as in PyTorch's `nn.Sequential`: `0.weight`, `2.weight`, counting layers
 *  without parameters too. */
export function sequential(layers: readonly Layer[]): Layer {
  const modules = moduleLines(layers.map(({ pytorch }) => pytorch));
  return {
    ...inOrder(layers.map((layer, index) => [String(index), layer] as const)),
    pytorch: modules && `nn.Sequential${modules}`,
  };
}

/** The layers in order, under names of their own. */
export function namedSequential(parts: readonly NamedLayer[]): Layer {
  const modules = moduleLines(parts.map(([name, { pytorch }]) => pytorch && `("${name}", ${pytorch})`));
  const network = inOrder(parts);
  return {
    ...network,
    pytorch: modules && `nn.Sequential(OrderedDict([${modules.slice(1, -1)}]))`,
    definitions: ['from collections import OrderedDict', ...network.definitions!],
  };
}

function inOrder(named: readonly NamedLayer[]): Layer {
  return {
    ...networkOfParts(named),
    apply(variables, x, pass) {
      const { through, buffers } = passOfParts(variables, pass);
      return { output: named.reduce((output, part) => through(part, output), x), buffers };
    },
  };
}
