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
