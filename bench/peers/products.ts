// The products of a graph, cut out of everything around them.

import { type StaticShape, sameShape, sizeOf } from '../../src/base/shape.ts';
import { isConvolution } from '../../src/graph/convolution.ts';
import { gemmOp } from '../../src/graph/gemm.ts';
import { input } from '../../src/graph/leaves.ts';
import { isOp, type Tensor, topologicalOrder, withInputs } from '../../src/graph/tensor.ts';
import { blockedConvOp } from '../../src/targets/onnx/blocked/ops.ts';

/** Where the arithmetic of networks is. */
const isProduct = (node: Tensor) => isConvolution(node) || isOp(node, gemmOp) || isOp(node, blockedConvOp);

/** Operands of so many numbers share an input with others of their shape: of its own each would take gigabytes, and
 *  none stays in a cache anyway. */
const LARGE = 1_000_000;

/** The products and convolutions of a graph. An operand that depends on an earlier product of its shape is that product
 *  itself; any other operand is an input. Products that no other reads are outputs, as the program's gradients are. */
export function productsOf(graph: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  const products = new Map<Tensor, Tensor>();
  const order = topologicalOrder(Object.values(graph));
  const nearest = nearestProducts(order);
  const inputOf = createInputs();
  const read = new Set<Tensor>();
  for (const node of order.filter(isProduct)) {
    const known = node.inputs.map((operand) => {
      const source = nearest(operand);
      const product = source && products.get(source);
      if (product !== undefined) read.add(product);
      return product;
    });
    products.set(node, withInputs(node, inputOf(node, known)));
  }
  const outputs = [...products.values()].filter((product) => !read.has(product));
  return Object.fromEntries(outputs.map((product, index) => [`product.${index}`, product]));
}

/** From a tensor to the last product of the same shape that it is computed from, if there is one. */
function nearestProducts(order: readonly Tensor[]) {
  const found = new Map<Tensor, Tensor | undefined>();
  for (const node of order) {
    if (isProduct(node)) found.set(node, node);
    else {
      const sources = node.inputs.map((operand) => found.get(operand));
      found.set(
        node,
        sources.findLast((source) => source !== undefined && sameShape(source.shape, node.shape)),
      );
    }
  }
  return (node: Tensor) => found.get(node);
}

/** Operands of a product: earlier products, and inputs. An input stands for one tensor, but one for all large ones of a
 *  shape, unless that, or an earlier product, would make two products the same. */
function createInputs() {
  const own = new Map<Tensor, Tensor>();
  const shared = new Map<string, Tensor>();
  const made = new Set<string>();
  const numbers = new Map<Tensor, number>();
  const numberOf = (tensor: Tensor) => {
    const number = numbers.get(tensor) ?? numbers.size;
    numbers.set(tensor, number);
    return number;
  };
  const kept = <Key>(inputs: Map<Key, Tensor>, key: Key, { shape, dtype }: Tensor): Tensor => {
    const tensor = inputs.get(key) ?? input(`operand.${own.size + shared.size}`, shape, dtype);
    inputs.set(key, tensor);
    return tensor;
  };
  const ownOf = (operand: Tensor) => kept(own, operand, operand);
  const sharedOf = (operand: Tensor) =>
    sizeOf(operand.shape as StaticShape) >= LARGE
      ? kept(shared, operand.shape.join(), operand)
      : ownOf(operand);
  const isNew = (node: Tensor, operands: readonly Tensor[]) => {
    const key = [node.op.name, JSON.stringify(node.attributes), ...operands.map(numberOf)].join();
    const before = made.size;
    return made.add(key).size > before;
  };
  return (node: Tensor, known: readonly (Tensor | undefined)[]): Tensor[] => {
    const first = node.inputs.map((operand, at) => known[at] ?? sharedOf(operand));
    if (isNew(node, first)) return first;
    const second = node.inputs.map((operand, at) => known[at] ?? ownOf(operand));
    return isNew(node, second) ? second : node.inputs.map(ownOf);
  };
}
