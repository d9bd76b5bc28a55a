// Where parts are made and kept: once for the real data, once for each set of samples.

import type { LabelValues } from '../../data/labels.ts';
import type { Counts, EvaluatorParts, KindName } from '../evaluation.ts';
import { createWork, type Work } from '../progress.ts';
import type { Collector, DrawnPart, Needs, Part, Real, RealPart, SamplePart, Samples } from './part.ts';

/** A part as the kind of data has it. */
type Settled<T> = Exclude<Part<T>, { readonly of: 'kind' }>;

function settled<T>(part: Part<T>, kind: KindName): Settled<T> {
  if (part.of !== 'kind') return part;
  const own = part.kinds[kind];
  if (own === undefined) throw new Error(`parts: a measure of ${kind} needs a part that ${kind} do not have`);
  return settled(own, kind);
}

/** All parts that are needed, each once, those that it needs itself before it. */
function closureOf(needs: Needs, kind: KindName, found = new Set<Settled<unknown>>()) {
  for (const each of Object.values(needs)) {
    const part = settled(each, kind);
    closureOf(part.needs, kind, found);
    found.add(part);
  }
  return found;
}

/** What needed parts hold, made one after another. */
export async function madeOf(
  needs: Needs,
  get: (part: Part<unknown>) => Promise<unknown>,
): Promise<Readonly<Record<string, unknown>>> {
  const entries: [string, unknown][] = [];
  for (const [name, part] of Object.entries(needs)) entries.push([name, await get(part)]);
  return Object.fromEntries(entries);
}

/** Parts, each of which is made once. */
interface Keeper<P> {
  get<T>(part: P): Promise<T>;
  provide(part: P, value: unknown): void;
}

function createKeeper<P extends object>(make: (part: P) => Promise<unknown>): Keeper<P> {
  const made = new Map<P, Promise<unknown>>();
  return {
    provide: (part, value) => made.set(part, Promise.resolve(value)),
    get<T>(part: P): Promise<T> {
      const known = made.get(part) ?? make(part);
      made.set(part, known);
      return known as Promise<T>;
    },
  };
}

/** What the needed parts take of a kind, where drawing a sample takes 1. */
export function workOf(needs: Needs, real: Real, count: number): { real: number; samples: number } {
  const parts = [...closureOf(needs, real.kind)];
  const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);
  return {
    real: sum(parts.flatMap((part) => (part.of === 'real' ? (part.work?.(real) ?? 0) : []))),
    samples: sum(parts.flatMap((part) => (part.of === 'samples' ? (part.work?.(real, count) ?? 0) : []))),
  };
}

/** The real data; nothing is made yet.
 *  @param workOf  how long it takes to measure them, for a progress bar */
export function createReal(
  { onProgress, counts: _, ...given }: EvaluatorParts,
  kind: KindName,
  counts: Counts,
  workOf: (real: Real) => number,
): Real & { release(): Promise<void> } {
  const releases: (() => Promise<void>)[] = [];
  const parts: Keeper<RealPart<unknown>> = createKeeper(async (part) =>
    part.make(await madeOf(part.needs, (each) => parts.get(each as RealPart<unknown>)), real),
  );
  let work: Work | undefined;
  const real: Real & { release(): Promise<void> } = {
    ...{ ...given, kind, counts },
    get work() {
      work ??= createWork(workOf(real), onProgress);
      return work;
    },
    get: parts.get,
    provide: parts.provide,
    onRelease: (release) => releases.push(release),
    async release() {
      await Promise.all(releases.map((release) => release()));
    },
  };
  return real;
}

/** Makes all parts of the real data that are needed. */
export async function prepareReal(needs: Needs, real: Real): Promise<void> {
  for (const part of closureOf(needs, real.kind)) if (part.of === 'real') await real.get(part);
}

/** Calls `visit` with samples as they are drawn, in order. */
export type Source = (
  visit: (values: Uint8Array | Float32Array, start: number, labels?: LabelValues) => Promise<void>,
) => Promise<void>;

/** Draws samples once, for all parts that look on; what those are made of is held, nothing else. */
export async function drawSamples(
  needs: Needs,
  real: Real,
  { count, work, source }: { readonly count: number; readonly work: Work; readonly source: Source },
): Promise<Samples> {
  const collectors = new Map<DrawnPart<unknown>, Collector<unknown>>();
  for (const part of closureOf(needs, real.kind)) {
    if (part.of !== 'drawing') continue;
    const needed = await madeOf(part.needs, (each) => real.get(each as RealPart<unknown>));
    collectors.set(part, part.collect(needed, real, count));
  }
  await source(async (values, start, labels) => {
    for (const collector of collectors.values()) await collector.add(values, start, labels);
  });
  const parts: Keeper<DrawnPart<unknown> | SamplePart<unknown>> = createKeeper(async (part) => {
    if (part.of === 'samples') return part.make(await madeOf(part.needs, samples.get), samples);
    const collector = collectors.get(part);
    if (collector === undefined)
      throw new Error('parts: what is made while drawing must be needed beforehand');
    return collector.end();
  });
  const samples: Samples = {
    ...{ real, count, work },
    get<T>(each: Part<T>): Promise<T> {
      const part = settled(each, real.kind);
      return part.of === 'real' ? real.get(part) : parts.get(part);
    },
  };
  return samples;
}
