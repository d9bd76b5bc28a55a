// What data decide where nothing was said: the family of the networks, how wide they are, how long they train.

import { ConfigError } from '../base/errors.ts';

import { type StaticShape, sizeOf } from '../base/shape.ts';
import type { Dataset } from '../data/dataset.ts';
import { datasets } from '../data/registry.ts';
import { architectures, architecturesWith } from '../gan/architectures/registry.ts';
import type { Config, Leaves, PartialConfig } from './config.ts';
import { approximateOperations, secondsOf } from './cost.ts';
import { estimateMemory, fitOf } from './memory.ts';
import { ganOf } from './setup.ts';

/** What is known besides the data. */
export interface Wish {
  /** What was said, by flags, files or a preset. */
  readonly given: Leaves;
  /** The configuration with what is chosen below all that was said. */
  resolve(chosen: PartialConfig): Config;
  /** Processors that a thread can have, where nothing was said. */
  readonly processors: number;
  /** What memory there is, in bytes; by default that of this machine. */
  readonly memory?: number;
}

export interface Choice {
  readonly config: Config;
  /** What was chosen and why, a sentence each without its full stop. */
  readonly reasons: readonly string[];
}

type ChoiceData = Pick<Dataset, 'name' | 'sampleShape' | 'count' | 'values'>;

/** Samples of so few numbers are learnt fastest by fully connected layers: digits of MNIST have 784. */
const FEW_NUMBERS = 1024;
/** Of so few pictures a critic learns less by heart if it is small. */
const FEW_PICTURES = 1000;
const [WIDE, NARROW] = [64, 16];
/** On a processor an iteration should not take longer. */
const SECONDS = 2;
/** How often each picture of a folder is seen, unless a length is said. */
const EPOCHS = 2000;
const LEAST_ITERATIONS = 500;
/** On a processor the training of a folder should not take longer, unless a length is said. */
const HOURS = 4;

/** The configuration for data.
 *  @throws ConfigError if nothing fits what was said */
export function chooseFor(data: ChoiceData, wish: Wish): Choice {
  const networks = networksFor(data, wish);
  const length = lengthFor(data, wish, networks.chosen);
  const chosen = { ...networks.chosen, ...length.chosen };
  return { config: wish.resolve(chosen), reasons: [...networks.reasons, ...length.reasons] };
}

interface Part {
  readonly chosen: PartialConfig;
  readonly reasons: readonly string[];
}

const nothing: Part = { chosen: {}, reasons: [] };

const isProcessor = ({ given }: Wish) =>
  ['cpu', 'wasm'].includes(String(given.get('run.device')?.value ?? 'cpu'));

/** The configuration before the data are known: of the first family that has all options that were said.
 *  @throws ConfigError if nothing fits what was said */
export function resolveAny({ given, resolve }: Pick<Wish, 'given' | 'resolve'>): Config {
  const isSaid = ['generator', 'critic'].some((network) => given.has(`${network}.architecture`));
  const others = isSaid ? [] : architecturesWith('generator').map((architecture) => ({ architecture }));
  try {
    return resolve({});
  } catch (error) {
    const fitting = others.map((chosen) => attempt(() => resolve(chosen))).find(Boolean);
    if (fitting === undefined) throw error;
    return fitting;
  }
}

/** What `make` gives; nothing where the configuration does not fit. */
function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

function networksFor(data: ChoiceData, wish: Wish): Part {
  const [generator, critic] = ['generator', 'critic'].map(
    (name) => wish.given.get(`${name}.architecture`)?.value,
  );
  if (generator !== undefined && critic !== undefined) return nothing;
  if (generator !== undefined) return besides('critic', String(generator), wish, data);
  if (critic !== undefined) return besides('generator', String(critic), wish, data);
  const name = familyFor(data, wish);
  if (name === 'mlp') {
    const isPoints = data.sampleShape.length === 1;
    const reason = isPoints
      ? `networks: mlp, since points have no places that convolutions could use`
      : `networks: mlp, since samples of ${sizeOf(data.sampleShape)} numbers are learnt fastest by fully connected layers`;
    return { chosen: { architecture: name }, reasons: [reason] };
  }
  return widthFor(data, wish, { architecture: name }, name);
}

