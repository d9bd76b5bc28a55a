// The phases of an iteration, as slow motion comes to them.

import { looksAtSlopes } from '../../../../gan/objectives/objective.ts';
import { objectives } from '../../../../gan/objectives/registry.ts';
import type { Config } from '../../../../train/config.ts';

export const phases = ['real', 'noise', 'fakes', 'scores', 'penalty', 'critic', 'clip', 'generator'] as const;
export type Phase = (typeof phases)[number];

/** Time for a sentence. */
export const PHASE_MILLISECONDS = 700;

/** The phases of an iteration of GANs side by side: those that at least one of them has. */
export function phasesOf(configs: readonly Pick<Config, 'objective'>[]): readonly Phase[] {
  const parts = configs.map(({ objective }) => objectives.get(objective.name));
  const isAbsent: Partial<Record<Phase, boolean>> = {
    penalty: !parts.some(looksAtSlopes),
    clip: parts.every(({ constrain }) => constrain === undefined),
  };
  return phases.filter((phase) => !isAbsent[phase]);
}
