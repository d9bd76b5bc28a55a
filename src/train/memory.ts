// How much memory a training needs, from its sizes alone: known before anything of them is made. The factors were fitted
// to the peak memory of whole runs on the processor (`wgan train`, ONNX Runtime 1.30, Node 20, Linux): without
// normalisation they meet it within a tenth, with it they are up to a third above. docs/performance.md has the table.
// Where images are convolved, ONNX Runtime holds more than what is alive at once: a buffer that it will use again for a
// tensor of the same shape is kept meanwhile, so that each shape has as many as are ever alive of it. Twice the batch in
// the critic, once in the penalty and each step's parts have shapes of their own.

import { dtypes } from '../base/dtype.ts';
import { ConfigError } from '../base/errors.ts';
import { isStatic, type Shape, type StaticShape, sizeOf, type TensorType } from '../base/shape.ts';
import { type Dataset, inMemoryBytes } from '../data/dataset.ts';
import { type Gan, stateTypes } from '../gan/gan.ts';
import { inferencePassOf } from '../gan/inference.ts';
import { stateInputs } from '../gan/iteration.ts';
import { type Critic, type Generator, generate } from '../gan/networks.ts';
import { looksAtSlopes } from '../gan/objectives/objective.ts';
import { isConvolution } from '../graph/convolution.ts';
import { input } from '../graph/leaves.ts';
import { type Tensor, topologicalOrder } from '../graph/tensor.ts';
import { type Network, type Tensors, typesOnly } from '../nn/layer.ts';
import type { Pass } from '../nn/pass.ts';
import { memoryLimit } from '../runtime/memory.ts';

/** What takes memory, in bytes. */
export interface MemoryEstimate {
  /** The process, the libraries, and the iteration as a program. */
  readonly program: number;
  /** The dataset as it lies in memory. */
  readonly data: number;
  /** Weights, optimizer slots and averages: two buffers, the initial state, a checkpoint, which is written
   *  as it lies; gradients. */
  readonly state: number;
  /** Batches, noise, and what the layers make of them. */
  readonly activations: number;
  readonly total: number;
}

/** The process with its libraries. */
const PROCESS = 160e6;
/** A node of an iteration while it is compiled and loaded. */
const NODE = 30e3;
/** Times that the whole state lies in memory at once, when a checkpoint is written. */
const STATES = 4;
/** Tensors of a weight's size besides: gradients, new weights, copies that products make. */
const WEIGHTS = 5;
/** Tensors of an activation's size in a step of critic and generator; with a penalty, whose gradient has its own. */
const ACTIVATIONS = 3.6;
const PENALISED_ACTIVATIONS = 4.8;
/** The same where images are convolved: of what the critic makes of a sample, with a penalty or without; of what the
 *  generator makes; and of its largest tensor, while it makes the fakes of several steps at once. */
const CONVOLVED = { penalised: 4.95, critic: 3.35, generator: 0.65, fakes: 6 };

/** What the networks of a GAN compute for each of N samples. */
export interface Passes {
  readonly made: readonly Tensor[];
  readonly judged: readonly Tensor[];
}

export const passesOf = ({ generator, critic, latent, sampleShape }: Gan): Passes => ({
  made: generatorNodes(generator, latent),
  judged: criticNodes(critic, sampleShape),
});

/** What training takes at its peak.
 *  @param values  of the dataset */
export function estimateMemory(
  gan: Gan,
  { values }: Pick<Dataset, 'values'>,
  { made, judged }: Passes = passesOf(gan),
): MemoryEstimate {
  const { latent, sampleShape, batch, accumulate, criticSteps, objective } = gan;
  const types = Object.entries(stateTypes(gan));
  const bytesOf = (isCounted: (name: string) => boolean) =>
    types.reduce((sum, [name, type]) => sum + (isCounted(name) ? sizeBytes(type) : 0), 0);
  const isPenalised = looksAtSlopes(objective);
  const times = isPenalised ? PENALISED_ACTIVATIONS : ACTIVATIONS;
  const numbers = [...made, ...judged].some(isConvolution)
    ? convolved(made, judged, { isPenalised, criticSteps })
    : times * (elements(made) + elements(judged));
  const fed = ACTIVATION_BYTES * batch * accumulate * (criticSteps + 1) * (2 * sizeOf(sampleShape) + latent);
  const parts = {
    program: PROCESS + NODE * 8 * accumulate * (criticSteps * judged.length + made.length),
    data: inMemoryBytes({ values }),
    state: STATES * bytesOf(() => true) + WEIGHTS * bytesOf((name) => /^(generator|critic)\./.test(name)),
    activations: ACTIVATION_BYTES * batch * numbers + fed,
  };
  return { ...parts, total: Object.values(parts).reduce((sum, bytes) => sum + bytes, 0) };
}

