// The datasets that are computed, not read: all that a browser has.

import { defineRegistry } from '../base/registry.ts';
import type { Dataset, DatasetOptions, DatasetRecord } from './dataset.ts';
import { pointDatasets } from './points.ts';

export const datasets = defineRegistry<DatasetRecord>('dataset', pointDatasets);

/** A dataset by its name.
 *  @throws ConfigError if there is none of that name */
export async function loadDataset(name: string, options: DatasetOptions = {}): Promise<Dataset> {
  return datasets.get(name).load(options);
}
