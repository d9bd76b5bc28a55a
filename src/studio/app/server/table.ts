// Lines of JSON as columns of numbers: what charts draw.

/** Columns over iterations. */
export interface Table {
  readonly iteration: readonly number[];
  readonly columns: Readonly<Record<string, readonly (number | null)[]>>;
}

export const emptyTable: Table = { iteration: [], columns: {} };

/** The values of complete lines; what is no JSON is left out, as a crash may have cut a line. */
export function parseLines(text: string): readonly unknown[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as unknown];
    } catch {
      return [];
    }
  });
}

/** The table and further lines. Lines without an iteration, or with one that is not larger, are left out. */
export function appendRows(table: Table, lines: readonly unknown[]): Table {
  const iteration = [...table.iteration];
  const columns = new Map<string, (number | null)[]>(
    Object.entries(table.columns).map(([name, values]) => [name, [...values]]),
  );
  for (const line of lines) {
    if (typeof line !== 'object' || line === null) continue;
    const { iteration: at, ...values } = line as Readonly<Record<string, unknown>>;
    if (typeof at !== 'number' || at <= (iteration.at(-1) ?? Number.NEGATIVE_INFINITY)) continue;
    for (const [name, value] of Object.entries(values)) {
      if (typeof value !== 'number' || !Number.isFinite(value)) continue;
      const column = columns.get(name) ?? new Array<number | null>(iteration.length).fill(null);
      columns.set(name, column);
      column.push(value);
    }
    iteration.push(at);
    for (const column of columns.values()) if (column.length < iteration.length) column.push(null);
  }
  return { iteration, columns: Object.fromEntries(columns) };
}
