// Every layer, one line each: the public API and the conformance suite have them from here.

export { activation } from './activations.ts';
export { batchNorm, batchNorm2d } from './batch-norm.ts';
export { conditionalBatchNorm2d } from './conditional-batch-norm.ts';
export { convTranspose2d } from './conv-transpose2d.ts';
export { conv2d } from './conv2d.ts';
export { dropout } from './dropout.ts';
export { embedding } from './embedding.ts';
export { groupNorm } from './group-norm.ts';
export { instanceNorm2d } from './instance-norm.ts';
export { layerNorm, layerNorm2d } from './layer-norm.ts';
export { linear } from './linear.ts';
export { pixelNorm } from './pixel-norm.ts';
export { conv2dThenPool, upsampleThenConv2d } from './resampling-conv2d.ts';
export { residual } from './residual.ts';
export {
  averagePool2d,
  crop2d,
  globalAveragePool2d,
  maxPool2d,
  pixelShuffle,
  pixelUnshuffle,
  upsampleBilinear,
  upsampleNearest,
  zeroPad2d,
} from './resizing.ts';
export { selfAttention } from './self-attention.ts';
export { namedSequential, sequential } from './sequential.ts';
export { freshSpectralNorm, spectralNorm } from './spectral-norm.ts';
export { flattenSamples, unflattenSamples } from './views.ts';
