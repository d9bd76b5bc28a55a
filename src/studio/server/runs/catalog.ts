// Which runs there are: the folders directly below the runs folder, and the run that ships with the package.

import nodeFs from 'node:fs';
import { join } from 'node:path';
import { RunError } from '../../../base/errors.ts';
import { runPaths } from '../../../run/folder.ts';
import type { System } from '../../../run/system.ts';
import { confine } from './confined.ts';

/** A run, and the system that reads it: its file system ends at the folder of all runs. */
export interface FoundRun {
  readonly id: string;
  readonly folder: string;
  readonly system: System;
  /** Whether it may be steered. */
  readonly isOwn: boolean;
}

export interface Catalog {
  readonly list: () => readonly FoundRun[];
  /** @throws RunError if there is none of that name */
  readonly find: (id: string) => FoundRun;
  readonly runs: string;
}

export interface CatalogOptions {
  readonly runs: string;
  /** The folder of a run that ships with the package. */
  readonly example?: string | undefined;
  readonly system: System;
}

/** The id of the shipped run. */
const EXAMPLE = '@example';

export function createCatalog({ runs, example, system }: CatalogOptions): Catalog {
  const confinedSystem = (folder: string): System => ({ ...system, files: confine(system.files, folder) });
  const shipped = (): readonly FoundRun[] =>
    example === undefined || !nodeFs.existsSync(example)
      ? []
      : [{ id: EXAMPLE, folder: example, system: confinedSystem(example), isOwn: false }];
  const own = (): readonly FoundRun[] => {
    if (!nodeFs.existsSync(runs)) return [];
    const inside = confinedSystem(runs);
    return nodeFs
      .readdirSync(runs, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && isId(entry.name)) // a link is no directory
      .map(({ name }) => ({ id: name, folder: join(runs, name), system: inside, isOwn: true }))
      .filter(looksLikeRun);
  };
  return {
    runs,
    list: () => [...own(), ...shipped()],
    find(id) {
      const found = id === EXAMPLE ? shipped()[0] : ownRun(runs, id, confinedSystem);
      if (found !== undefined) return found;
      throw new RunError(`${id.slice(0, 80)}: expected a run of this folder, got none of that name`, {
        help: 'it may have been moved or deleted',
      });
    },
  };
}

function ownRun(runs: string, id: string, systemOf: (folder: string) => System): FoundRun | undefined {
  if (!isId(id)) return undefined;
  const folder = join(runs, id);
  const isFolder = nodeFs.lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder ? { id, folder, system: systemOf(runs), isOwn: true } : undefined;
}

/** Whether a name is that of a folder directly below another one. */
export function isId(name: string): boolean {
  return name.length > 0 && name.length <= 255 && !name.startsWith('.') && !/[/\\\0]/.test(name);
}

/** One of a run's files is enough: a damaged run is shown as such. */
function looksLikeRun({ folder }: FoundRun): boolean {
  const { config, status, metrics, changes } = runPaths(folder);
  return [config, status, metrics, changes].some((path) =>
    nodeFs.lstatSync(path, { throwIfNoEntry: false })?.isFile(),
  );
}
