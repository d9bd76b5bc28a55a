// Starting runs: what is asked for is checked here, and trained by the command line in a process of its own.

import { basename, join } from 'node:path';
import { z } from 'zod';
import { ConfigError, RunError } from '../../../base/errors.ts';
import { sizeOf } from '../../../base/shape.ts';
import { extentOf, imageSizeOf } from '../../../data/image-size.ts';
import { datasets } from '../../../data/registry.ts';
import { weightShapes } from '../../../gan/networks.ts';
import { settingOf } from '../../../run/control.ts';
import { firstFree } from '../../../run/new-folder.ts';
import type { System } from '../../../run/system.ts';
import { type Config, type PartialConfig, resolveConfig } from '../../../train/config.ts';
import { networksOf } from '../../../train/setup.ts';
import type { StartForm } from '../../protocol/runs.ts';
import { type FoundRun, isId } from './catalog.ts';
import { CONFIG, type Launch } from './launcher.ts';

const startSchema = z.object({
  name: z.string().max(100).optional(),
  config: z.record(z.string(), z.unknown()),
});
const continueSchema = z.object({ iterations: z.int().min(1).max(1e9).optional() });
const branchSchema = z.object({ at: z.int().min(0), changes: z.record(z.string(), z.number()) });
const controlSchema = z.object({
  command: z.enum(['pause', 'resume', 'stop', 'set']),
  key: z.string().max(100).optional(),
  value: z.number().optional(),
});

/** A request as the page should have made it.
 *  @throws ConfigError */
function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [{ path, message } = { path: [], message: 'expected something else' }] = result.error.issues;
  throw new ConfigError(`${path.join('.') || 'request'}: ${message}`);
}

export const parseControl = (body: unknown) => parsed(controlSchema, body);

/** What a new run may be made with. */
export const startForm = (): StartForm => ({ datasets: datasets.names });

/** A new run in a folder of its own below `runs`.
 *  @throws ConfigError if the configuration cannot be trained; RunError if the name is taken */
export function newRun(runs: string, body: unknown, { files }: System): Launch {
  const { name, config: said } = parsed(startSchema, body);
  const config = resolveConfig({}, { from: said as PartialConfig });
  const { dataset } = config.data;
  requireModest(config);
  const folder = name === undefined || name.trim() === '' ? undefined : namedFolder(runs, name.trim(), files);
  const run =
    folder ??
    firstFree(files, join(runs, `${datasets.has(dataset) ? dataset : 'data'}-${config.objective.name}`));
  return {
    run: basename(run),
    args: ['train', '--config', CONFIG, '--out', run, '--quiet'],
    config: said,
  };
}

function namedFolder(runs: string, name: string, files: System['files']): string {
  if (!isId(name) || !/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u.test(name)) {
    throw new ConfigError(`name: expected letters, digits, spaces and . _ -, got ${JSON.stringify(name)}`);
  }
  const folder = join(runs, name);
  if (!files.existsSync(folder)) return folder;
  throw new RunError(`${name}: expected a name that is free, got one of a folder that exists`);
}

const MOST_VALUES = 3e8;
const MOST_BATCH = 65_536;
const MOST_LAYERS = 64;

/** Refuses what would only fill the memory.
 *  @throws ConfigError */
function requireModest(config: Config): void {
  const { batch } = config.training;
  const { width, height } = extentOf(imageSizeOf(config.data.size ?? 32));
  for (const [name, network] of Object.entries(networksOf(config, [3, height, width]))) {
    const weights = Object.values(weightShapes(network));
    const hidden = weights.length - 1;
    if (hidden > MOST_LAYERS) {
      throw new ConfigError(`${name}: expected at most ${MOST_LAYERS} hidden layers, got ${hidden}`);
    }
    const values = weights.reduce((sum, shape) => sum + sizeOf(shape), 0);
    if (values > MOST_VALUES) {
      throw new ConfigError(
        `${name}: expected a network of at most ${MOST_VALUES / 1e6} million values, got ${Math.round(values / 1e6)} million`,
        { help: 'choose smaller widths, or train it from the command line' },
      );
    }
  }
  if (batch > MOST_BATCH) throw new ConfigError(`batch: expected at most ${MOST_BATCH}, got ${batch}`);
}

/** A run goes on from its last checkpoint. */
export function continuedRun({ id, folder }: FoundRun, body: unknown): Launch {
  const { iterations } = parsed(continueSchema, body);
  const more = iterations === undefined ? [] : ['--iterations', String(iterations)];
  return { run: id, args: ['train', '--resume', folder, ...more, '--quiet'] };
}

const flagName = (key: string) => `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Another future of a run, in a folder beside it.
 *  @throws ConfigError if a change cannot be made */
export function branchedRun({ id, folder, system }: FoundRun, runs: string, body: unknown): Launch {
  const { at, changes } = parsed(branchSchema, body);
  const entries = Object.entries(changes);
  for (const [key, value] of entries) settingOf({ key, value });
  const flags = entries.flatMap(([key, value]) => [flagName(key), String(value)]);
  const out = firstFree(system.files, join(runs, `${id}-at-${at}`));
  return {
    run: basename(out),
    args: ['branch', folder, '--at', String(at), ...flags, '--out', out, '--quiet'],
  };
}
