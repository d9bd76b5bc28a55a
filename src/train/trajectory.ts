// What shapes a trajectory, as text: two trainings that agree in it go the same way.

import type { Values } from '../base/options.ts';
import { type Dataset, datasetPreamble } from '../data/dataset.ts';
import { type Labels, labelsPreamble } from '../data/labels.ts';
import { bytesOf } from '../formats/byte-source.ts';
import { isConditional } from './conditioning.ts';
import { type Config, optionsOf } from './config.ts';
import { type ConfigOption, valueAt } from './config-options.ts';
import { format1Entries } from './format-1.ts';
import { hashedObjective } from './one-sided.ts';
import { hashOf } from './sha256.ts';

/** Options that say where the data come from: the hash holds the data themselves. */
const dataKeys: readonly string[] = ['dataset', 'size', 'color', 'fit', 'alpha', 'labels', 'scale'];

/** The text whose SHA-256 checkpoints carry: the data, and every option that a resume may not change, but for young ones
 *  at the value that stands for "not there".
 *  @param sha256  of the dataset
 *  @param idle    what a run of format 1 stored besides
 *  @param labels  SHA-256 of the dataset's labels, which shape it where networks are told classes */
export function trajectoryText(config: Config, sha256: string, idle?: Values, labels?: string): string {
  const told = shapingOptions(config);
  const entries = format1Entries(config, told, idle) ?? nestedEntries(config, told);
  return JSON.stringify([sha256, entries, ...(isConditional(config) ? [labels] : [])]);
}

/** The options that shape a trajectory, but for young ones at the value that stands for "not there". */
export const shapingOptions = (config: Config): readonly ConfigOption[] =>
  optionsOf(config).filter(
    (each) => each.option.changes !== 'resumable' && !dataKeys.includes(each.key) && !isAbsent(config, each),
  );

const isAbsent = (config: Config, { path, option: { before } }: ConfigOption) =>
  before !== undefined && valueAt(config, path) === before;

function nestedEntries(config: Config, told: readonly ConfigOption[]) {
  const own = told.map(({ path }) => [path.join('.'), valueAt(config, path)] as const);
  const hashed = Object.entries(hashedObjective(config.objective.name));
  const entries = new Map([...own, ...hashed.map(([name, value]) => [`objective.${name}`, value] as const)]);
  return [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** The hash of a trajectory, where Node's own hashes are not: the same as `wgan train` writes. */
export async function trajectoryHash(config: Config, dataset: HashedData): Promise<string> {
  const { values } = dataset;
  const preamble = textBytes(datasetPreamble(dataset));
  const sha256 = ArrayBuffer.isView(values) ? await hashOf(preamble, bytesOf(values)) : values.sha256;
  const labels = dataset.labels && (await labelsHash(dataset.labels));
  return hashOf(textBytes(trajectoryText(config, sha256, undefined, labels)));
}

const labelsHash = (labels: Labels) => hashOf(textBytes(labelsPreamble(labels)), bytesOf(labels.values));

type HashedData = Pick<Dataset, 'sampleShape' | 'values' | 'scale' | 'labels'>;

const textBytes = (text: string) => new TextEncoder().encode(text);
