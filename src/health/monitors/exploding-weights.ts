// Weights run away.

import type { History } from '../history.ts';
import { type Monitor, shown, typed } from '../monitor.ts';

/** PyTorch's start has 0.58; healthy networks stayed below 5. */
const LARGE_GAIN = 10;
/** Clipping is there to keep the slope in bounds; with --clip 0.01 healthy critics stayed below 1. */
const STEEP = 10;
/** The paper's bound of clipping. */
const USUAL = 0.01;

export const explodingWeights: Monitor = {
  name: 'exploding-weights',
  label: 'exploding weights',
  needs: ['generatorGain', 'criticGain'],
  patience: 2,
  hides: ['critic-behind', 'collapse', 'dead-generator', 'overfitting'],
  judge: (history) =>
    judgeGain(history, 'generator') ?? judgeGain(history, 'critic') ?? judgeClippedSlope(history),
  meaning:
    'The weights grow without limit, and with them scores and gradients: updates overshoot, losses swing, and numbers ' +
    'overflow sooner or later.',
  advice: 'a smaller learning rate; with clipping, a tighter bound (--clip 0.01)',
  advise: ({ clip }) =>
    clip === undefined
      ? 'a smaller learning rate'
      : `a smaller learning rate, or a tighter bound (--clip ${typed(clip > USUAL ? USUAL : clip / 3)})`,
  source: 'Gulrajani et al. 2017, arXiv:1704.00028, section 3 and figure 1: large bounds explode with depth',
};

function judgeGain(history: History, network: 'generator' | 'critic'): string | undefined {
  const gain = history.last(`${network}Gain`) ?? 0;
  if (gain <= LARGE_GAIN) return undefined;
  return `a layer of the ${network} multiplies its inputs by ${shown(gain)} (0.58 at the start)`;
}

function judgeClippedSlope(history: History): string | undefined {
  const slope = history.last('criticSlope') ?? 0;
  if (history.last('atBound') === undefined || slope <= STEEP) return undefined;
  return `the critic's slope is ${shown(slope)}: the clip bound does not hold it`;
}
