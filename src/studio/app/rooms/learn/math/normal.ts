// Quantiles of the standard normal distribution.

/** The x below which a share p of a standard normal lies, 0 < p < 1: found by halving, to 1e-12. */
export function normalQuantile(p: number): number {
  let [low, high] = [-8, 8];
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (normalShare(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The share of a standard normal below x: ½ + φ(x)·(x + x³/3 + x⁵/15 + …), the series of Marsaglia 2004. */
export function normalShare(x: number): number {
  let [term, sum] = [x, x];
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-(x * x) / 2)) / Math.sqrt(2 * Math.PI);
}
