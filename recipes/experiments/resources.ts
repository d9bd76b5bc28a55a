// What the runs of a process share: data and the device, opened when they are first asked for.

import type { Dataset } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/registry.ts';
import type { Device } from '../../src/runtime/device.ts';
import { openDevice } from '../../src/runtime/devices.ts';

const datasets = new Map<string, Promise<Dataset>>();
let device: Promise<Device> | undefined;

export function datasetOf(name: string): Promise<Dataset> {
  const dataset = datasets.get(name) ?? loadDataset(name);
  datasets.set(name, dataset);
  return dataset;
}

/** One thread: runs are worked on side by side. */
export function deviceOfRuns(): Promise<Device> {
  device ??= openDevice('cpu', { threads: 1 });
  return device;
}
