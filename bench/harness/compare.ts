// node bench/compare.js <before.json> <after.json>: two results side by side.

import { readFile } from 'node:fs/promises';
import type { Result } from './results.ts';
import { median } from './statistics.ts';
import { alignColumns } from './table.ts';

/** Every number of a result by what it is: `1 jax@2 ms`. */
function numbersOf({ works }: Result): Map<string, number> {
  return new Map(
    works.flatMap(({ id, rows, starts = [] }) => [
      ...rows.flatMap(({ name, time, void: reason }): [string, number][] =>
        time === undefined || reason !== undefined ? [] : [[`${id} ${name} ms`, time.median]],
      ),
      ...starts.flatMap(({ name, firstSeconds, peakBytes, void: reason }): [string, number][] =>
        reason !== undefined
          ? []
          : [
              [`${id} ${name} first iteration, s`, median(firstSeconds)],
              [`${id} ${name} peak, MB`, peakBytes / 1e6],
            ],
      ),
    ]),
  );
}

const paths = process.argv.slice(2);
if (paths.length !== 2) throw new Error(`compare: expected the paths of two results, got ${paths.length}`);
const [before, after] = (await Promise.all(paths.map((path) => readFile(path, 'utf8')))).map(
  (text) => JSON.parse(text) as Result,
) as [Result, Result];
const [old, present] = [numbersOf(before), numbersOf(after)];
const shared = [...old.keys()].filter((name) => present.has(name));
console.log(`${before.label}: ${before.commit.slice(0, 10)}, ${before.machine.processor}`);
console.log(`${after.label}: ${after.commit.slice(0, 10)}, ${after.machine.processor}\n`);
console.log(
  alignColumns([
    ['work, peer', before.label, after.label, 'after ÷ before'],
    ...shared.map((name) => {
      const [a, b] = [old.get(name)!, present.get(name)!];
      return [name, a.toFixed(2), b.toFixed(2), `${(b / a).toFixed(2)}×`];
    }),
  ]),
);
