// What shapes a trajectory, as text: two trainings that agree in it go the same way.

import type { Dataset } from '../data/dataset.ts';
import { type Config, configKeys, fieldInfo, type PartialConfig } from './config.ts';
import { hashOf } from './sha256.ts';

/** Keys that are younger than the format, with what runs did that know nothing of them; at these values the hash leaves
 *  them out, so that it stays what it was. */
export const laterKeys: PartialConfig = { criticWarmup: 0, evaluateEvery: 0, emaRamp: 'none' };

/** Keys that say where the data come from: the hash holds the data themselves. */
const dataKeys: readonly string[] = ['dataset', 'size', 'color', 'scale'];

/** What stands before the values of a dataset in its hash. */
export const datasetPreamble = ({ sampleShape, values, scale }: HashedData): string =>
  JSON.stringify([sampleShape, values.constructor.name, ...(scale ? [[scale.centre, scale.spread]] : [])]);

type HashedData = Pick<Dataset, 'sampleShape' | 'values' | 'scale'>;

/** The text whose SHA-256 checkpoints carry: the data, and every configuration key that a resume may not change.
 *  @param sha256  of the dataset */
export function trajectoryText(config: Config, sha256: string): string {
  const shaping = configKeys.filter((key) => !fieldInfo(key).isResumable && !dataKeys.includes(key));
  const told = shaping.filter((key) => config[key] !== laterKeys[key]);
  return JSON.stringify([sha256, told.toSorted().map((key) => [key, config[key]])]);
}

/** The hash of a trajectory, where Node's own hashes are not: the same as `wgan train` writes. */
export async function trajectoryHash(config: Config, dataset: HashedData): Promise<string> {
  const { values } = dataset;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const sha256 = await hashOf(textBytes(datasetPreamble(dataset)), bytes);
  return hashOf(textBytes(trajectoryText(config, sha256)));
}

const textBytes = (text: string) => new TextEncoder().encode(text);
