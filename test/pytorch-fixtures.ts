// PyTorch's results in test/fixtures/pytorch, and the exact streams of weights and random inputs behind them.
// Names, order and conventions: test/fixtures/pytorch/README.md. Python's side: generate.py, streams.py there.
// Their layers: pytorch-layers.ts. Past 300 lines because a third of it is the description of the files, kept beside
// their reader.

import { readdirSync, readFileSync } from 'node:fs';
import { drawnParameters, type Layer } from './pytorch-layers.ts';

/** Values in row-major order; those of the large family are float32 numbers. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** Tensors by the names of a checkpoint: `generator.0.weight`, `optimizer.critic.2.bias.square_avg`... */
export type State = Readonly<Record<string, Tensor>>;

export type Network = 'generator' | 'critic';

export type Optimizer =
  | {
      readonly name: 'rmsprop';
      readonly learningRate: number;
      readonly alpha: number;
      readonly eps: number;
      readonly momentum: number;
    }
  | { readonly name: 'sgd'; readonly learningRate: number; readonly momentum: number }
  | {
      readonly name: 'adam';
      readonly learningRate: number;
      readonly beta1: number;
      readonly beta2: number;
      readonly eps: number;
    };

/** Everything that defines a run. */
export interface Run {
  readonly name: string;
  /** `small`: float64, 16 pixels, batch 8. `images`: float64, through convolutions, batch 4. `large`: float32, 784 pixels,
   *  batch 64. Prefixes all streams. */
  readonly family: 'small' | 'images' | 'large';
  readonly objective: 'gan' | 'gan-minimax' | 'wgan' | 'wgan-gp';
  readonly penaltyWeight: number | null;
  readonly oneSided: boolean;
  readonly clip: number | null;
  readonly criticSteps: number;
  readonly optimizer: Optimizer;
  readonly generator: readonly Layer[];
  readonly critic: readonly Layer[];
  /** Options of the architecture of this name, where the networks are its. */
  readonly dcgan?: {
    readonly channels: number;
    readonly kernel: number;
    readonly generatorNorm: 'none' | 'batch';
    readonly criticNorm: 'none' | 'batch';
  };
  /** Of images: channels, height, width. */
  readonly sampleShape?: readonly number[];
  readonly batch: number;
  readonly latentSize: number;
  readonly iterations: number;
  /** Decay of the generator's moving average. */
  readonly average: number | null;
  /** Updates that each optimizer has made before the first iteration: Adam's next step counts one more. */
  readonly updatesBefore: { readonly [N in Network]: number };
  /** Scale 2^exponent of the initial value of every optimizer slot; null and absent: zeros. */
  readonly slotExponents?: Readonly<Record<string, number | null>>;
}

/** Logged numbers of one iteration: the last critic update's, before it, and the generator's loss. */
export interface Metrics {
  readonly criticLoss: number;
  readonly generatorLoss: number;
  readonly wasserstein?: number;
  readonly penalty?: number;
  readonly gradientNorm?: number;
}

export interface CriticInputs {
  readonly real: Tensor; // [batch, pixels], or [batch, channels, height, width], in [-1, 1]
  readonly latent: Tensor; // [batch, latentSize]
  readonly mix: Tensor; // [batch, 1], or [batch, 1, 1, 1], in [0, 1]
}

/** Random inputs of one iteration, in the order of their use. */
export interface IterationInputs {
  readonly critic: readonly CriticInputs[];
  readonly generator: { readonly latent: Tensor };
}

/** 20 iterations, or 5 of images, in float64 and the state after them. */
export interface Trajectory {
  readonly torch: string;
  readonly run: Run;
  readonly inputsSha256: string;
  readonly metrics: readonly Metrics[];
  readonly final: State;
}

/** What is kept of a large tensor. */
export interface Summary {
  readonly shape: readonly number[];
  readonly norm: number;
  /** ‖after − before‖. */
  readonly changeNorm: number;
  /** Σ ±(after − before) for 8 rows of random signs. */
  readonly projections: readonly number[];
}

