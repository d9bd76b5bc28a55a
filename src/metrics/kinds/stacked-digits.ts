// Stacked digits, by the protocol of PacGAN and VEEGAN: colour images whose channels are digits.

import { type DataKind, hasShape } from './kind.ts';

/** @see Lin et al. 2018, arXiv:1712.04086, section 4.2 */
export const stackedDigits: DataKind = {
  name: 'stacked-digits',
  fits: (parts) =>
    parts.features === undefined &&
    hasShape(parts, '3×28×28') &&
    parts.dataset.name === 'stacked-mnist' &&
    parts.digits !== 'no',
  counts: ({ counts: { samples = 26_000 } }) => ({ samples }),
  isClassified: true,
};
