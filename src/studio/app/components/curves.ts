// Curves as a chart needs them: on one x axis, smoothed.

/** One line of a chart. */
export interface Curve {
  readonly label: string;
  /** A token: `--real`, `--series-1`. */
  readonly color: `--${string}`;
  /** Ascending. */
  readonly x: readonly number[];
  /** A value for each x; null where there is none. */
  readonly y: readonly (number | null)[];
  readonly isDashed?: boolean;
  /** Drawn wide and pale, as what another curve is held against. */
  readonly isFaint?: boolean;
  /** Few values that stand for themselves: each gets a dot. */
  readonly hasDots?: boolean;
}

/** Curves over a common x; undefined where a curve has no point at an x. */
export interface Aligned {
  readonly x: readonly number[];
  readonly y: readonly (readonly (number | null | undefined)[])[];
}

/** Brings curves onto the union of their x. Curves that share an array of x keep it. */
export function alignCurves(curves: readonly Pick<Curve, 'x' | 'y'>[]): Aligned {
  const [first] = curves;
  if (first === undefined) return { x: [], y: [] };
  if (curves.every(({ x }) => x === first.x)) return { x: first.x, y: curves.map(({ y }) => y) };
  const x = union(curves.map((curve) => curve.x));
  return { x, y: curves.map((curve) => spread(curve, x)) };
}

/** The values of several ascending lists, ascending, each once. */
function union(lists: readonly (readonly number[])[]): readonly number[] {
  return [...new Set(lists)].reduce((a, b) => {
    const both: number[] = [];
    for (let i = 0, j = 0; i < a.length || j < b.length; ) {
      const next = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
      both.push(next);
      if (a[i] === next) i++;
      if (b[j] === next) j++;
    }
    return both;
  });
}

function spread(
  { x, y }: Pick<Curve, 'x' | 'y'>,
  onto: readonly number[],
): readonly (number | null | undefined)[] {
  let at = 0;
  return onto.map((value) => (x[at] === value ? y[at++] : undefined));
}

/** Exponential moving average, without the pull of its start: each value counts `weight` of the one after it.
 *  Gaps stay gaps. */
export function smoothed(
  values: readonly (number | null | undefined)[],
  weight: number,
): readonly (number | null | undefined)[] {
  if (weight <= 0) return values;
  let sum = 0;
  let mass = 0;
  return values.map((value) => {
    if (value === null || value === undefined) return value;
    sum = weight * sum + (1 - weight) * value;
    mass = weight * mass + (1 - weight);
    return sum / mass;
  });
}

/** The index of the x nearest to `at`; undefined for no x. */
export function nearestIndex(x: readonly number[], at: number): number | undefined {
  if (x.length === 0) return undefined;
  let low = 0;
  let high = x.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle]! < at) low = middle + 1;
    else high = middle;
  }
  const before = Math.max(0, low - 1);
  return Math.abs(x[before]! - at) <= Math.abs(x[low]! - at) ? before : low;
}

/** A stretch of the x axis. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The range moved by a share of its width, and no further than the whole. */
export function pan({ from, to }: Range, share: number, whole: Range): Range {
  const width = to - from;
  const start = Math.min(Math.max(from + share * width, whole.from), Math.max(whole.from, whole.to - width));
  return { from: start, to: start + width };
}

/** The range about a point that stays in place, `factor` times as wide; undefined for the whole. */
export function zoom({ from, to }: Range, at: number, factor: number, whole: Range): Range | undefined {
  const start = Math.max(whole.from, at - (at - from) * factor);
  const end = Math.min(whole.to, at + (to - at) * factor);
  if (start <= whole.from && end >= whole.to) return undefined;
  return end - start < 1e-6 * (whole.to - whole.from) ? { from, to } : { from: start, to: end };
}
