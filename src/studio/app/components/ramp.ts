// Ramps of colours for values on a canvas. Pure.

export type Rgb = readonly [number, number, number];

/** The colour at a share of a ramp of colours. */
export function rampColor(ramp: readonly Rgb[], share: number): Rgb {
  const at = Math.min(Math.max(share, 0), 1) * (ramp.length - 1);
  const index = Math.min(Math.floor(at), ramp.length - 2);
  const rest = at - index;
  const [low, high] = [ramp[index]!, ramp[index + 1]!];
  return [0, 1, 2].map((channel) =>
    Math.round(low[channel]! + rest * (high[channel]! - low[channel]!)),
  ) as unknown as Rgb;
}

/** Viridis in nine steps (van der Walt and Smith 2015), for norms. */
export const viridis: readonly Rgb[] = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
];
