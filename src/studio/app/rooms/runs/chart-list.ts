// Which charts a run has: what they show, from which columns of its logs.

import type { RunCard } from '../../../protocol/runs.ts';
import type { Mark } from '../../components/chart-props.ts';
import type { Curve } from '../../components/curves.ts';
import { formatCount } from '../../components/numbers.ts';
import { fieldText, valueText } from '../../config/field-texts.ts';
import { type Log, logOf } from '../../server/logs.ts';
import { runsMessages as t } from './messages.ts';
import { nameOf } from './run-list.tsx';
import { colorOf } from './selection.ts';

/** A chart that at least one run has numbers for. */
export interface ChartContent {
  readonly name: ChartName;
  readonly title: string;
  readonly explanation: string;
  readonly unit?: string;
  readonly curves: readonly Curve[];
}

const chartNames = [
  'estimate',
  'distance',
  'criticLoss',
  'gradientNorm',
  'penalty',
  'generatorLoss',
  'imagesPerSecond',
] as const;
type ChartName = (typeof chartNames)[number];

/** Columns of a chart: what training saw, and the same on held-out samples. */
const columnsOf: { readonly [K in ChartName]: readonly [train: string, heldOut?: string] } = {
  estimate: ['wasserstein', 'wassersteinHoldout'],
  distance: ['distance'],
  criticLoss: ['criticLoss', 'criticLossHoldout'],
  gradientNorm: ['gradientNorm'],
  penalty: ['penalty'],
  generatorLoss: ['generatorLoss'],
  imagesPerSecond: ['imagesPerSecond'],
};

/** The charts of the runs that are looked at. */
export function chartsOf(cards: readonly RunCard[]): readonly ChartContent[] {
  const tables = cards.map((card) => ({
    metrics: logOf(card, 'metrics').value.table,
    evaluations: card.bytes.evaluations > 0 ? distancesOf(logOf(card, 'evaluations').value) : undefined,
  }));
  return chartNames.flatMap((name) => {
    const curves = tables.flatMap((table, index) => {
      const { iteration = [], columns = {} } =
        name === 'distance' ? (table.evaluations ?? {}) : table.metrics;
      return curvesOf(name, iteration, columns, cards, index);
    });
    if (curves.length === 0) return [];
    const unit = name === 'imagesPerSecond' ? { unit: t().imagesPerSecondUnit } : {};
    return [{ name, title: t()[name], explanation: t()[`${name}Help`], ...unit, curves }];
  });
}

function curvesOf(
  name: ChartName,
  iteration: readonly number[],
  columns: Readonly<Record<string, readonly (number | null)[]>>,
  cards: readonly RunCard[],
  index: number,
): readonly Curve[] {
  const isAlone = cards.length === 1;
  const run = nameOf(cards[index]!);
  return columnsOf[name].flatMap((column, place): readonly Curve[] => {
    const y = column === undefined ? undefined : columns[column];
    if (y === undefined) return [];
    const isHeldOut = place === 1;
    const part = isHeldOut ? t().heldOut : t().train;
    const label = isAlone
      ? columnsOf[name].length === 1
        ? t()[name]
        : part
      : isHeldOut
        ? `${run}, ${part}`
        : run;
    const color = isAlone && isHeldOut ? '--series-6' : colorOf(index);
    return [{ label, color, x: iteration, y, ...(isHeldOut && { isDashed: true }) }];
  });
}

/** What reports call the numbers by which runs are ordered, the first of those that a run has: the build takes them from
 *  the registry of measures, whose code would be large. */
declare const QUALITIES: readonly string[];

interface Distances {
  readonly iteration: readonly number[];
  readonly columns: { readonly distance: readonly number[] };
}

const distances = new WeakMap<readonly unknown[], Distances>();

function distancesOf({ lines }: Log): Distances | undefined {
  let known = distances.get(lines);
  if (known === undefined) {
    const points = lines.flatMap((line) => {
      const { iteration, report } = (line ?? {}) as {
        readonly iteration?: unknown;
        readonly report?: Readonly<Record<string, unknown>>;
      };
      const value = QUALITIES.map((name) => report?.[name]).find((each) => typeof each === 'number');
      return typeof iteration === 'number' && typeof value === 'number' ? [{ iteration, value }] : [];
    });
    known = {
      iteration: points.map(({ iteration }) => iteration),
      columns: { distance: points.map(({ value }) => value) },
    };
    distances.set(lines, known);
  }
  return known.iteration.length === 0 ? undefined : known;
}

/** Changes that were made while a run trained. */
export function marksOf(card: RunCard): readonly Mark[] {
  if (card.bytes.changes === 0) return [];
  return logOf(card, 'changes').value.lines.flatMap((line) => {
    const { iteration, command, key, value, refused } = (line ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof iteration !== 'number' || command !== 'set' || refused !== undefined || key === 'threads')
      return [];
    return [{ x: iteration, label: `${shortNames[String(key)] ?? String(key)} ${valueText(value)}` }];
  });
}

const shortNames: Readonly<Record<string, string>> = {
  penalty: 'λ',
  learningRate: 'η',
  criticLearningRate: 'η critic',
  generatorLearningRate: 'η generator',
};

/** "Penalty weight λ is 5 from iteration 1,234 on". */
export const changeText = (key: string, value: number, iteration: number): string =>
  t().setAt(fieldText(key).label, valueText(value), formatCount(iteration + 1));
