// The course of a number as a few stretches: it rose, fell, rose again.

import { median } from './history.ts';

/** A stretch of a course. */
export interface Phase {
  readonly direction: 'up' | 'down' | 'level';
  readonly from: number;
  readonly to: number;
  readonly first: number;
  readonly last: number;
  /** The iteration by which four fifths of the way were made, where that was early. */
  readonly mostBy?: number;
}

/** A number at an iteration. */
export interface Point {
  readonly iteration: number;
  readonly value: number;
}

/** Blocks of a smoothed course. */
const BLOCKS = 48;
const MOST_PHASES = 4;

/** Medians of consecutive stretches: what remains of a noisy course. */
export function smooth(points: readonly Point[], blocks = BLOCKS): readonly Point[] {
  const count = Math.min(blocks, Math.ceil(points.length / 4));
  return Array.from({ length: count }, (_, index) => {
    const block = points.slice(
      Math.floor((index * points.length) / count),
      Math.floor(((index + 1) * points.length) / count),
    );
    return { iteration: block.at(-1)!.iteration, value: median(block.map(({ value }) => value)) };
  });
}

/** The phases of a course, at most four: turns smaller than a sixth of its range, or a tenth of its size, are noise.
 *  Fewer than eight points have none. */
export function phasesOf(points: readonly Point[]): readonly Phase[] {
  if (points.length < 8) return [];
  const course = smooth(points);
  const values = course.map(({ value }) => value);
  const range = Math.max(...values) - Math.min(...values);
  const size = median(values.map(Math.abs));
  for (let least = Math.max(range / 6, size / 10); ; least *= 1.5) {
    const turns = turnsOf(values, least);
    if (turns.length <= MOST_PHASES + 1) return phasesBetween(course, turns, least, points[0]!.iteration);
  }
}

/** Indices of the first value, of every turn by at least `least`, and of the last. */
function turnsOf(values: readonly number[], least: number): readonly number[] {
  const turns = [0];
  let [highest, lowest] = [0, 0];
  let direction = 0;
  values.forEach((value, index) => {
    if (value > values[highest]!) highest = index;
    if (value < values[lowest]!) lowest = index;
    if (direction >= 0 && values[highest]! - value >= least) {
      if (highest > 0) turns.push(highest);
      [direction, lowest, highest] = [-1, index, index];
    } else if (direction <= 0 && value - values[lowest]! >= least) {
      if (lowest > 0) turns.push(lowest);
      [direction, lowest, highest] = [1, index, index];
    }
  });
  const last = values.length - 1;
  return turns.at(-1) === last ? turns : [...turns, last];
}

function phasesBetween(
  course: readonly Point[],
  turns: readonly number[],
  least: number,
  begin: number,
): readonly Phase[] {
  return turns.slice(1).map((turn, index) => {
    const start = turns[index]!;
    const [a, b] = [course[start]!, course[turn]!];
    const change = b.value - a.value;
    const direction = Math.abs(change) < least ? 'level' : change > 0 ? 'up' : 'down';
    const from = index === 0 ? begin : a.iteration;
    const reached = course
      .slice(start, turn + 1)
      .find(({ value }) => Math.abs(value - a.value) >= 0.8 * Math.abs(change))!.iteration;
    const isEarly = direction !== 'level' && reached - from < 0.5 * (b.iteration - from);
    return {
      ...{ direction, from, to: b.iteration, first: a.value, last: b.value },
      ...(isEarly && { mostBy: reached }),
    } as const;
  });
}
