// The square of the plane that is shown.

/** Half its side, in the units of the data. */
export const EXTENT = 2.1;
