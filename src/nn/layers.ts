// Every layer, one line each: the public API and the conformance suite have them from here.

export { activation } from './activations.ts';
export { batchNorm } from './batch-norm.ts';
export { layerNorm } from './layer-norm.ts';
export { linear } from './linear.ts';
export { sequential } from './sequential.ts';
