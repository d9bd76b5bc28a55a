// Between two points of noise along the great circle through them, which keeps to the lengths that noise has. Pure.

/** sin((1 − t)θ)/sin θ · a + sin(tθ)/sin θ · b, with θ the angle between a and b; straight where θ is 0 or π.
 *  @see White 2016, "Sampling Generative Networks", arXiv:1609.04468 */
export function slerp(a: Float32Array, b: Float32Array, t: number): Float32Array<ArrayBuffer> {
  const cosine = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)));
  const sine = Math.sin(angle);
  const isFlat = !(sine > 1e-6);
  const left = isFlat ? 1 - t : Math.sin((1 - t) * angle) / sine;
  const right = isFlat ? t : Math.sin(t * angle) / sine;
  return Float32Array.from(a, (value, index) => left * value + right * b[index]!);
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}
