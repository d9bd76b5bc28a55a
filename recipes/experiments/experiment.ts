// What an experiment is: units of work that can be done in any order, and what their results say.

import type { Picture } from '../../src/formats/chart.ts';
import type { PartialConfig } from '../../src/train/config.ts';

/** One piece of work, done in one go; its key names its file. */
export interface Unit {
  readonly key: string;
}

/** Whether two units are the same work: results of other settings do not count. */
export const isSameUnit = (a: Unit, b: Unit): boolean =>
  a.key === b.key && JSON.stringify(a) === JSON.stringify(b);

/** A finished unit, as its file has it. */
export interface Done<U extends Unit = Unit, R = unknown> {
  readonly unit: U;
  readonly result: R;
  /** Wall time, with loading and measuring. */
  readonly seconds: number;
  /** What computed it: processor and versions. */
  readonly machine: string;
}

/** `quick`: a look in less than a minute; its numbers mean nothing. */
export type Size = 'full' | 'quick';

/** What each objective trains with: chosen by the experiment `rates`, which searches the same grid for each. */
export type Bases = Readonly<Record<string, PartialConfig>>;

/** What a plan may depend on. */
export interface Plan<U extends Unit, R> {
  readonly size: Size;
  readonly bases: Bases;
  /** What is finished: later units may depend on earlier ones. */
  readonly done: readonly Done<U, R>[];
}

export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export const verdicts = ['holds', 'needs a footnote', 'fails'] as const;

/** What the results say of a claim of the tutorial. */
export interface Verdict {
  readonly claim: number;
  readonly verdict: (typeof verdicts)[number];
  readonly because: string;
}

/** What is told of an experiment. */
export interface Section {
  readonly tables: readonly Table[];
  readonly pictures: readonly Picture[];
  /** One sentence for each criterion. */
  readonly findings: readonly string[];
  readonly verdicts: readonly Verdict[];
}

/** An experiment. */
export interface Experiment<U extends Unit = Unit, R = unknown> {
  readonly name: string;
  readonly question: string;
  /** How it is done, for the report. */
  readonly method: string;
  /** What counts as success; written before any of its runs. */
  readonly criteria: readonly string[];
  /** Whether its units build on the chosen bases. */
  readonly needsBases: boolean;
  readonly plan: (plan: Plan<U, R>) => readonly U[];
  readonly run: (unit: U) => Promise<R>;
  /** One line about a result. */
  readonly tell: (result: R) => string;
  readonly report: (done: readonly Done<U, R>[]) => Section;
}

/** An experiment among others: its units and results come back as JSON, which it wrote itself. */
export const defineExperiment = <U extends Unit, R>(experiment: Experiment<U, R>): Experiment =>
  experiment as unknown as Experiment;
