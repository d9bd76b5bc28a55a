// Layers that only look at the numbers of a sample in another shape.

import type { StaticShape } from '../base/shape.ts';
import { flatten as flattened, reshape } from '../graph/shaping.ts';
import { functionLayer, type Layer } from './layer.ts';

/** float32[N, ...] as float32[N, features], as PyTorch's `Flatten`. */
export const flattenSamples = (): Layer => functionLayer(flattened, 'nn.Flatten()');

/** float32[N, features] as float32[N, ...shape], as PyTorch's `Unflatten`. */
export const unflattenSamples = (shape: StaticShape): Layer =>
  functionLayer((x) => reshape(x, [x.shape[0]!, ...shape]), `nn.Unflatten(1, (${shape.join(', ')}))`);