/** One iteration in float32, from the state of `initialState(run)`. */
export interface SingleIteration {
  readonly torch: string;
  readonly run: Run;
  readonly inputsSha256: string;
  readonly metrics: readonly [Metrics];
  /** The same iteration computed by PyTorch in float64 from the same float32 state. */
  readonly float64Metrics: readonly [Metrics];
  /** By name; `float64Distance` = ‖float32 result − float64 result‖. */
  readonly summaries: Readonly<Record<string, Summary & { readonly float64Distance: number }>>;
  /** By name: `stridedEntries` of the new value, 1-D. */
  readonly entries: State;
}

export const trajectoryNames = [
  'gan-rmsprop',
  'gan-sgd',
  'gan-adam',
  'wgan-rmsprop',
  'wgan-sgd',
  'wgan-adam',
  'wgan-gp-rmsprop',
  'wgan-gp-sgd',
  'wgan-gp-adam',
  'gan-minimax-adam',
  'wgan-gp-rmsprop-momentum',
  'wgan-gp-sgd-momentum',
  'wgan-gp-one-sided',
  'wgan-gp-light',
  'wgan-gp-average',
  'wgan-gp-batch-norm',
  'wgan-gp-layer-norm',
  'dcgan-wgan-gp-rmsprop',
  'dcgan-wgan-gp-adam-batch-norm',
  'dcgan-gan-adam-batch-norm',
  'dcgan-gan-rmsprop',
  'images-average-pool',
  'images-max-pool',
  'images-layer-norm',
] as const;

export const singleIterationNames = ['wgan-gp-rmsprop', 'wgan-gp-adam', 'gan-adam', 'wgan-rmsprop'] as const;

// ---- streams ---------------------------------------------------------------------------------------------

