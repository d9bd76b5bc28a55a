// Units of the generator that no gradient reaches.

import { type Monitor, percent } from '../monitor.ts';

/** Healthy ReLU generators had none in 64 samples, leaky ones cannot have any. */
const DEAD = 0.9;

export const deadGenerator: Monitor = {
  name: 'dead-generator',
  label: 'dead generator',
  needs: ['deadUnits'],
  patience: 2,
  hides: ['collapse'],
  judge(history) {
    const share = history.last('deadUnits') ?? 0;
    if (share < DEAD) return undefined;
    return `${percent(share)} of the units in a hidden layer of the generator get no gradient from any sample`;
  },
  meaning:
    'These units are stuck where their activation is flat, so that training cannot move them: what the generator can ' +
    'still learn is next to nothing. It does not recover by itself.',
  advice:
    'a new run with --activation leaky-relu or a smaller generator learning rate, or wgan branch from an iteration before it died',
  source: 'Maas et al. 2013, "Rectifier nonlinearities improve neural network acoustic models", section 2',
};
