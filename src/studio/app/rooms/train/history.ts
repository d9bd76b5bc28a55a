// Numbers of every iteration in bounded memory: where there are too many rows, two neighbours become their mean.

import type { Table } from './worker-messages.ts';

export interface History {
  /** Numbers of one iteration; a name that is missing has no value there. */
  push(iteration: number, values: Readonly<Record<string, number | undefined>>): void;
  table(): Table;
}

interface Row {
  readonly iteration: number;
  readonly sums: ReadonlyMap<string, readonly [sum: number, count: number]>;
}

/** @param capacity  the most rows, even */
export function createHistory(capacity = 1000): History {
  let rows: Row[] = [];
  let stride = 1;
  let waiting: Row | undefined;
  let inWaiting = 0;
  return {
    push(iteration, values) {
      const row = { iteration, sums: sumsOf(values) };
      waiting = waiting === undefined ? row : merged(waiting, row);
      inWaiting += 1;
      if (inWaiting < stride) return;
      rows.push(waiting);
      waiting = undefined;
      inWaiting = 0;
      if (rows.length < capacity) return;
      rows = halved(rows);
      stride *= 2;
    },
    table: () => tableOf(waiting === undefined ? rows : [...rows, waiting]),
  };
}

const sumsOf = (values: Readonly<Record<string, number | undefined>>) =>
  new Map(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value, 1] as const] as const],
    ),
  );

function merged(first: Row, second: Row): Row {
  const sums = new Map(first.sums);
  for (const [name, [sum, count]] of second.sums) {
    const [before, counted] = sums.get(name) ?? [0, 0];
    sums.set(name, [before + sum, counted + count]);
  }
  return { iteration: second.iteration, sums };
}

function halved(rows: readonly Row[]): Row[] {
  const pairs = Array.from({ length: rows.length >> 1 }, (_, pair) =>
    merged(rows[2 * pair]!, rows[2 * pair + 1]!),
  );
  return rows.length % 2 === 0 ? pairs : [...pairs, rows.at(-1)!];
}

function tableOf(rows: readonly Row[]): Table {
  const names = [...new Set(rows.flatMap(({ sums }) => [...sums.keys()]))];
  const column = (name: string) =>
    rows.map(({ sums }) => {
      const [sum, count] = sums.get(name) ?? [0, 0];
      return count === 0 ? null : sum / count;
    });
  return {
    iteration: rows.map(({ iteration }) => iteration),
    columns: Object.fromEntries(names.map((name) => [name, column(name)])),
  };
}
