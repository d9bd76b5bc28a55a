// An iteration in phases, as slow motion shows it: in what order, how long, and what of a picture each is about.

import { objectives } from '../../../../gan/objectives/registry.ts';
import type { Config } from '../../../../train/config.ts';
import type { LaneFrame, Layers } from './worker-messages.ts';

const phases = ['real', 'noise', 'fakes', 'scores', 'penalty', 'critic', 'clip', 'generator'] as const;
export type Phase = (typeof phases)[number];

/** Time for a sentence. */
export const PHASE_MILLISECONDS = 700;

/** The phases of an iteration of GANs side by side: those that at least one of them has. */
export function phasesOf(configs: readonly Pick<Config, 'objective'>[]): readonly Phase[] {
  const parts = configs.map(({ objective }) => objectives.get(objective));
  const isAbsent: Partial<Record<Phase, boolean>> = {
    penalty: parts.every(({ penalty }) => penalty === undefined),
    clip: parts.every(({ constrain }) => constrain === undefined),
  };
  return phases.filter((phase) => !isAbsent[phase]);
}

/** Whether the critic has been updated and the generator has not: one program does both, and its result is shown in two
 *  parts. */
export const isBetween = (phase: Phase | undefined): boolean => phase === 'critic' || phase === 'clip';

/** A GAN after its critic's updates and before its generator's: the new scores over the old fakes. */
export function between(before: LaneFrame, after: LaneFrame): LaneFrame {
  const { samples, warp } = before;
  return { ...after, samples, ...(warp && { warp }) };
}

/** Layers of a picture of points that a phase is about; those before it stay. */
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
