// The square of the plane that is shown.

import type { PlaneView } from '../../../../formats/plane-picture.ts';

/** Half its side, in the units of the data. */
export const EXTENT = 2.1;

export const usualView: PlaneView = { centre: [0, 0], reach: EXTENT };
