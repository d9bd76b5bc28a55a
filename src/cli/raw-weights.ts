// --raw: the weights of the last update, where samples come from their average.

import { loadGenerator } from '../run/model-file.ts';
import type { Io } from './io.ts';
import { say } from './language/say.ts';

/** The option of commands that read a generator. */
export const rawOption = [
  '--raw',
  'Use the weights of the last update in place of their average; they lie in checkpoints.',
] as const;

/** Whether raw weights are asked for; says so where there is no average that they could stand for.
 *  @throws RunError, FormatError if there is no generator */
export async function wantsRaw(
  io: Io,
  path: string,
  options: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  if (options.raw !== true) return false;
  const { weights } = await loadGenerator(path);
  if (weights === 'last') {
    io.stderr.print([
      `${say`note:`} ${say`this generator has no average: its samples come from the raw weights anyway`}`,
    ]);
  }
  return true;
}
