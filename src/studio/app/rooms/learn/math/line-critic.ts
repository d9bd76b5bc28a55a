// Critics on a line, straight between knots, and the best of them.

/** Mean f(real) − mean f(fake), for points that lie on knots: what a critic tries to make large. */
export function scoreOf(values: readonly number[], real: readonly number[], fake: readonly number[]): number {
  const mean = (knots: readonly number[]) =>
    knots.reduce((sum, knot) => sum + values[knot]!, 0) / knots.length;
  return mean(real) - mean(fake);
}

/** The best critic with slopes up to `limit`, exactly: with F and G the shares of real and fake points to the left,
 *  its score is ∫ f'·(G − F) dx, so that f' = limit·sign(G − F), and the score is limit·∫ |F − G| dx = limit·W₁.
 *  Values are 0 on average.
 *  @param count    knots, `spacing` apart
 *  @param real     numbers of the knots where the real points are
 *  @param fake     the same of the fakes */
export function optimalCritic(
  { count, spacing }: { readonly count: number; readonly spacing: number },
  real: readonly number[],
  fake: readonly number[],
  limit: number,
): readonly number[] {
  const share = (knots: readonly number[], upTo: number) =>
    knots.filter((knot) => knot <= upTo).length / knots.length;
  const values = [0];
  for (let knot = 0; knot + 1 < count; knot++) {
    const lead = share(fake, knot) - share(real, knot);
    values.push(values[knot]! + limit * spacing * (Math.abs(lead) < 1e-12 ? 0 : Math.sign(lead)));
  }
  const middle = values.reduce((sum, value) => sum + value, 0) / count;
  return values.map((value) => value - middle);
}

/** The curve after a knot is pulled to a height: the others follow only as far as the slope limit makes them.
 *  With an infinite limit no other moves. A curve within the limit stays within it, since each value becomes the nearest
 *  one in the cone h ± limit·distance, and clamping to a cone of that slope keeps slopes within it. */
export function pulled(
  values: readonly number[],
  knot: number,
  height: number,
  { spacing, limit }: { readonly spacing: number; readonly limit: number },
): readonly number[] {
  return values.map((value, index) => {
    if (index === knot) return height;
    const reach = limit * spacing * Math.abs(index - knot);
    return Math.min(height + reach, Math.max(height - reach, value));
  });
}

/** The curve brought within a slope limit, by pulling each knot to where it is, from the left. */
export function withinSlope(
  values: readonly number[],
  { spacing, limit }: { readonly spacing: number; readonly limit: number },
): readonly number[] {
  const bound = limit * spacing;
  const done: number[] = [];
  for (const value of values) {
    const before = done.at(-1) ?? value;
    done.push(Math.min(before + bound, Math.max(before - bound, value)));
  }
  return done;
}

/** The steepest slope of a curve. */
export const steepest = (values: readonly number[], spacing: number): number =>
  values
    .slice(1)
    .reduce((most, value, index) => Math.max(most, Math.abs(value - values[index]!) / spacing), 0);
