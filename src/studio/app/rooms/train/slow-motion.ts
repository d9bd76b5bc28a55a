// What of a picture a phase of the iteration is about.

import { type Phase, phases } from './phases.ts';
import type { LaneFrame, Layers } from './worker-messages.ts';

/** Whether the critic has been updated and the generator has not: one program does both, and its result is shown in two
 *  parts. */
export const isBetween = (phase: Phase | undefined): boolean => phase === 'critic' || phase === 'clip';

/** A GAN after its critic's updates and before its generator's: the new scores over the old fakes. */
export function between(before: LaneFrame, after: LaneFrame): LaneFrame {
  const { samples, warp } = before;
  return { ...after, samples, ...(warp && { warp }) };
}

/** Layers of a picture of points that a phase is about; most of those before it stay. */
export function shownIn(phase: Phase) {
  const at = phases.indexOf(phase);
  const isFrom = (first: Phase) => at >= phases.indexOf(first);
  return {
    real: true,
    warp: phase === 'noise' || phase === 'fakes',
    fake: isFrom('fakes'),
    critic: isFrom('scores') && phase !== 'penalty',
    slope: phase === 'penalty',
    arrows: phase === 'generator',
  };
}

/** What the phases need to be seen. */
export const phaseLayers: Layers = { field: true, warp: true };
