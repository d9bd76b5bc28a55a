// Configurations from files: written by hand, or the config.json of a run.

import fs from 'node:fs';
import { ConfigError } from '../base/errors.ts';
import { readConfigFile } from '../run/run-config.ts';
import { type PartialConfig, resolveConfig } from '../train/config.ts';

/** The keys of a JSON file, checked.
 *  @throws ConfigError that names the file and what is wrong in it; RunError or FormatError if it cannot be read */
export function loadConfigFile(path: string, preset: string | undefined): PartialConfig {
  const config = readConfigFile(fs, path);
  try {
    resolveConfig(config, { preset });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(`${path}: ${error.message}`, { help: error.help, cause: error });
  }
  return config;
}