/** The other network's family: that of the first if it has both, else convolutions. */
function besides(network: 'generator' | 'critic', other: string, wish: Wish, data: ChoiceData): Part {
  const isBoth = architectures.has(other) && !architectures.get(other).isCriticOnly;
  const name = isBoth ? other : 'dcgan';
  if (name === 'mlp') return { chosen: { [network]: name }, reasons: [] };
  return widthFor(data, wish, { [network]: name }, name);
}

/** Families in the order in which they are preferred for samples. */
function preferences({ sampleShape }: ChoiceData, wish: Wish): readonly string[] {
  if (sampleShape.length === 1 || sizeOf(sampleShape) <= FEW_NUMBERS) return ['mlp', 'dcgan', 'resnet'];
  return isProcessor(wish) ? ['dcgan', 'resnet', 'mlp'] : ['resnet', 'dcgan', 'mlp'];
}

/** The first family that has all options that were said, and whose networks have these samples. */
function familyFor(data: ChoiceData, wish: Wish): string {
  const names = preferences(data, wish);
  const gan = (architecture: string) => ganOf(wish.resolve({ architecture }), data.sampleShape);
  return names.find((name) => attempt(() => gan(name)) !== undefined) ?? names[0]!;
}

/** Channels: halved while pictures are few, an iteration is slow, or memory is short. */
function widthFor(data: ChoiceData, wish: Wish, families: PartialConfig, name: string): Part {
  const why = `networks: ${name}, since convolutions learn images of ${sizeText(data.sampleShape)} better than fully connected layers`;
  const isSaid = ['generator', 'critic'].some((network) => wish.given.has(`${network}.channels`));
  if (isSaid) return { chosen: families, reasons: [why] };
  let channels = data.count < FEW_PICTURES ? WIDE / 2 : WIDE;
  let reason =
    data.count < FEW_PICTURES ? `of ${data.count} pictures a small critic learns less by heart` : '';
  for (; channels > NARROW; channels /= 2) {
    const obstacle = obstacleTo({ ...families, channels }, data, wish);
    if (obstacle === undefined) break;
    reason = obstacle;
  }
  const widths = reason === '' ? [] : [`${channels} channels, since ${reason}`];
  return { chosen: { ...families, channels }, reasons: [why, ...widths] };
}

const sizeText = ([, height, width]: StaticShape) => `${width}×${height} pixels`;

function obstacleTo(chosen: PartialConfig, data: ChoiceData, wish: Wish): string | undefined {
  const config = wish.resolve(chosen);
  const gan = ganOf(config, data.sampleShape);
  if (fitOf(estimateMemory(gan, data), wish.memory) !== 'fits') {
    return 'more would not surely fit into the memory of this machine';
  }
  if (!isProcessor(wish)) return undefined;
  const seconds = secondsOf(approximateOperations(gan), threadsOf(config, wish));
  return seconds > SECONDS ? `with more an iteration would take about ${seconds.toFixed(1)} s` : undefined;
}

const threadsOf = ({ run }: Config, { processors }: Wish) => run.threads ?? processors;

/** Iterations for pictures of a folder: by their number, and by what a processor can do. */
function lengthFor(data: ChoiceData, wish: Wish, chosen: PartialConfig): Part {
  if (wish.given.has('training.iterations') || datasets.has(data.name) || data.sampleShape.length === 1) {
    return nothing;
  }
  const config = wish.resolve(chosen);
  const { batch, criticSteps, iterations: usual } = config.training;
  const perIteration = batch * criticSteps;
  const seconds = secondsOf(approximateOperations(ganOf(config, data.sampleShape)), threadsOf(config, wish));
  const bySpeed = isProcessor(wish) ? (3600 * HOURS) / seconds : Number.POSITIVE_INFINITY;
  const most = Math.max(LEAST_ITERATIONS, Math.min((EPOCHS * data.count) / perIteration, bySpeed));
  const iterations = Math.min(usual, 100 * Math.floor(most / 100));
  const times = Math.round((iterations * perIteration) / data.count);
  const minutes = Math.max(1, Math.round((iterations * seconds) / 60));
  const reason = isProcessor(wish)
    ? `length: ${iterations} iterations, in which each of ${data.count} pictures is seen ${times} times, in about ${minutes} min`
    : `length: ${iterations} iterations, in which each of ${data.count} pictures is seen ${times} times`;
  return { chosen: { iterations }, reasons: [reason] };
}