/** FNV-1a of the ASCII codes: the key of a stream. */
export function fnv1a(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** The integer mixer lowbias32 by Chris Wellons (public domain): a bijection of 32 bits. */
function lowbias32(input: number): number {
  let x = input;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** Entry `index` of the stream with this key, an unsigned 32-bit integer. */
export function hash32(key: number, index: number): number {
  return lowbias32(lowbias32((index + 0x9e3779b9) | 0) ^ key);
}

function fill(count: number, value: (index: number) => number): Float64Array {
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = value(i);
  return values;
}

/** `count` numbers of a stream. */
export type Sampler = (stream: string, count: number) => Float64Array;

/** Numbers in [0, 1): hash / 2^32. */
export const uniform: Sampler = (stream, count) => {
  const key = fnv1a(stream);
  return fill(count, (i) => hash32(key, i) / 2 ** 32);
};

/** Numbers in [-1, 1): 2u − 1. */
export const symmetric: Sampler = (stream, count) => uniform(stream, count).map((u) => 2 * u - 1);

/** Numbers of mean 0 and variance 1: 2(u₀ + u₁ + u₂) − 3, entry i from uniforms 3i, 3i + 1, 3i + 2. */
export const latent: Sampler = (stream, count) => {
  const u = uniform(stream, 3 * count);
  return fill(count, (i) => 2 * (u[3 * i]! + u[3 * i + 1]! + u[3 * i + 2]!) - 3);
};

/** The sign of entry `index` in row `row` (0 to 7) of the projections: bit `row` of the hash. */
export function projectionSign(row: number, index: number): 1 | -1 {
  return (hash32(projectionKey, index) >>> row) & 1 ? 1 : -1;
}

const projectionKey = fnv1a('projection');

// ---- state and inputs ------------------------------------------------------------------------------------

const sizeOf = (shape: readonly number[]): number => shape.reduce((size, dimension) => size * dimension, 1);

function tensor(run: Run, shape: readonly number[], data: Float64Array): Tensor {
  return { shape, data: run.family === 'large' ? data.map(Math.fround) : data };
}

/** Parameters before the first iteration, by PyTorch's names (`0.weight`, `0.bias`, `2.weight`...). */
export function initialParameters(run: Run, network: Network): State {
  const state: Record<string, Tensor> = {};
  const clip = run.family === 'large' && network === 'critic' ? run.clip : null;
  for (const [index, layer] of run[network].entries()) {
    for (const [part, { shape, scale, offset }] of Object.entries(drawnParameters(layer))) {
      const values = symmetric(`${run.family}/${network}.${index}.${part}`, sizeOf(shape));
      const scaled = values.map((value) => offset + scale * value);
      const bounded = clip === null ? scaled : scaled.map((value) => Math.min(Math.max(value, -clip), clip));
      state[`${index}.${part}`] = tensor(run, shape, bounded);
    }
    if (layer.kind === 'batchNorm' || layer.kind === 'batchNorm2d')
      Object.assign(state, initialStatistics(run, index, layer.features));
  }
  return state;
}

function initialStatistics(run: Run, index: number, features: number): State {
  return {
    [`${index}.running_mean`]: tensor(run, [features], new Float64Array(features)),
    [`${index}.running_var`]: tensor(run, [features], new Float64Array(features).fill(1)),
    [`${index}.num_batches_tracked`]: tensor(run, [], new Float64Array(1)),
  };
}

/** PyTorch's names of an optimizer's slots. */
export function slotNames(optimizer: Optimizer): readonly string[] {
  if (optimizer.name === 'adam') return ['exp_avg', 'exp_avg_sq'];
  const momentum = optimizer.momentum > 0 ? ['momentum_buffer'] : [];
  return optimizer.name === 'rmsprop' ? ['square_avg', ...momentum] : momentum;
}

function initialSlot(run: Run, name: string, shape: readonly number[]): Tensor {
  const exponent = run.slotExponents?.[name] ?? null;
  const count = sizeOf(shape);
  if (exponent === null) return tensor(run, shape, new Float64Array(count));
  const stream = `${run.family}/${name}`;
  const values = name.endsWith('exp_avg')
    ? symmetric(stream, count)
    : uniform(stream, count).map((u) => 0.5 + u);
  return tensor(
    run,
    shape,
    values.map((value) => 2 ** exponent * value),
  );
}

/** Everything before the first iteration: `generator.*`, `critic.*`, `average.generator.*`, `optimizer.*`. */
export function initialState(run: Run): State {
  const networks = ['generator', 'critic'] as const;
  const parameters = networks.flatMap((network) =>
    Object.entries(initialParameters(run, network)).map(
      ([name, value]) => [`${network}.${name}`, value] as const,
    ),
  );
  const averages = parameters
    .filter(([name]) => run.average !== null && name.startsWith('generator.'))
    .map(([name, value]) => [`average.${name}`, value] as const);
  const slots = parameters
    .filter(([name]) => name.endsWith('weight') || name.endsWith('bias'))
    .flatMap(([name, { shape }]) =>
      slotNames(run.optimizer).map((slot) => [`optimizer.${name}.${slot}`, shape] as const),
    )
    .map(([name, shape]) => [name, initialSlot(run, name, shape)] as const);
  return Object.fromEntries([...parameters, ...averages, ...slots]);
}

/** The shape of one sample. */
export function sampleShapeOf({ sampleShape, critic: [first] }: Run): readonly number[] {
  if (sampleShape !== undefined) return sampleShape;
  if (first?.kind === 'linear') return [first.inputs];
  throw new Error(`sampleShapeOf: expected a linear first layer, got ${first?.kind}`);
}

/** Random inputs of iteration 0, 1, ... */
export function inputsOf(run: Run, iteration: number): IterationInputs {
  const sampleShape = sampleShapeOf(run);
  const draw = (
    sampler: Sampler,
    purpose: string,
    step: number | 'generator',
    ...shape: number[]
  ): Tensor => {
    const stream = `${run.family}/${purpose}/${iteration}/${step}`;
    return tensor(run, [run.batch, ...shape], sampler(stream, run.batch * sizeOf(shape)));
  };
  const critic = Array.from({ length: run.criticSteps }, (_, step) => ({
    real: draw(symmetric, 'real', step, ...sampleShape),
    latent: draw(latent, 'latent', step, run.latentSize),
    mix: draw(uniform, 'mix', step, ...sampleShape.map(() => 1)),
  }));
  return { critic, generator: { latent: draw(latent, 'latent', 'generator', run.latentSize) } };
}

// ---- results ---------------------------------------------------------------------------------------------

const folder = new URL('./fixtures/pytorch/', import.meta.url);

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as T;
}

interface StoredTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** A safetensors file of F32 and F64 tensors, widened to float64. */
function readTensors(path: string): State {
  const bytes = readFileSync(new URL(path, folder));
  const start = 8 + Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString('utf8', 8, start)) as Record<string, StoredTensor>;
  const read = ({ dtype, shape, data_offsets: [from] }: StoredTensor): Tensor => {
    if (dtype !== 'F64' && dtype !== 'F32') throw new Error(`${path}: expected F64 or F32, got ${dtype}`);
    const at = (index: number): number =>
      dtype === 'F64'
        ? bytes.readDoubleLE(start + from + 8 * index)
        : bytes.readFloatLE(start + from + 4 * index);
    return { shape, data: fill(sizeOf(shape), at) };
  };
  return Object.fromEntries(Object.entries(header).map(([name, stored]) => [name, read(stored)]));
}

