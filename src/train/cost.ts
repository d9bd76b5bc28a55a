// What networks compute, counted on their graphs.

import { type Shape, sizeOf } from '../base/shape.ts';
import type { Gan } from '../gan/gan.ts';
import { looksAtSlopes } from '../gan/objectives/objective.ts';
import type { Tensor } from '../graph/tensor.ts';
import { type Passes, passesOf } from './memory.ts';

/** Multiplications and additions of a matrix product or a convolution, 0 of anything else; of one sample, where the batch
 *  is not fixed. 2·M·K·N of a product [M, K]·[K, N]; a convolution and its adjoints are such products of patches, each
 *  place of the output with each number of a kernel. */
export function productOperations(node: Tensor): number {
  const [a, b] = node.inputs as [Tensor, Tensor];
  switch (node.op.name) {
    case 'Gemm':
      return 2 * elements(node.shape) * Number(a.shape[node.attributes.transposeA === true ? 0 : 1]);
    case 'Conv':
      return 2 * elements(node.shape) * elements(b.shape.slice(1));
    case 'ConvInput':
      return 2 * elements(a.shape) * elements(b.shape.slice(1));
    case 'ConvWeight':
      return 2 * elements(b.shape) * elements(node.shape.slice(1));
    default:
      return 0;
  }
}

const elements = (shape: Shape) => sizeOf(shape.map((dimension) => (dimension === 'N' ? 1 : dimension)));

/** Passes of a critic's update, in units of one forward pass of a batch: real and fake, forward and twice backward. */
const LOSS = 6;
/** The same of a penalty: forward, the gradient, and the way back through both. */
const PENALTY = 6;

/** About what an iteration computes, from one pass of each network: known at once, where the graph of the iteration takes
 *  seconds to make. */
export function approximateOperations(gan: Gan, passes: Passes = passesOf(gan)): number {
  const { batch, accumulate, criticSteps, objective } = gan;
  const total = (nodes: readonly Tensor[]) => nodes.reduce((sum, node) => sum + productOperations(node), 0);
  const [made, judged] = [total(passes.made), total(passes.judged)];
  const criticUpdate = made + (LOSS + (looksAtSlopes(objective) ? PENALTY : 0)) * judged;
  return batch * accumulate * (criticSteps * criticUpdate + 3 * made + 2 * judged);
}

/** Multiplications and additions per second of one thread of a processor in whole iterations, convolutional and not:
 *  between 75 and 80 billion with AVX-512; others may have half of it. */
const PER_THREAD = 75e9;

/** About how long an iteration takes on a processor. */
export const secondsOf = (operations: number, threads: number): number => operations / (PER_THREAD * threads);
