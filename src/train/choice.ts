// What data decide where nothing was said: the family of the networks, how wide they are, how long they train.

import { ConfigError } from '../base/errors.ts';
import { sizeOf } from '../base/shape.ts';
import { architectures, architecturesWith } from '../gan/architectures/registry.ts';
import { type ChoiceData, lengthFor, type Part, type Wish, widthFor } from './choice-size.ts';
import type { Config, PartialConfig } from './config.ts';
import { ganOf } from './setup.ts';

export type { Wish } from './choice-size.ts';

export interface Choice {
  readonly config: Config;
  /** What was chosen, below all that was said. */
  readonly chosen: PartialConfig;
  /** What was chosen and why, a sentence each without its full stop. */
  readonly reasons: readonly string[];
}

/** Samples of so few numbers are learnt fastest by fully connected layers: digits of MNIST have 784. */
const FEW_NUMBERS = 1024;

/** The configuration for data.
 *  @throws ConfigError if nothing fits what was said */
export function chooseFor(data: ChoiceData, wish: Wish): Choice {
  const networks = networksFor(data, wish);
  const length = lengthFor(data, wish, networks);
  const chosen = { ...networks.chosen, ...length.chosen };
  return { config: wish.resolve(chosen), chosen, reasons: [...networks.reasons, ...length.reasons] };
}

const nothing: Part = { chosen: {}, reasons: [] };

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
function preferences({ sampleShape }: ChoiceData): readonly string[] {
  const isSmall = sampleShape.length === 1 || sizeOf(sampleShape) <= FEW_NUMBERS;
  return isSmall ? ['mlp', 'dcgan', 'resnet'] : ['dcgan', 'resnet', 'mlp'];
}

/** The first family that has all options that were said, and whose networks have these samples. */
function familyFor(data: ChoiceData, wish: Wish): string {
  const names = preferences(data);
  const gan = (architecture: string) =>
    ganOf(wish.resolve({ architecture }), data.sampleShape, data.labels?.classes);
  return names.find((name) => attempt(() => gan(name)) !== undefined) ?? names[0]!;
}
