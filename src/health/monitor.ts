// What a monitor is: one way in which training goes wrong, how it is seen, and what to say about it.

import type { History, RunSettings, Signal } from './history.ts';

/** One trouble. Texts are plain sentences without formatting. */
export interface Monitor {
  /** As in warnings.jsonl. */
  readonly name: string;
  /** For people. */
  readonly label: string;
  /** What it looks at: it judges whenever one of these numbers is new; a run without any cannot show the trouble. */
  readonly needs: readonly Signal[];
  /** So many judgements in a row must agree before it warns, and before it says that the trouble is over. */
  readonly patience: number;
  /** Names of troubles that follow from this one: while it lasts, they are not told. */
  readonly hides: readonly string[];
  /** What is wrong now, as one sentence without its full stop; undefined in health. */
  judge(history: History): string | undefined;
  /** What it means, as one or two sentences. */
  readonly meaning: string;
  /** What to try, the most promising first; no sentence: it follows "try". */
  readonly advice: string;
  /** The same for a run whose settings are known: nothing that it has already, and nothing that it does not use. */
  advise?(settings: RunSettings, isPlane: boolean): string;
  /** Where the sign and the advice come from. */
  readonly source: string;
}

/** A number in a sentence: three significant digits. */
export function shown(value: number): string {
  const digits = Number(value.toPrecision(3));
  return Math.abs(digits) >= 1e5 || (digits !== 0 && Math.abs(digits) < 1e-3)
    ? digits.toExponential().replace('-', '−').replace('e−', 'e-')
    : String(digits).replace('-', '−');
}

/** A number as it is typed: two significant digits. */
export const typed = (value: number): string => String(Number(value.toPrecision(2)));

/** A share in a sentence. */
export const percent = (share: number): string => `${Math.round(100 * share)} %`;
