// Plans that carry one handful of points onto another, each point whole.

import { fillUniform } from '../../../../../base/random.ts';
import { assignRows } from '../../../../../metrics/assignment.ts';

export type Point = readonly [number, number];

/** For each point of the first handful, the one of the second that it is carried to. */
export type Plan = ArrayLike<number>;

export const planKinds = ['exact', 'nearest', 'random'] as const;
export type PlanKind = (typeof planKinds)[number];

const distance = ([ax, ay]: Point, [bx, by]: Point): number => Math.hypot(ax - bx, ay - by);

/** The mean length of a plan's arrows. The least that a plan can have is the Wasserstein-1 distance. */
export function costOf(plan: Plan, from: readonly Point[], to: readonly Point[]): number {
  return from.reduce((sum, point, index) => sum + distance(point, to[plan[index]!]!), 0) / from.length;
}

/** The plan of least cost. */
function exactPlan(from: readonly Point[], to: readonly Point[]): Plan {
  const costs = Float64Array.from(from.flatMap((a) => to.map((b) => distance(a, b))));
  return assignRows(costs, from.length);
}

/** One after another, each takes the nearest that is left: what one would do in a hurry. */
function nearestPlan(from: readonly Point[], to: readonly Point[]): Plan {
  const left = new Set(to.keys());
  return from.map((point) => {
    const nearest = [...left].reduce((best, next) =>
      distance(point, to[next]!) < distance(point, to[best]!) ? next : best,
    );
    left.delete(nearest);
    return nearest;
  });
}

/** Any plan: a rotation of the second handful. */
const randomPlan = (from: readonly Point[], seed: number): Plan =>
  from.map((_, index) => (index + 1 + (seed % Math.max(1, from.length - 1))) % from.length);

export function planOf(kind: PlanKind, from: readonly Point[], to: readonly Point[], seed: number): Plan {
  if (kind === 'exact') return exactPlan(from, to);
  return kind === 'nearest' ? nearestPlan(from, to) : randomPlan(from, seed);
}

/** Handfuls of fakes and real points: two clouds, a little apart, with coordinates within ±1. */
export function handfuls(count: number, seed: number): { readonly fake: Point[]; readonly real: Point[] } {
  const numbers = new Float32Array(4 * count);
  fillUniform(numbers, { seed, purpose: 'sample', counter: 1 });
  const cloud = (start: number, shift: number): Point[] =>
    Array.from({ length: count }, (_, index) => [
      1.15 * (numbers[start + 2 * index]! - 0.5) + shift,
      1.7 * (numbers[start + 2 * index + 1]! - 0.5),
    ]);
  return { fake: cloud(0, -0.38), real: cloud(2 * count, 0.38) };
}
