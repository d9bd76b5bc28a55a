// What is to be trained, as the address says it: every value that is not a default is in the link, nothing else is.

import { ConfigError } from '../../../../base/errors.ts';
import { objectives } from '../../../../gan/objectives/registry.ts';
import { type Config, optionsOf, type PartialConfig, resolveConfig } from '../../../../train/config.ts';
import { optionsSaid, valueAt } from '../../../../train/config-options.ts';
import { type DeviceName, deviceNames } from './device-names.ts';
import { decodeCentres, encodeCentres, exampleCentres } from './drawn-places.ts';
import { type OwnNeed, readNeed } from './own/need.ts';
import type { OwnData } from './own/own-data.ts';
import type { DataSource } from './worker-messages.ts';

export const planeNames = ['ring', 'grid', 'roll', 'moons', 'drawn'] as const;
export const dataNames = [...planeNames, 'digits', 'own'] as const;
export type DataName = (typeof dataNames)[number];

/** Keys of the form: those of a configuration, with one learning rate for both networks. */
export type FormKey =
  | 'learningRate'
  | 'objective'
  | 'seed'
  | 'optimizer'
  | 'criticSteps'
  | 'penalty'
  | 'clip'
  | 'beta1'
  | 'average'
  | 'emaRamp'
  | 'batch'
  | 'latent'
  | 'generatorHidden'
  | 'criticHidden'
  | 'activation';

/** Keys that each of two GANs side by side has for itself. */
export const ownKeys: readonly FormKey[] = [
  'objective',
  'optimizer',
  'learningRate',
  'criticSteps',
  'penalty',
  'clip',
  'beta1',
  'average',
  'emaRamp',
];
/** Keys that both share: same data, same noise, same sizes. */
export const sharedKeys: readonly FormKey[] = [
  'seed',
  'batch',
  'latent',
  'generatorHidden',
  'criticHidden',
  'activation',
];
/** Keys that change while it trains. */
export const liveKeys: readonly FormKey[] = ['learningRate', 'penalty', 'clip'];

/** One GAN of a recipe. */
export interface LaneRecipe {
  readonly config: Config;
  readonly defaults: Config;
}

export interface Recipe {
  readonly data: DataName;
  /** What is to train, if this browser has it. */
  readonly device: DeviceName;
  readonly lanes: readonly LaneRecipe[];
  /** Whether images are learnt; otherwise points. */
  readonly isImages: boolean;
  /** The files of the reader that are learnt from, as the link says them. */
  readonly need?: OwnNeed;
  /** Places that were drawn, float32[n, 2]. */
  readonly centres: Float32Array;
  /** What of the address could not be used, in words. */
  readonly problems: readonly string[];
}

type Query = Readonly<Record<string, string>>;

/** Prefix of the second GAN's own keys. */
const SECOND = 'b.';

/** What is learnt, as its defaults depend on it. */
interface Learnt {
  readonly dataset: string;
  readonly isImages: boolean;
}

/** Defaults of this room: small enough to be watched. */
function roomDefaults({ dataset, isImages }: Learnt, objective: string): PartialConfig {
  const { estimate, constrain } = objectives.get(objective);
  const isWasserstein = estimate !== undefined;
  const isClipped = constrain !== undefined;
  if (isImages) {
    return {
      dataset,
      objective,
      batch: 32,
      latent: 32,
      generatorHidden: [128, 128],
      criticHidden: [128, 128],
      criticSteps: isWasserstein ? 3 : 1,
      optimizer: isClipped ? 'rmsprop' : 'adam',
      beta1: 0.5,
      learningRate: 1e-3,
      average: 0.98,
    };
  }
  return {
    dataset,
    objective,
    batch: 64,
    latent: 2,
    generatorHidden: [32, 32],
    criticHidden: [32, 32],
    criticSteps: isWasserstein ? 3 : 1,
    optimizer: isClipped ? 'rmsprop' : 'adam',
    beta1: 0.5,
    learningRate: isClipped ? 1e-3 : 2e-3,
    penalty: 1,
    clip: 0.1,
    average: 0,
  };
}

/** The recipe of a query. A value that cannot be used is told and left at its default. */
export function readRecipe(query: Query): Recipe {
  const problems: string[] = [];
  const data = dataNames.find((name) => name === query.data) ?? 'ring';
  if (query.data !== undefined && query.data !== data) {
    problems.push(`data: expected one of ${dataNames.join(', ')}, got "${query.data.slice(0, 40)}"`);
  }
  const device = deviceNames.find((name) => name === query.device) ?? 'wasm';
  if (query.device !== undefined && query.device !== device) {
    problems.push(`device: expected one of ${deviceNames.join(', ')}, got "${query.device.slice(0, 40)}"`);
  }
  const need = data === 'own' ? readNeed(query.own ?? '') : undefined;
  if (data === 'own' && query.own !== undefined && need === undefined) {
    problems.push(`own: expected points or images, their number and a name, got "${query.own.slice(0, 40)}"`);
  }
  const isImages = data === 'digits' || need?.kind === 'images';
  const learnt = { dataset: data === 'digits' ? 'mnist-10k' : (need?.name ?? data), isImages };
  const first = laneOf(query, '', learnt, 'wgan-gp', problems);
  const lanes =
    query['b.objective'] === undefined
      ? [first]
      : [first, laneOf(query, SECOND, learnt, otherObjective(first.config.objective.name), problems)];
  const centres = decodeCentres(query.drawn ?? '');
  return { data, isImages, ...(need && { need }), device, lanes, centres, problems };
}

