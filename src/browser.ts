// The public API as a browser gets it: one line per concept. Nothing here reads files or imports Node. index.ts adds what does.
// A bundler takes this file by the condition `browser` of package.json's exports, and WebAssembly for `#ort`.

export type { DType } from './base/dtype.ts';
export {
  ConfigError,
  DataError,
  DeviceError,
  FormatError,
  NumericError,
  RunError,
  ShapeError,
  WganError,
} from './base/errors.ts';
export {
  type Float32Tensor,
  float32,
  type HostTensor,
  hostTensor,
  type TensorRecord,
} from './base/host-tensor.ts';
export { type PointScale, toScale, toUnits } from './base/point-scale.ts';
export { fillNormal, fillUniform, permutation, type StreamKey } from './base/random.ts';
export { gradient } from './compiler/gradient.ts';
export { interpret } from './compiler/interpret.ts';
export { type CompileOptions, compile, type Program } from './compiler/program.ts';
export { rewriteNames, simplify } from './compiler/simplify.ts';
export { type Batcher, createBatcher, splitHoldout } from './data/batches.ts';
export { type Dataset, defineDataset } from './data/dataset.ts';
export { datasets, loadDataset } from './data/generated.ts';
export type { ByteSource } from './formats/byte-source.ts';
export { imageGrid } from './formats/image-grid.ts';
export { planeGrid, planePicture, viewOf } from './formats/plane-picture.ts';
export { encodePng } from './formats/png.ts';
export { decodeSafetensors, encodeSafetensors } from './formats/safetensors.ts';
export type { Architecture, GeneratorSpec, NetworkSpec } from './gan/architectures/architecture.ts';
export { architectures } from './gan/architectures/registry.ts';
export { type CriticField, criticFieldGraph } from './gan/critic-field.ts';
export { criticPhase, lazyCriticPhases, type PhaseOptions } from './gan/critic-phase.ts';
export type { Ema } from './gan/ema.ts';
export { defineGan, type Gan, initialState } from './gan/gan.ts';
export { generatorPhase, lazyGeneratorPhases } from './gan/generator-phase.ts';
export { type InputGroup, scalarValues } from './gan/inputs.ts';
export {
  stateInputs,
  type TrainingGraph,
  trainingGraph,
  trainingStep,
  wholeIteration,
} from './gan/iteration.ts';
export type { LiveSettings } from './gan/live-settings.ts';
export { type Critic, type Generator, generate, layerCritic, layerGenerator } from './gan/networks.ts';
export { defineObjective, type Objective } from './gan/objectives/objective.ts';
export { objectives } from './gan/objectives/registry.ts';
export { gradientPenalty } from './gan/objectives/wgan-gp.ts';
export type { Phase } from './gan/phases.ts';
export type { Moment } from './gan/streams.ts';
export {
  emptySlots,
  type GradientTransform,
  gradientsOf,
  networkState,
  stateNames,
  successors,
  updated,
} from './gan/update.ts';
export { batchMatmul } from './graph/batch-matmul.ts';
export * from './graph/compositions.ts';
export { type ConvOptions, conv, convTranspose } from './graph/convolution.ts';
export * from './graph/elementwise.ts';
export { gemm, matmul } from './graph/gemm.ts';
export * from './graph/images.ts';
export { constant, input, stopGradient } from './graph/leaves.ts';
export { printGraph } from './graph/print.ts';
export { broadcastTo, reduceSum } from './graph/reduction.ts';
export { concat, flatten, pad, reshape, slice, transpose } from './graph/shaping.ts';
export { take } from './graph/take.ts';
export type { Tensor } from './graph/tensor.ts';
export type { Reading } from './health/history.ts';
export type { Measurements } from './health/measurements.ts';
export type { Monitor } from './health/monitor.ts';
export { monitors } from './health/registry.ts';
export { type Story, storyOf } from './health/story.ts';
export type { StoryFacts } from './health/story-facts.ts';
export { createWatcher, type Notice } from './health/watcher.ts';
export { createEvaluator, type Evaluator } from './metrics/evaluator.ts';
export { explanations } from './metrics/explanations.ts';
export { qualityOf, type Report } from './metrics/reports.ts';
export { summarizeReports } from './metrics/summary.ts';
export { type Vectors, vectors } from './metrics/vectors.ts';
export { wassersteinDistance, wassersteinOnLine } from './metrics/wasserstein.ts';
export { type Applied, functionLayer, initialRandom, type Layer, viewed } from './nn/layer.ts';
export * from './nn/layers.ts';
export { definePass, inferencePass, type Pass, sidePass, trainingPass } from './nn/pass.ts';
export { adam } from './optim/adam.ts';
export type { Optimizer } from './optim/optimizer.ts';
export { optimizers } from './optim/registry.ts';
export { rmsprop } from './optim/rmsprop.ts';
export { sgd } from './optim/sgd.ts';
export type { Device } from './runtime/device.ts';
export { devices, openDevice } from './runtime/devices.ts';
export { onnxFile } from './targets/onnx/onnx.ts';
export type { Lowered, Target } from './targets/target.ts';
export { type Config, presets, resolveConfig } from './train/config.ts';
export type { EvaluationEvent, TrainEvent, WarningEvent } from './train/events.ts';
export { evaluationReading, numbersReading } from './train/readings.ts';
export { ganOf, scheduleOf, settingsOf } from './train/setup.ts';
export { train } from './train/train.ts';
export { createTrainer, type Trainer } from './train/trainer.ts';
