// Registries: named records of one kind, looked up by name.

import { closest, distance } from 'fastest-levenshtein';
import { ConfigError } from './errors.ts';

export interface Registry<T> {
  readonly kind: string;
  readonly names: readonly string[];
  readonly all: readonly T[];
  /** The entry of that name.
   *  @throws ConfigError that lists the known names */
  get(name: string): T;
  has(name: string): boolean;
}

/** A registry of entries with distinct names. */
export function defineRegistry<T extends { readonly name: string }>(
  kind: string,
  entries: readonly T[],
): Registry<T> {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const names = [...byName.keys()];
  return {
    kind,
    names,
    all: entries,
    has: (name) => byName.has(name),
    get(name) {
      const entry = byName.get(name);
      if (entry === undefined) throw unknownName(kind, name, names);
      return entry;
    },
  };
}

/** The known name nearest to `name`, if it is near enough to be a slip of the keyboard. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const candidate = closest(name, [...known]);
  return distance(name, candidate) <= Math.max(2, Math.floor(candidate.length / 3)) ? candidate : undefined;
}

/** The error for a name that is not known. */
export function unknownName(kind: string, name: string, known: readonly string[]): ConfigError {
  const nearest = nearestName(name, known);
  return new ConfigError(`${kind}: expected one of ${known.join(', ')}, got "${name}"`, {
    help: nearest === undefined ? undefined : `did you mean "${nearest}"?`,
  });
}
