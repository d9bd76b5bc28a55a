// The clip bound is so tight that the critic is flat.

import { type Monitor, percent, shown, typed } from '../monitor.ts';

/** Slope in each number of a sample: RMSprop and Adam add 1e-8 to the size of a gradient before they divide by it, so
 *  that smaller ones are not scaled up any more. */
const FLAT = 1e-8;
/** Weights at the bound are normal, up to 90 % of them in healthy runs; without any, clipping is not the cause. */
const SATURATED = 0.3;
/** The paper's bound. */
const USUAL = 0.01;

export const clippingSaturated: Monitor = {
  name: 'clipping-saturated',
  label: 'clipping saturated',
  needs: ['atBound'],
  patience: 2,
  hides: ['critic-behind', 'dead-generator', 'collapse'],
  judge(history) {
    const [share, slope] = [history.last('atBound') ?? 0, history.last('criticSlope') ?? 1];
    const flat = FLAT * Math.sqrt(history.facts.sampleSize ?? 1);
    if (slope >= flat || share < SATURATED) return undefined;
    return `${percent(share)} of the critic's weights are at the clip bound, and the critic is flat: its slope is ${shown(slope)}`;
  },
  meaning:
    'Clipping leaves the critic no room: its scores hardly depend on the sample, and the generator gets no gradient to ' +
    'follow.',
  advice:
    'a wider bound (--clip 0.01; a critic with more layers needs more), or the gradient penalty (--objective wgan-gp)',
  advise: ({ clip = 0 }) =>
    `a wider bound (--clip ${typed(clip < USUAL ? USUAL : 3 * clip)}; a critic with more layers needs more), or the gradient penalty (--objective wgan-gp)`,
  source: 'Gulrajani et al. 2017, arXiv:1704.00028, section 3 and figure 1: small bounds vanish with depth',
};
