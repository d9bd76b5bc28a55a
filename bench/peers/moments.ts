// A few numbers that tell one set of images from another.

import type { Numbers } from './serve.ts';

/** Root mean square, and the mean of x·(i mod 7 − 3) over all values x at index i. */
export function moments(images: Float32Array): Numbers {
  let [squares, weighted] = [0, 0];
  images.forEach((x, index) => {
    squares += x * x;
    weighted += x * ((index % 7) - 3);
  });
  return { rootMeanSquare: Math.sqrt(squares / images.length), weighted: weighted / images.length };
}
