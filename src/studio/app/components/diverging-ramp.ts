// The colours of values with a middle, in the present theme.

import { tokenRgb } from '../shell/theme.ts';
import type { Rgb } from './ramp.ts';

/** From blue over the ground to red. */
export const divergingRamp = (): readonly [low: Rgb, middle: Rgb, high: Rgb] => [
  tokenRgb('--critic-low'),
  tokenRgb('--critic-middle'),
  tokenRgb('--critic-high'),
];
