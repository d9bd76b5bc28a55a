// The floor: the matrix products of our program and nothing else, in its order, with the same runtime and settings.

import { float32, type HostTensor } from '../../src/base/host-tensor.ts';
import { fillUniform } from '../../src/base/random.ts';
import { mapRecord } from '../../src/base/record.ts';
import { type StaticShape, sameShape, sizeOf } from '../../src/base/shape.ts';
import { compile, type Program } from '../../src/compiler/program.ts';
import { initialState } from '../../src/gan/gan.ts';
import { trainingStep, wholeIteration } from '../../src/gan/iteration.ts';
import { type GemmAttributes, gemm, gemmOp } from '../../src/graph/gemm.ts';
import { input } from '../../src/graph/leaves.ts';
import { isOp, type Tensor, topologicalOrder } from '../../src/graph/tensor.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { optimize } from '../../src/targets/lower.ts';
import { onnx } from '../../src/targets/onnx/onnx.ts';
import { ganOf } from './gan-of.ts';
import { type PeerFactory, serve } from './serve.ts';
import { timed } from './timed.ts';

/** The products of a graph. An operand that depends on an earlier product of its shape is that product itself;
 *  any other operand is an input. Products that no other reads are outputs, as the program's gradients are. */
export function productsOf(graph: Program['graph']): Record<string, Tensor> {
  const products = new Map<Tensor, Tensor>();
  const nearest = nearestProducts(Object.values(graph));
  const fresh = freshInputs();
  const read = new Set<Tensor>();
  for (const node of topologicalOrder(Object.values(graph))) {
    if (!isOp(node, gemmOp)) continue;
    const operands = node.inputs.map((operand) => {
      const source = nearest(operand);
      const product = source && products.get(source);
      if (product === undefined) return fresh(operand);
      read.add(product);
      return product;
    });
    products.set(node, product(operands, node.attributes));
  }
  const outputs = [...products.values()].filter((product) => !read.has(product));
  return Object.fromEntries(outputs.map((product, index) => [`product.${index}`, product]));
}

function product([a, b, summand]: readonly Tensor[], attributes: GemmAttributes): Tensor {
  return gemm(a!, b!, { ...attributes, summand });
}

/** From a tensor to the last product of the same shape that it is computed from, if there is one. */
function nearestProducts(roots: readonly Tensor[]) {
  const found = new Map<Tensor, Tensor | undefined>();
  for (const node of topologicalOrder(roots)) {
    if (isOp(node, gemmOp)) found.set(node, node);
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

/** One input for each tensor. */
function freshInputs() {
  const inputs = new Map<Tensor, Tensor>();
  return (operand: Tensor): Tensor => {
    const known = inputs.get(operand) ?? input(`operand.${inputs.size}`, operand.shape, 'float32');
    inputs.set(operand, known);
    return known;
  };
}

/** Values in ±1/√columns, so that chains of products neither vanish nor overflow. */
function randomTensor(shape: StaticShape, counter: number): HostTensor {
  const tensor = float32(shape, new Float32Array(sizeOf(shape)));
  fillUniform(tensor.data, { seed: 1, purpose: 'init-critic', counter });
  const bound = (shape.at(-1) ?? 1) ** -0.5;
  tensor.data.forEach((value, index) => {
    tensor.data[index] = (2 * value - 1) * bound;
  });
  return tensor;
}

const create: PeerFactory = async ({ work: { model }, threads }) => {
  const gan = ganOf(model);
  const start = initialState(gan, 1);
  const whole = compile(trainingStep(start, wholeIteration(gan)), { name: 'iteration' });
  const program = compile(productsOf(optimize(whole.graph, onnx)), { name: 'products' });
  const device = await openDevice('cpu', { threads });
  const loaded = await device.load(program);
  let counter = 0;
  const feeds = mapRecord(program.inputs, ({ shape }) => randomTensor(shape as StaticShape, counter++));
  return {
    versions: { node: process.versions.node },
    check: async () => [],
    time: (iterations) => timed(iterations, () => loaded.run(feeds)),
  };
};

await serve(create);
