// What a run was made with, for the page.

import { basename, dirname, resolve } from 'node:path';
import { checkpointIterations } from '../../../run/checkpoints.ts';
import { readChanges, settingOf } from '../../../run/control.ts';
import { runPaths } from '../../../run/folder.ts';
import { readRunConfig } from '../../../run/run-config.ts';
import { flatValues } from '../../../train/config.ts';
import { settingsOf } from '../../../train/setup.ts';
import type { RunDetails } from '../../protocol/runs.ts';
import type { FoundRun } from './catalog.ts';

/** @throws RunError, FormatError or ConfigError if its config.json cannot be read */
export function detailsOf({ folder, system: { files } }: FoundRun): RunDetails {
  const paths = runPaths(folder);
  const { config, dataset, created, machine, versions, origin } = readRunConfig(files, paths);
  const { description, count, sampleShape } = dataset;
  const settings = readChanges(files, paths)
    .filter(({ command, key, refused }) => command === 'set' && key !== 'threads' && refused === undefined)
    .map((change) => settingOf(change));
  const live = settingsOf(config);
  return {
    config: flatValues(config),
    dataset: { description, count, sampleShape },
    created,
    machine: machine.cpu,
    versions: { ...versions },
    ...(origin && { origin: { run: nameOf(origin.run, folder), iteration: origin.iteration } }),
    checkpoints: checkpointIterations(files, paths),
    live: { ...live, ...within(Object.assign({}, ...settings), live) },
  };
}

/** A run of the same folder by its name, others by their path. */
function nameOf(origin: string, folder: string): string {
  return dirname(origin) === dirname(resolve(folder)) ? basename(origin) : origin;
}

/** The entries whose names another record has: a run of old may have changed what it does not use. */
const within = <T>(record: Readonly<Record<string, T>>, other: object): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name in other));
