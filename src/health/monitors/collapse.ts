// The generator leaves out classes or modes, or makes always the same.

import { type Monitor, percent, shown } from '../monitor.ts';

/** Before, untrained generators look alike. */
const FIRST = 500;
/** Of the mean distance between real samples; healthy runs stayed above 0.16. */
const ALIKE = 0.08;
/** Share of the modes or classes that are left, unevenness counted; healthy runs stayed above 0.6. */
const MISSING = 0.4;
/** The paper's weight of the penalty in the plane. */
const LIGHT = 0.1;

export const collapse: Monitor = {
  name: 'collapse',
  label: 'collapse',
  needs: ['diversity', 'modeShare', 'classEvenness'],
  patience: 3,
  hides: [],
  judge(history) {
    if (history.iteration < FIRST) return undefined;
    const diversity = history.last('diversity') ?? 1;
    const modes = history.last('modeShare') ?? 1;
    const classes = history.last('classEvenness') ?? 1;
    if (modes < MISSING) return `samples keep to ${percent(modes)} of the modes of the data`;
    if (classes < MISSING) return `samples keep to ${percent(classes)} of the classes of the data`;
    if (diversity >= ALIKE) return undefined;
    return `samples differ from each other only ${shown(diversity)} times as much as real ones do`;
  },
  meaning:
    'The generator has given up most of what the data hold: it makes the few things that pass best just now. A low ' +
    'loss does not show this; the pictures do.',
  advice:
    'a smaller generator learning rate, more critic steps, or --objective wgan-gp; on points in the plane with --penalty 0.1',
  advise({ penalty }, isPlane) {
    if (penalty === undefined) {
      return isPlane
        ? `a smaller generator learning rate, more critic steps, or --objective wgan-gp --penalty ${LIGHT}`
        : 'a smaller generator learning rate, more critic steps, or --objective wgan-gp';
    }
    return isPlane && penalty > LIGHT
      ? `--penalty ${LIGHT}, a smaller generator learning rate, or more critic steps`
      : 'a smaller generator learning rate, or more critic steps';
  },
  source:
    'Arjovsky et al. 2017, arXiv:1701.07875, section 4.3; modes as counted by Lin et al. 2018, arXiv:1712.04086',
};
