// What the measurements leave: a line of JSON for each set of samples.

import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One set of samples. */
export interface Result {
  readonly dataset: string;
  /** `clean` for held-out real images as they are, of strength 0. */
  readonly sabotage: string;
  readonly strength: number;
  /** Which images were held out. */
  readonly draw: number;
  readonly values: Readonly<Record<string, number>>;
}

const path = fileURLToPath(new URL('results/measures.jsonl', import.meta.url));

export const keyOf = ({ dataset, sabotage, strength, draw }: Omit<Result, 'values'>): string =>
  `${dataset} ${sabotage} ${strength} ${draw}`;

/** The lines; of several for one set the last counts. */
export function readResults(): readonly Result[] {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const results = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Result);
  return [...new Map(results.map((result) => [keyOf(result), result])).values()];
}

export const appendResult = (result: Result): void => appendFileSync(path, `${JSON.stringify(result)}\n`);
