// Names that travel: what others get to read holds the last part of a path, never the folders of this machine.

import { posix, win32 } from 'node:path';
import { datasets } from '../data/registry.ts';
import type { Config } from '../train/config.ts';

/** A name for others to read: of an absolute path of any platform, its last part. */
export function placelessName(name: string): string {
  const style = [posix, win32].find(({ isAbsolute }) => isAbsolute(name));
  return style === undefined ? name : style.basename(name) || 'data';
}

/** A configuration for others to read. */
export function placelessConfig(config: Config): Config {
  const { dataset } = config.data;
  if (datasets.has(dataset)) return config;
  return { ...config, data: { ...config.data, dataset: placelessName(dataset) } };
}

/** Name and description of data for others to read. */
export function placelessData<T extends { readonly name: string; readonly description: string }>(data: T): T {
  const name = placelessName(data.name);
  return name === data.name
    ? data
    : { ...data, name, description: data.description.replaceAll(data.name, name) };
}

/** Names for others to read, different ones for different paths: "a", "a (2)". */
export function placelessNames(paths: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Map<string, string>();
  for (const path of new Set(paths)) {
    const name = win32.basename(path) || path;
    const same = [...taken.values()].filter(
      (other) => other === name || other.startsWith(`${name} (`),
    ).length;
    taken.set(path, same === 0 ? name : `${name} (${same + 1})`);
  }
  return taken;
}
