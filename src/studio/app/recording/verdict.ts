// Whether the numbers trained here are those that were recorded, as far as rounding lets anybody tell.

import { createComparison, type Difference } from '../../../train/difference.ts';
import type { RecordedNumber, Recording } from '../../../train/recording.ts';
import type { Table } from '../rooms/train/worker-messages.ts';

/** Differences that always count as agreement: logs may be rounded, machines add in another order. */
export const TOLERANCE = 1e-3;
/** A machine rounds in every operation, the twin differed once: so many times its distance is still rounding. Measured
 *  between native code and WebAssembly: at most 2.6 times, where above the tolerance (recipes/rounding). */
export const ROUNDING_FACTOR = 10;
/** Rounding grows from one compared iteration to the next, at its own moments in every pair of runs: so many times what
 *  it was is still rounding. Another training differs from the start, or all at once. */
export const GROWTH_FACTOR = 5;
/** Where rounding alone makes this much of a difference, numbers are no test any more. */
export const PARTED = 0.01;
/** The same number, up to the digits of a log. */
const SAME = 1e-4;

/** A difference, and where. */
export interface Finding extends Difference {
  readonly iteration: number;
  readonly isLogged: boolean;
}

/** How the iterations that were computed again, when the file was made, met the log. */
export interface Anchor {
  /** Logged iterations among them. */
  readonly count: number;
  /** Largest relative difference. */
  readonly difference: number;
  readonly isSame: boolean;
}

export interface Verdict {
  /** `waiting`: nothing compared yet; `same`: all compared numbers agree; `other`: some do not; `unknown`: rounding had
   *  parted the runs before there was a number that is known to be the run's. */
  readonly kind: 'waiting' | 'same' | 'other' | 'unknown';
  /** Iterations that were compared, in order. */
  readonly findings: readonly Finding[];
  /** The largest difference among them. */
  readonly largest?: Finding;
  /** The first that rounding does not explain, and how much it would. */
  readonly broken?: Finding & { readonly allowed: number };
  /** From this iteration on rounding alone parts the runs. */
  readonly parted?: number;
  readonly anchor: Anchor;
}

/** Compares what was trained here with what was recorded.
 *  @param table  numbers of iterations as they were, not averaged; `spread` is how far the twin is by then */
export function verdictOf(recording: Recording, table: Table | undefined): Verdict {
  const anchor = anchorOf(recording);
  if (table === undefined) return { kind: 'waiting', findings: [], anchor };
  const { samples } = recording;
  const now = table.iteration.at(-1) ?? 0;
  const spreads = table.columns.spread ?? [];
  const partedAt = spreads.findIndex((spread) => spread !== null && spread >= PARTED);
  let parted = partedAt < 0 ? undefined : table.iteration[partedAt];
  const end = Math.min(samples.until, now, (parted ?? Number.POSITIVE_INFINITY) - 1);
  const rowOf = new Map(table.iteration.map((iteration, row) => [iteration, row]));
  const compare = createComparison();
  const findings: Finding[] = [];
  let broken: Verdict['broken'];
  let grown = 0;
  for (const { iteration, isLogged, numbers } of knownNumbers(recording)) {
    const row = rowOf.get(iteration);
    if (iteration > end || row === undefined) continue;
    const difference = compare(numbers, numbersAt(table, row));
    if (difference === undefined) continue;
    const finding = { iteration, isLogged, ...difference };
    findings.push(finding);
    const allowed = Math.max(TOLERANCE, ROUNDING_FACTOR * (spreads[row] ?? 0), GROWTH_FACTOR * grown);
    if (difference.relative > allowed) broken ??= { ...finding, allowed };
    grown = Math.max(grown, difference.relative);
    if (broken === undefined && grown >= PARTED) {
      parted = iteration;
      break;
    }
  }
  const largest = findings.reduce<Finding | undefined>(
    (most, finding) => (most === undefined || finding.relative > most.relative ? finding : most),
    undefined,
  );
  const isKnown = anchor.isSame || findings.some(({ isLogged }) => isLogged);
  const isOver = parted !== undefined || now >= samples.until;
  return {
    kind: broken ? 'other' : largest && isKnown ? 'same' : isOver ? 'unknown' : 'waiting',
    ...{ findings, anchor },
    ...(largest && { largest }),
    ...(broken && { broken }),
    ...(parted !== undefined && { parted }),
  };
}

/** Logged numbers, and before and between them those that were computed again. */
function* knownNumbers({ start, curve }: Recording) {
  const logged = new Map(curve.iteration.map((iteration, row) => [iteration, row]));
  const again = new Map(start.curve.iteration.map((iteration, row) => [iteration, row]));
  for (const iteration of [...new Set([...again.keys(), ...logged.keys()])].sort((a, b) => a - b)) {
    const row = logged.get(iteration);
    const numbers = row === undefined ? numbersAt(start.curve, again.get(iteration)!) : numbersAt(curve, row);
    yield { iteration, isLogged: row !== undefined, numbers };
  }
}

/** Whether the iterations that were computed again are the run's own. */
export function anchorOf({ start, curve }: Recording): Anchor {
  const again = new Map(start.curve.iteration.map((iteration, row) => [iteration, row]));
  const compare = createComparison();
  const differences = curve.iteration.flatMap((iteration, row) => {
    const other = again.get(iteration);
    if (other === undefined) return [];
    return compare(numbersAt(curve, row), numbersAt(start.curve, other))?.relative ?? [];
  });
  const difference = Math.max(0, ...differences);
  return { count: differences.length, difference, isSame: differences.length > 0 && difference < SAME };
}

type Columns = { readonly columns: Readonly<Record<string, readonly (number | null)[] | undefined>> };

const numbersAt = ({ columns }: Columns, row: number): Readonly<Record<string, number | null | undefined>> =>
  Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values?.[row]]));

/** Mean and standard deviation of a curve over a stretch, in the record and here. */
export interface Shape {
  readonly name: RecordedNumber;
  readonly from: number;
  readonly to: number;
  readonly record: Spread;
  readonly here: Spread;
}

interface Spread {
  readonly mean: number;
  readonly deviation: number;
}

/** Fewer values than this say nothing of a curve's shape. */
const FEWEST = 10;

/** The later half of what was trained here, of the estimate or else of the critic's loss: what is left to compare once
 *  rounding has parted the runs. Undefined where there are too few numbers, or samples that the file lacks. */
export function shapeOf({ curve, samples }: Recording, table: Table | undefined): Shape | undefined {
  const now = table?.iteration.at(-1) ?? 0;
  if (table === undefined || now > samples.until) return undefined;
  const name = curve.columns.wasserstein === undefined ? 'criticLoss' : 'wasserstein';
  const rowOf = new Map(table.iteration.map((iteration, row) => [iteration, row]));
  const pairs = curve.iteration.flatMap((iteration, index) => {
    const row = rowOf.get(iteration);
    const [record, here] = [curve.columns[name]?.[index], table.columns[name]?.[row ?? -1]];
    const isMeant = iteration > now / 2 && typeof record === 'number' && typeof here === 'number';
    return isMeant ? [{ iteration, record, here }] : [];
  });
  if (pairs.length < FEWEST) return undefined;
  return {
    name,
    from: pairs[0]!.iteration,
    to: pairs.at(-1)!.iteration,
    record: spreadOf(pairs.map(({ record }) => record)),
    here: spreadOf(pairs.map(({ here }) => here)),
  };
}

function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, deviation: Math.sqrt(square) };
}

/** Leading digits that two numbers share, at this relative difference. */
export const digitsOf = (relative: number): number => Math.min(8, Math.max(0, -Math.log10(relative)));
