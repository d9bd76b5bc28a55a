// Whether two series rise and fall together, whatever their scales.

/** Spearman's rank correlation: 1 where both have the same order, −1 where it is reversed. Ties share their mean rank;
 *  0 where a series does not change. */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranksOf(a), ranksOf(b)];
  const middle = (a.length - 1) / 2;
  let [product, squareX, squareY] = [0, 0, 0];
  for (const [index, rank] of x.entries()) {
    const [dx, dy] = [rank - middle, y[index]! - middle];
    product += dx * dy;
    squareX += dx * dx;
    squareY += dy * dy;
  }
  return squareX === 0 || squareY === 0 ? 0 : product / Math.sqrt(squareX * squareY);
}

/** The place of each value in ascending order, from 0. */
function ranksOf(values: readonly number[]): readonly number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const same = values.filter((other) => other === value).length;
    return below + (same - 1) / 2;
  });
}