/** Runs of objectives.py: those of generate.py with more settings. */
export interface ObjectiveRun extends Omit<Run, 'objective'> {
  readonly objective: string;
  readonly r1?: number;
  readonly r2?: number;
  readonly clipGradient?: number;
  readonly schedule?: {
    readonly name: string;
    readonly horizon: number;
    readonly rateEnd: number;
    readonly penaltyEnd: number;
  };
  readonly optimizer: Optimizer & { readonly beta2End?: number };
}

/** 20 float64 iterations of objectives.py. */
export interface ObjectiveTrajectory extends Omit<Trajectory, 'run' | 'metrics'> {
  readonly run: ObjectiveRun;
  readonly metrics: readonly Readonly<Record<string, number>>[];
}

/** Their names. */
export const objectiveRuns: readonly string[] = readdirSync(new URL('objectives/', folder))
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));

/** Reads 20 float64 iterations of objectives.py. */
export function readObjectiveTrajectory(name: string): ObjectiveTrajectory {
  const results = readJson<Omit<ObjectiveTrajectory, 'final'>>(`objectives/${name}.json`);
  return { ...results, final: readTensors(`objectives/${name}.safetensors`) };
}

/** Reads float64 iterations. */
export function readTrajectory(name: (typeof trajectoryNames)[number]): Trajectory {
  const results = readJson<Omit<Trajectory, 'final'>>(`float64/${name}.json`);
  return { ...results, final: readTensors(`float64/${name}.safetensors`) };
}

/** Reads one float32 iteration. */
export function readSingleIteration(name: (typeof singleIterationNames)[number]): SingleIteration {
  const results = readJson<Omit<SingleIteration, 'entries'>>(`float32/${name}.json`);
  return { ...results, entries: readTensors(`float32/${name}.safetensors`) };
}

/** At most 256 entries, evenly strided: entry i is value ⌊i·size/256⌋. */
export function stridedEntries({ data }: Tensor): Float64Array {
  return data.length <= 256 ? data : fill(256, (i) => data[Math.floor((i * data.length) / 256)]!);
}

/** What the fixtures keep of a large tensor, computed for one's own. */
export function summarize(after: Tensor, before: Tensor): Summary {
  const change = after.data.map((value, i) => value - before.data[i]!);
  const normOf = (values: Float64Array): number =>
    Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  const projections = Array.from({ length: 8 }, (_, row) =>
    change.reduce((sum, value, i) => sum + projectionSign(row, i) * value, 0),
  );
  return { shape: after.shape, norm: normOf(after.data), changeNorm: normOf(change), projections };
}
