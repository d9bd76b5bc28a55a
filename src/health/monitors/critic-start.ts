// The critic began so flat, or so steep, that a penalty could not bring its slope to 1.

import type { History } from '../history.ts';
import { type Monitor, shown } from '../monitor.ts';

/** Where networks of PyTorch's usual weights begin by 0.1, a VGG of 16 layers with them begins by 4e-6; those that
 *  trained well were above 0.3 after ten iterations. */
const FLAT = 0.02;
/** The penalty alone then has a gradient of a hundred times its weight. */
const STEEP = 50;

export const criticStart: Monitor = {
  name: 'critic-start',
  label: 'critic starts off slope 1',
  needs: ['gradientNorm'],
  patience: 2,
  hides: ['penalty-not-holding', 'critic-behind', 'collapse', 'exploding-weights'],
  judge(history) {
    const now = history.last('gradientNorm');
    const isHeld = history.facts.settings?.().penalty !== 0;
    if (now === undefined || !isHeld) return undefined;
    const first = firstOf(history) ?? now;
    if (first < FLAT && now < FLAT) {
      return `this critic starts too flat to be held at slope 1: the norm of its gradient is ${shown(now)}`;
    }
    if (first > STEEP && now > STEEP) {
      return `this critic starts too steep to be held at slope 1: the norm of its gradient is ${shown(now)}`;
    }
    return undefined;
  },
  meaning:
    'Its first weights are too small or too large for its depth: the generator learns nothing from a flat critic, and the ' +
    'updates of a steep one overshoot.',
  advice:
    'another critic (--critic), fewer or wider layers, layer normalisation, or another critic learning rate',
  source:
    'He et al. 2015, arXiv:1502.01852, section 2.2: by how much layers scale what goes through them; Gulrajani et al. ' +
    '2017, arXiv:1704.00028, equation 3: slope 1',
};

/** About the first value of a run, once there are several. */
const firstOf = (history: History): number | undefined =>
  history.recent('gradientNorm', history.iteration - 1)[0];
