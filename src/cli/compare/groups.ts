// What a group of runs is called, and its numbers: mean and spread over its runs.

import type { Explanation } from '../../metrics/measures/measure.ts';
import { measures } from '../../metrics/measures/registry.ts';
import { numbersOf, qualityOf } from '../../metrics/reports.ts';
import { type Spread, spreadOf } from '../../metrics/summary.ts';
import { type ComparedRun, configOf, type RunGroup } from '../../run/comparison.ts';
import { type ConfigOption, valueAt } from '../../train/config-options.ts';
import { flagName, formatValue } from '../../train/flag-words.ts';
import { formatDuration, formatNumber } from '../terminal/format.ts';

/** How many groups have a colour and a dash of their own; then they come again. */
export const styleCount = 6;

/** "wgan-gp, penalty 5": the objective, where that tells groups apart alone; else what differs too. */
export function groupNames(
  groups: readonly RunGroup[],
  differing: readonly ConfigOption[],
): readonly string[] {
  const objectives = groups.map((group) => configOf(group).objective.name);
  if (new Set(objectives).size === groups.length) return objectives;
  return groups.map((group) => {
    const config = configOf(group);
    const others = differing.filter(
      ({ key, path }) => key !== 'objective' && valueAt(config, path) !== undefined,
    );
    const texts = others
      .slice(0, 4)
      .map(({ key, path }) => `${flagName(key)} ${formatValue(valueAt(config, path))}`);
    return [config.objective.name, ...texts].join(', ') || group.runs[0]!.folder;
  });
}

/** A row of the table of numbers. */
export interface MetricRow {
  /** As in reports. */
  readonly name: string;
  readonly label: string;
  readonly text: string;
  readonly better: Explanation['better'];
  /** One for each group; undefined where it has none. */
  readonly spreads: readonly (Spread | undefined)[];
  /** The value of real data that were not trained on. */
  readonly real?: number | undefined;
  readonly format: (value: number) => string;
}

/** The rows for which some group has numbers; the distance that tells better samples from worse first. */
export function metricRows(groups: readonly RunGroup[]): readonly MetricRow[] {
  const first = new Set<string | undefined>(
    groups.flatMap(({ runs }) => runs.flatMap(({ report }) => report && qualityOf(report)?.name)),
  );
  const ordered = measures.all.toSorted((a, b) => Number(first.has(b.name)) - Number(first.has(a.name)));
  const measured = ordered.map(({ name, explanation: { label, better, text } }): MetricRow => {
    const spreads = groups.map((group) => spreadOver(group, (run) => numberIn(run, name)?.value));
    const real = realValue(groups, name);
    return { name, label, text, better, spreads, format: formatNumber, ...(real !== undefined && { real }) };
  });
  return [...measured, wallTime(groups), pace(groups)].filter(({ spreads }) =>
    spreads.some((spread) => spread !== undefined),
  );
}

const wallTime = (groups: readonly RunGroup[]): MetricRow => ({
  name: 'elapsedSeconds',
  label: 'training time',
  text: 'Wall time of training alone. It depends on the machine and on what else ran on it.',
  better: 'lower',
  spreads: groups.map((group) => spreadOver(group, ({ summary }) => summary.elapsedSeconds)),
  format: formatDuration,
});

const pace = (groups: readonly RunGroup[]): MetricRow => ({
  name: 'millisecondsPerIteration',
  label: 'ms per iteration',
  text: 'Training time divided by generator updates; an iteration holds all its critic updates.',
  better: 'lower',
  spreads: groups.map((group) =>
    spreadOver(group, ({ summary: { elapsedSeconds, iteration } }) =>
      iteration === 0 ? undefined : (1000 * elapsedSeconds) / iteration,
    ),
  ),
  format: formatNumber,
});

function spreadOver({ runs }: RunGroup, of: (run: ComparedRun) => number | undefined): Spread | undefined {
  const values = runs.flatMap((run) => of(run) ?? []).filter(Number.isFinite);
  return values.length === 0 ? undefined : spreadOf(values);
}

const numberIn = ({ report }: ComparedRun, name: string) =>
  report && numbersOf(report).find((number) => number.name === name);

/** The same number of real data, if all runs were held against the same. */
function realValue(groups: readonly RunGroup[], name: string): number | undefined {
  const values = groups.flatMap(({ runs }) => runs.flatMap((run) => numberIn(run, name)?.test ?? []));
  return new Set(values).size === 1 ? values[0] : undefined;
}

/** The group with the best mean, where a direction is better and there is something to choose. */
export function bestGroup({ spreads, better }: MetricRow): number | undefined {
  const means = spreads.map((spread) => spread?.mean);
  const known = means.filter((mean) => mean !== undefined);
  if (better === 'real' || known.length < 2 || new Set(known).size < 2) return undefined;
  return means.indexOf(better === 'lower' ? Math.min(...known) : Math.max(...known));
}
