// What does not fit into the memory of this machine is refused, with the nearest that does.

import { ConfigError } from '../base/errors.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Gan } from '../gan/gan.ts';
import { memoryLimit } from '../runtime/memory.ts';
import { estimateMemory, fitOf, gigabytes, passesOf, requireMemory } from '../train/memory.ts';

type Data = Pick<Dataset, 'values'>;

/** Refuses what cannot fit this machine.
 *  @throws ConfigError with the sum, and smaller batches where they help */
export function requireRoom(gan: Gan, dataset: Data, limit: number = memoryLimit()): void {
  try {
    requireMemory(gan, dataset, limit);
  } catch (error) {
    const help = error instanceof ConfigError ? smallerBatches(gan, dataset, limit) : undefined;
    throw help === undefined ? error : new ConfigError((error as Error).message, { help, cause: error });
  }
}

/** Smaller batches that make the same updates and fit; undefined if none do. */
function smallerBatches(gan: Gan, dataset: Data, limit: number): string | undefined {
  const { batch, accumulate } = gan;
  const passes = passesOf(gan);
  for (let parts = 2; batch % parts === 0 && batch / parts >= 2; parts *= 2) {
    const smaller = { ...gan, batch: batch / parts, accumulate: accumulate * parts };
    const estimate = estimateMemory(smaller, dataset, passes);
    if (fitOf(estimate, limit) !== 'fits') continue;
    return `--batch ${smaller.batch} --accumulate ${smaller.accumulate} needs about ${gigabytes(estimate.total)} for updates of as many samples`;
  }
  return undefined;
}
