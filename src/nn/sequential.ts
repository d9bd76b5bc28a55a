// Layers one after another.

import { byFirstPart, withPrefix } from '../base/record.ts';
import type { Tensor } from '../graph/tensor.ts';
import { type Layer, type Tensors, trainingPass } from './layer.ts';

/** The layers in order. Parameters are named as in PyTorch's `nn.Sequential`: `0.weight`, `2.weight`,
 *  counting layers without parameters too. */
export function sequential(layers: readonly Layer[]): Layer {
  const isCoupled = layers.some(({ coupling }) => coupling === 'batch');
  const layer: Layer = {
    coupling: isCoupled ? 'batch' : 'sample',
    statistics: layers.flatMap(({ statistics = [] }, index) => statistics.map((name) => `${index}.${name}`)),
    init: (random) =>
      Object.assign({}, ...layers.map((inner, index) => withPrefix(String(index), inner.init(random)))),
    apply(parameters, x) {
      const own = byFirstPart(parameters);
      return layers.reduce((y, inner, index) => inner.apply(own.get(String(index)) ?? {}, y), x);
    },
  };
  return isCoupled ? { ...layer, train: (parameters, x) => trainInOrder(layers, parameters, x) } : layer;
}

function trainInOrder(layers: readonly Layer[], parameters: Tensors, x: Tensor) {
  const statistics: Record<string, Tensor> = {};
  const own = byFirstPart(parameters);
  let output = x;
  layers.forEach((layer, index) => {
    const pass = trainingPass(layer, own.get(String(index)) ?? {}, output);
    output = pass.output;
    Object.assign(statistics, withPrefix(String(index), pass.statistics));
  });
  return { output, statistics };
}
