// The floor: the matrix products and convolutions of our program and nothing else, in its order, with the same runtime
// and settings.

import { float32, type HostTensor } from '../../src/base/host-tensor.ts';
import { fillUniform } from '../../src/base/random.ts';
import { mapRecord } from '../../src/base/record.ts';
import { type StaticShape, sizeOf } from '../../src/base/shape.ts';
import { compile } from '../../src/compiler/program.ts';
import { stateTypes } from '../../src/gan/gan.ts';
import { trainingStep, wholeIteration } from '../../src/gan/iteration.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { lower, optimize } from '../../src/targets/lower.ts';
import { ganOf } from './gan-of.ts';
import { productsOf } from './products.ts';
import { type PeerFactory, serve } from './serve.ts';
import { timed } from './timed.ts';

/** Values in ±1/√(numbers of a row), so that chains of products do not overflow. */
function randomTensor(shape: StaticShape, counter: number): HostTensor {
  const tensor = float32(shape, new Float32Array(sizeOf(shape)));
  fillUniform(tensor.data, { seed: 1, purpose: 'init-critic', counter });
  const bound = (sizeOf(shape) / (shape[0] ?? 1)) ** -0.5;
  tensor.data.forEach((value, index) => {
    tensor.data[index] = (2 * value - 1) * bound;
  });
  return tensor;
}

const create: PeerFactory = async ({ work: { model }, threads }) => {
  const gan = ganOf(model);
  const device = await openDevice('cpu', { threads });
  const whole = compile(trainingStep(stateTypes(gan), wholeIteration(gan)), { name: 'iteration' });
  const target = await device.targetFor(whole);
  const program = compile(productsOf(optimize(whole.graph, target)), { name: 'products' });
  const loaded = await device.load(lower(program, target));
  let counter = 0;
  const feeds = mapRecord(program.inputs, ({ shape }) => randomTensor(shape as StaticShape, counter++));
  return {
    versions: { node: process.versions.node },
    check: async () => [],
    time: (iterations) => timed(iterations, () => loaded.run(feeds)),
  };
};

await serve(create);
