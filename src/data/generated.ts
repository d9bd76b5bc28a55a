// The datasets that are computed, not read: all that a browser has.

import { defineRegistry } from '../base/registry.ts';
import type { DatasetOptions, DatasetRecord, MemoryDataset } from './dataset.ts';
import { pointDatasets } from './points.ts';

export const datasets = defineRegistry<DatasetRecord>('dataset', pointDatasets);

/** A dataset by its name.
 *  @throws ConfigError if there is none of that name */
export async function loadDataset(name: string, options: DatasetOptions = {}): Promise<MemoryDataset> {
  return datasets.get(name).load(options);
}
