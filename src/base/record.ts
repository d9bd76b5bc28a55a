// Flat records with dotted names: `generator.0.weight`.

/** The record with every value mapped. */
export function mapRecord<T, U>(
  record: Readonly<Record<string, T>>,
  map: (value: T, name: string) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));
}

/** The record with `prefix.` before every name. */
export function withPrefix<T>(prefix: string, record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [`${prefix}.${name}`, value]));
}

/** The entries whose names start with `prefix.`, without it. */
export function underPrefix<T>(prefix: string, record: Readonly<Record<string, T>>): Record<string, T> {
  const start = `${prefix}.`;
  return Object.fromEntries(
    Object.entries(record)
      .filter(([name]) => name.startsWith(start))
      .map(([name, value]) => [name.slice(start.length), value]),
  );
}

/** The entries whose names have several parts, by the first of them: each as `underPrefix` gives it. */
export function byFirstPart<T>(
  record: Readonly<Record<string, T>>,
): ReadonlyMap<string, Readonly<Record<string, T>>> {
  const parts = new Map<string, (readonly [string, T])[]>();
  for (const [name, value] of Object.entries(record)) {
    const dot = name.indexOf('.');
    if (dot < 0) continue;
    const entries = parts.get(name.slice(0, dot)) ?? [];
    entries.push([name.slice(dot + 1), value]);
    parts.set(name.slice(0, dot), entries);
  }
  return new Map([...parts].map(([part, entries]) => [part, Object.fromEntries(entries)]));
}
