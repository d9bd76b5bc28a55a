// Two parallel lines at distance θ, sharp or blurred by normal noise of deviation σ across them.
// What matters lies across: a point against a point, or N(0, σ²) against N(θ, σ²). (Arjovsky et al. 2017, example 1)

/** The Wasserstein-1 distance: the whole line moves by θ, sharp or blurred. */
export const wassersteinOfLines = (theta: number): number => Math.abs(theta);

/** A divergence, and its derivative in θ: the force that a generator at θ feels. */
export interface Divergence {
  readonly value: number;
  readonly slope: number;
}

/** Jensen–Shannon divergence in nats. Sharp lines: log 2 for every θ but 0, where it is 0; slope 0 wherever it has one.
 *  Blurred ones: ½ KL(P‖M) + ½ KL(Q‖M), M = (P + Q)/2, by the trapezoidal rule, whose error is negligible for
 *  functions as smooth as these. With q' the derivative of Q's density in θ, the slope is ½ ∫ q' log(q/m) dx. */
export function jensenShannonOfLines(theta: number, sigma: number): Divergence {
  if (sigma === 0) return { value: theta === 0 ? 0 : Math.LN2, slope: 0 };
  const reach = 9 * sigma;
  const [from, to] = [Math.min(0, theta) - reach, Math.max(0, theta) + reach];
  const count = 2 * Math.ceil((6 * (to - from)) / sigma);
  const step = (to - from) / count;
  let [value, slope] = [0, 0];
  for (let index = 0; index <= count; index++) {
    const x = from + index * step;
    const p = normalDensity(x / sigma) / sigma;
    const q = normalDensity((x - theta) / sigma) / sigma;
    const m = (p + q) / 2;
    value += (share(p, m) + share(q, m)) / 2;
    if (q > 0) slope += (((q * (x - theta)) / sigma ** 2) * Math.log(q / m)) / 2;
  }
  return { value: value * step, slope: slope * step };
}

const share = (p: number, m: number): number => (p > 0 ? p * Math.log(p / m) : 0);

/** Density of the standard normal distribution. */
export const normalDensity = (x: number): number => Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI);
