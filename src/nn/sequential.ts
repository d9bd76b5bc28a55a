// Layers one after another.

import { byFirstPart, withPrefix } from '../base/record.ts';
import type { Tensor } from '../graph/tensor.ts';
import { type Layer, strongestCoupling } from './layer.ts';

/** The layers in order. Variables are named as in PyTorch's `nn.Sequential`: `0.weight`, `2.weight`, counting layers
 *  without parameters too. */
export function sequential(layers: readonly Layer[]): Layer {
  const named = layers.map((layer, index) => [String(index), layer] as const);
  return {
    couples: strongestCoupling(layers),
    pytorch: inPytorch(layers),
    buffers: named.flatMap(([name, { buffers }]) => within(name, buffers)),
    transposed: named.flatMap(([name, { transposed }]) => within(name, transposed)),
    init: (random) =>
      Object.assign({}, ...named.map(([name, layer]) => withPrefix(name, layer.init(random)))),
    apply(variables, x, pass) {
      const own = byFirstPart(variables);
      const buffers: Record<string, Tensor> = {};
      let output = x;
      for (const [name, layer] of named) {
        const applied = layer.apply(own.get(name) ?? {}, output, pass.scope(name));
        output = applied.output;
        Object.assign(buffers, withPrefix(name, applied.buffers));
      }
      return { output, buffers };
    },
  };
}

/** Variables of a layer, as the whole calls them. */
const within = (layer: string, names: readonly string[] = []) => names.map((name) => `${layer}.${name}`);

function inPytorch(layers: readonly Layer[]): string | undefined {
  const modules = layers.map(({ pytorch }) => pytorch?.replaceAll('\n', '\n    '));
  return modules.includes(undefined) ? undefined : `nn.Sequential(\n    ${modules.join(',\n    ')},\n)`;
}