/** Numbers that lie in memory for each sample of a batch, where images are convolved. */
function convolved(
  made: readonly Tensor[],
  judged: readonly Tensor[],
  { isPenalised, criticSteps }: { readonly isPenalised: boolean; readonly criticSteps: number },
): number {
  const critic = (isPenalised ? CONVOLVED.penalised : CONVOLVED.critic) * elements(judged);
  const largest = Math.max(...made.map((node) => elements([node])));
  const fakes = criticSteps > 1 ? CONVOLVED.fakes * criticSteps * largest : 0;
  return critic + CONVOLVED.generator * elements(made) + fakes;
}

const ACTIVATION_BYTES = dtypes.float32.sizeBytes;

const sizeBytes = ({ dtype, shape }: TensorType) =>
  isStatic(shape) ? dtypes[dtype].sizeBytes * sizeOf(shape) : 0;

/** What a generator computes for each of N samples. */
const generatorNodes = (generator: Generator, latent: number) =>
  nodesOf(generator, ['N', latent], (own, z, pass) => generate(generator, own, z, pass).output);

/** What a critic computes for each of N samples. */
const criticNodes = (critic: Critic, sampleShape: StaticShape) =>
  nodesOf(critic, ['N', ...sampleShape], (own, x, pass) => critic.judge(own, x, pass).scores);

/** What a network computes for each of N samples. */
function nodesOf(
  network: Network & Pick<Generator, 'classes'>,
  shape: Shape,
  output: (variables: Tensors, x: Tensor, pass: Pass) => Tensor,
): readonly Tensor[] {
  const variables = stateInputs(network.init(typesOnly));
  const pass = inferencePassOf(network, 'N');
  return topologicalOrder([output(variables, input('x', shape), pass)]).filter(
    ({ inputs }) => inputs.length > 0,
  );
}

/** Numbers for one sample. */
const elements = (nodes: readonly Tensor[]) =>
  nodes.reduce((sum, { shape }) => sum + (shape[0] === 'N' ? sizeOf(shape.slice(1) as number[]) : 0), 0);

/** What layers may make of samples that go through a network at once, besides training. */
const AT_ONCE = 512e6;

/** How many samples go through a generator at once, up to `most`, so that what its layers make of them takes no more than
 *  half a gigabyte; two at least, since a product with a single row takes another kernel. */
export const madeAtOnce = (generator: Generator, latent: number, most: number): number =>
  atOnce(elements(generatorNodes(generator, latent)), most);

/** The same of a generator and then a critic, which sees as many real samples beside them. */
export const judgedAtOnce = ({ generator, critic, latent, sampleShape }: Gan, most: number): number =>
  atOnce(elements(generatorNodes(generator, latent)) + 2 * elements(criticNodes(critic, sampleShape)), most);

const atOnce = (numbers: number, most: number): number =>
  Math.max(2, Math.min(most, Math.floor(AT_ONCE / (ACTIVATION_BYTES * numbers))));

/** How far an estimate may be from what is measured. */
const ACCURACY = 1.3;

/** Whether a training fits this machine: `unsure` where the estimate is not accurate enough to tell. */
export function fitOf(
  { total }: MemoryEstimate,
  limit: number = memoryLimit(),
): 'fits' | 'unsure' | 'refused' {
  if (total > limit * ACCURACY) return 'refused';
  return total > limit / ACCURACY ? 'unsure' : 'fits';
}

/** The estimate as a sum: `12 GB = weights and optimizer 9.10 GB + activations of the batch …`. */
export function describeMemory({ program, data, state, activations, total }: MemoryEstimate): string {
  const [all, weights, batch] = [total, state, activations].map(gigabytes);
  return `${all} = weights and optimizer ${weights} + activations of the batch ${batch} + data ${gigabytes(data)} + program ${gigabytes(program)}`;
}

export const gigabytes = (bytes: number): string =>
  bytes < 1e15 ? `${(bytes / 1e9).toFixed(bytes < 1e10 ? 2 : 0)} GB` : `${(bytes / 1e9).toExponential(1)} GB`;

/** Refuses what cannot fit this machine.
 *  @throws ConfigError with the sum */
export function requireMemory(
  gan: Gan,
  dataset: Pick<Dataset, 'values'>,
  limit: number = memoryLimit(),
): void {
  const estimate = estimateMemory(gan, dataset);
  if (fitOf(estimate, limit) !== 'refused') return;
  throw new ConfigError(
    `memory: training needs about ${describeMemory(estimate)}, this machine has ${gigabytes(limit)}`,
    { help: 'choose narrower layers, a smaller batch, latent or image size, or fewer critic steps' },
  );
}