/** What is put beside an objective when nothing else is said. */
export const otherObjective = (objective: string): string => (objective === 'gan' ? 'wgan-gp' : 'gan');

function laneOf(query: Query, prefix: string, learnt: Learnt, usual: string, problems: string[]): LaneRecipe {
  const said = (key: FormKey) => query[ownKeys.includes(key) ? prefix + key : key];
  const wanted = said('objective') ?? usual;
  const objective = objectives.has(wanted) ? wanted : usual;
  if (objective !== wanted) {
    problems.push(`objective: expected one of ${objectives.names.join(', ')}, got "${wanted.slice(0, 40)}"`);
  }
  const from = roomDefaults(learnt, objective);
  const defaults = resolveConfig({ objective }, { from });
  const changes: Record<string, unknown> = {};
  for (const key of [...ownKeys, ...sharedKeys]) {
    const text = said(key);
    if (text === undefined || key === 'objective') continue;
    const value = parseValue(key, text);
    if (value instanceof ConfigError) problems.push(value.message);
    else changes[key] = value;
  }
  return { config: resolveConfig({ objective }, { from: [from, changes] }), defaults };
}

/** The largest widths that a tab is asked to train. */
const limits: Partial<Record<FormKey, number>> = { batch: 1024, latent: 512, criticSteps: 20 };
const WIDEST = 2048;
const DEEPEST = 6;

/** The value of a text for a key, or what is wrong with it. */
export function parseValue(key: FormKey, text: string): unknown {
  const schema = schemaOf(key);
  const result = schema.safeParse(typedValue(key, text));
  const isTooMuch =
    result.success &&
    (Array.isArray(result.data)
      ? result.data.length > DEEPEST || result.data.some((width) => Number(width) > WIDEST)
      : Number(result.data) > (limits[key] ?? Number.POSITIVE_INFINITY));
  if (result.success && !isTooMuch) return result.data;
  return new ConfigError(`${key}: expected ${expectationOf(key)}, got "${text.slice(0, 40)}"`);
}

const schemaOf = (key: FormKey) => optionsSaid(key)[0]!.option.type;

/** How a key is typed, as its schema says. */
export function kindOf(key: FormKey): 'choice' | 'widths' | 'whole' | 'number' {
  const { type } = schemaOf(key)._zod.def;
  if (type === 'enum') return 'choice';
  if (type === 'array') return 'widths';
  return schemaOf(key).safeParse(0.5).success ? 'number' : 'whole';
}

/** The values of a key that is a choice. */
export function choicesOf(key: FormKey): readonly string[] {
  const schema = schemaOf(key);
  return 'options' in schema ? (schema.options as readonly string[]) : [];
}

function typedValue(key: FormKey, text: string): unknown {
  switch (kindOf(key)) {
    case 'choice':
      return text;
    case 'widths':
      return text.trim() === ''
        ? []
        : text
            .split(/[\s,]+/)
            .filter(Boolean)
            .map(Number);
    default:
      return text.trim() === '' ? Number.NaN : Number(text);
  }
}

function expectationOf(key: FormKey): string {
  switch (kindOf(key)) {
    case 'choice':
      return `one of ${choicesOf(key).join(', ')}`;
    case 'widths':
      return `up to ${DEEPEST} whole numbers from 1 to ${WIDEST}`;
    case 'whole':
      return `a whole number${limits[key] === undefined ? '' : ` up to ${limits[key]}`}`;
    default:
      return 'a number in its range';
  }
}

/** The value of a key in a configuration. */
export function configValue(config: Config, key: FormKey): unknown {
  const [option] = optionsSaid(key, optionsOf(config));
  return option && valueAt(config, option.path);
}

/** A value as a query has it. */
export function formatValue(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}

/** The name of a key in the query, for the first or the second GAN. */
export const queryName = (key: FormKey, lane: number): string =>
  lane === 1 && ownKeys.includes(key) ? SECOND + key : key;

/** Keys that mean something to a configuration. */
export function isUsed(key: FormKey, config: Config): boolean {
  if (key === 'emaRamp') return config.training.ema.decay > 0;
  return optionsSaid(key, optionsOf(config)).length > 0;
}

/** What of a recipe starts training anew when it changes: everything but the live keys. */
export function identityOf({ data, isImages, device, lanes, centres }: Recipe): string {
  const still = [...ownKeys, ...sharedKeys].filter((key) => !liveKeys.includes(key));
  const values = lanes.map(({ config }) => still.map((key) => configValue(config, key)));
  return JSON.stringify([data, isImages, device, values, data === 'drawn' ? encodeCentres(centres) : '']);
}

/** Where the data of a recipe come from.
 *  @param own  the reader's files: a link does not carry them
 *  @throws ConfigError if they are needed and missing */
export function sourceOf({ data, centres }: Recipe, own?: OwnData): DataSource {
  switch (data) {
    case 'digits':
      return { kind: 'digits' };
    case 'drawn':
      return { kind: 'drawn', centres: centres.length > 0 ? centres : exampleCentres };
    case 'own': {
      if (own === undefined) throw new ConfigError('data: expected files of the reader, got none');
      const { id, need, sampleShape, values, scale } = own;
      return { kind: 'own', id, name: need.name, sampleShape, values, ...(scale && { scale }) };
    }
    default:
      return { kind: 'named', name: data };
  }
}
