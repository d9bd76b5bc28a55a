// What is to be trained, as the address says it: every value that is not a default is in the link, nothing else is.

import { ConfigError } from '../../../../base/errors.ts';
import { architectures } from '../../../../gan/architectures/registry.ts';
import { objectives } from '../../../../gan/objectives/registry.ts';
import {
  type Config,
  isLive,
  optionsOf,
  type PartialConfig,
  resolveConfig,
} from '../../../../train/config.ts';
import { type ConfigOption, networkNames, valueAt } from '../../../../train/config-options.ts';
import { type FormField, fieldOfKey, formFields, parseField } from '../../../../train/form.ts';
import { type DeviceName, deviceNames } from './device-names.ts';
import { decodeCentres, encodeCentres, exampleCentres } from './drawn-places.ts';
import { type OwnNeed, readNeed } from './own/need.ts';
import type { OwnData } from './own/own-data.ts';
import type { DataSource } from './worker-messages.ts';

export const planeNames = ['ring', 'grid', 'roll', 'moons', 'drawn'] as const;
export const dataNames = [...planeNames, 'digits', 'own'] as const;
export type DataName = (typeof dataNames)[number];

/** Whether each of two GANs side by side has an option for itself. */
const isOwn = ({ group, key }: ConfigOption): boolean =>
  key === 'objective' || (group === 'training' && key !== 'batch');
/** Whether both share it: same noise, same sizes. */
const isShared = ({ group, key }: ConfigOption): boolean =>
  group === 'networks' || key === 'seed' || key === 'batch';

/** Schedules, R1 and R2, and what else the first GANs did without. */
const isRare = ({ key, option: { option } }: FormField): boolean =>
  option.before !== undefined && key !== 'criticWarmup' && key !== 'emaRamp';

/** What means nothing without an average. */
const isOfAverage = ({ option: { path } }: FormField): boolean =>
  path.includes('ema') && path.at(-1) !== 'decay';

/** The fields of a GAN: its own, those of them that are seldom wanted, and those that it shares. The page's networks are
 *  told no classes. */
export function fieldsOf({ config }: LaneRecipe) {
  const hasAverage = config.training.ema.decay > 0;
  const fields = formFields(config).filter(
    (field) => field.key !== 'condition' && (hasAverage || !isOfAverage(field)),
  );
  const own = fields.filter(({ option }) => isOwn(option));
  return {
    own: own.filter((field) => !isRare(field)),
    rare: own.filter(isRare),
    shared: fields.filter(({ option }) => isShared(option)),
  };
}

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
  const wanted = query[`${prefix}objective`] ?? usual;
  const objective = objectives.has(wanted) ? wanted : usual;
  if (objective !== wanted) {
    problems.push(`objective: expected one of ${objectives.names.join(', ')}, got "${wanted.slice(0, 40)}"`);
  }
  const from = roomDefaults(learnt, objective);
  const defaults = resolveConfig({ objective }, { from });
  const changes: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(query)) {
    const key = name.startsWith(SECOND) ? name.slice(SECOND.length) : name;
    const field = fieldOfKey(key);
    if (field === undefined || key === 'objective' || name !== queryNameIn(prefix, field)) continue;
    const value = parseValue(field, text);
    if (value instanceof ConfigError) problems.push(value.message);
    else changes[key] = value;
  }
  const configOf = (said: Readonly<Record<string, unknown>>) =>
    resolveConfig({ objective }, { from: [from, said] });
  const config = configOf(changes);
  const misfit = misfitOf(config, learnt);
  if (misfit === undefined) return { config, defaults };
  problems.push(misfit.message);
  const fitting = Object.entries(changes).filter(([key]) => !/architecture$/i.test(key));
  return { config: configOf(Object.fromEntries(fitting)), defaults };
}

/** Why networks cannot learn such samples, if they cannot. */
function misfitOf(config: Config, { isImages }: Learnt): ConfigError | undefined {
  try {
    const sampleShape = isImages ? [1, 28, 28] : [2];
    for (const network of networkNames) {
      architectures.get(config[network].architecture).requireSamples?.(sampleShape);
    }
    return undefined;
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

/** The name of a field in the query of a GAN; undefined where the room has no such field. */
function queryNameIn(prefix: string, { key, option }: FormField): string | undefined {
  if (isOwn(option)) return prefix + key;
  return isShared(option) ? key : undefined;
}

/** The largest widths that a tab is asked to train. */
const limits: Readonly<Record<string, number>> = { batch: 1024, latent: 512, criticSteps: 20 };
const WIDEST = 2048;
const DEEPEST = 6;

/** Whether a tab is asked to train a value. */
export function isModest({ key }: Pick<FormField, 'key'>, value: unknown): boolean {
  if (Array.isArray(value)) return value.length <= DEEPEST && value.every((width) => width <= WIDEST);
  return typeof value !== 'number' || value <= (limits[key] ?? Number.POSITIVE_INFINITY);
}

/** The value of a text for a field, or what is wrong with it. */
export function parseValue(field: FormField, text: string): unknown {
  const value = parseField(field, text);
  if (value !== undefined && isModest(field, value)) return value;
  return new ConfigError(`${field.key}: expected ${expectationOf(field)}, got "${text.slice(0, 40)}"`);
}

function expectationOf({ key, kind, choices }: FormField): string {
  switch (kind) {
    case 'choice':
      return `one of ${choices.join(', ')}`;
    case 'switch':
      return 'true or false';
    case 'widths':
      return `up to ${DEEPEST} whole numbers from 1 to ${WIDEST}`;
    case 'whole':
      return `a whole number${limits[key] === undefined ? '' : ` up to ${limits[key]}`}`;
    default:
      return 'a number in its range';
  }
}

/** A value as a query has it. */
export function formatValue(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}

/** The name of a field in the query, for the first or the second GAN. */
export const queryName = ({ key, option }: FormField, lane: number): string =>
  lane === 1 && isOwn(option) ? SECOND + key : key;

/** What of a recipe starts training anew when it changes: everything but the live options. */
export function identityOf({ data, isImages, device, lanes, centres }: Recipe): string {
  const values = lanes.map(({ config }) =>
    optionsOf(config)
      .filter((each) => !isLive(config, each))
      .map(({ key, path }) => [key, valueAt(config, path)]),
  );
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
