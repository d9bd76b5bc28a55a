// How the time of an iteration grows with batch and width.

import { grownWork } from '../works.ts';
import type { Contestant } from './engines.ts';
import { type RoundOptions, type Row, race } from './rounds.ts';

/** The tutorial's model at one size, on everyone. */
export interface GrowthPoint {
  readonly batch: number;
  readonly width: number;
  readonly rows: readonly Row[];
}

const BATCHES = [16, 32, 64, 128, 256, 512, 1024];
const WIDTHS = [128, 256, 512, 1024];
/** What the other size is while one grows. */
const [BATCH, WIDTH] = [64, 512];

/** Sizes in the order of measuring; the short list for quick runs. */
export function growthSizes(isQuick: boolean): { batch: number; width: number }[] {
  const some = (sizes: readonly number[]) => (isQuick ? [sizes[0]!, sizes.at(-1)!] : sizes);
  const batches = some(BATCHES).map((batch) => ({ batch, width: WIDTH }));
  const widths = some(WIDTHS).map((width) => ({ batch: BATCH, width }));
  const isNew = ({ batch, width }: { batch: number; width: number }) =>
    !batches.some((size) => size.batch === batch && size.width === width);
  return [...batches, ...widths.filter(isNew)];
}

/** Times the contestants at one size. */
export async function measureGrowth(
  size: { readonly batch: number; readonly width: number },
  contestants: readonly Contestant[],
  options: RoundOptions,
): Promise<GrowthPoint> {
  return { ...size, rows: await race(grownWork(size.batch, size.width), contestants, options) };
}
