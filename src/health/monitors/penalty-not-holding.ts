// The gradient penalty does not keep the critic's slope near 1.

import { median } from '../history.ts';
import { type Monitor, shown, typed } from '../monitor.ts';

const WINDOW = 200;
/** At its optimum, weight λ lets the slope exceed 1 by W/(2λ). The tutorial's λ = 0.5 so gave 6.3 on early digits, at
 *  an estimate of 40 = 6.3 · 6.3, and trained well. */
const STEEP = 10;
/** The paper's weight of the penalty. */
const USUAL = 10;

export const penaltyNotHolding: Monitor = {
  name: 'penalty-not-holding',
  label: 'penalty not holding',
  needs: ['gradientNorm'],
  patience: 5,
  hides: ['exploding-weights', 'critic-behind', 'collapse', 'overfitting'],
  judge(history) {
    const values = history.recent('gradientNorm', WINDOW);
    if (values.length === 0) return undefined;
    const norm = median(values);
    if (norm <= STEEP) return undefined;
    return `the norm of the critic's gradient is ${shown(norm)} (median of ${WINDOW} iterations) where the penalty asks for 1`;
  },
  meaning:
    'The penalty is too weak to hold the critic. The estimate is the distance times the slope at best, so it no longer ' +
    'compares with other runs, and steep critics end in oscillation or overflow.',
  advice: 'a larger penalty weight (--penalty 10), or a smaller critic learning rate',
  advise: ({ penalty = 0 }) =>
    `a larger penalty weight (--penalty ${typed(penalty < USUAL ? USUAL : 4 * penalty)}), or a smaller critic learning rate`,
  source: 'Gulrajani et al. 2017, arXiv:1704.00028, equation 3 and section 4 (weight 10, slope 1)',
};
