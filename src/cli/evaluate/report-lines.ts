// An evaluation as text: conditions, a table with yardsticks, how samples spread over classes, what to know. Pure.

import type { Report } from '../../metrics/reports.ts';
import type { ModelEvaluation } from '../../run/evaluate.ts';
import { labelled, say, translate } from '../language/say.ts';
import { listed, weightsText } from '../run-texts.ts';
import { bar } from '../terminal/bars.ts';
import type { Paint } from '../terminal/colors.ts';
import { formatCount, formatDuration, formatPlural } from '../terminal/format.ts';
import { tableLines } from '../terminal/table.ts';
import { wrapped } from '../terminal/wrap.ts';
import { type Measure, measuresOf, measureText, yardstickText } from './measures.ts';

/** How an evaluation is told. */
export interface ReportStyle {
  /** What the model is called. */
  readonly name: string;
  readonly columns: number;
  readonly paint: Paint;
  /** Say what every number means. */
  readonly isExplained: boolean;
}

/** The evaluation, line by line. */
export function reportLines(evaluation: ModelEvaluation, style: ReportStyle): readonly string[] {
  const { paint, isExplained, columns } = style;
  const reports = evaluation.results.map(({ report }) => report);
  const measures = measuresOf(reports);
  const seconds = evaluation.results.reduce((sum, result) => sum + result.seconds, 0);
  return [
    ...headLines(evaluation, style),
    '',
    ...measureLines(measures, reports[0]!, paint),
    ...histogramLines(reports, style),
    ...(isExplained ? explanationLines(measures, style) : []),
    '',
    ...reports[0]!.notes.flatMap((note) => wrapped(labelled(say`note:`, translate(note)), columns)),
    paint(
      'dim',
      isExplained
        ? say`measured in ${formatDuration(seconds)}`
        : say`measured in ${formatDuration(seconds)}; --explain says what each number means`,
    ),
  ];
}

function headLines(
  { model, dataset, results }: ModelEvaluation,
  { name, paint, columns }: ReportStyle,
): readonly string[] {
  const report = results[0]!.report;
  const seeds = results.map(({ seed }) => seed).join(', ');
  const samples = formatPlural(report.counts.samples, 'sample');
  const conditions = [
    results.length === 1 ? say`${samples} of seed ${seeds}` : say`${samples} of each seed ${seeds}`,
    listed([say`${formatCount(dataset.count)} real ones`, testText(report)]),
    ...('classifierVersion' in report ? [say`classifier ${report.classifierVersion}`] : []),
  ];
  return [
    say`${paint('bold', name)} (iteration ${formatCount(model.iteration)}, ${weightsText(model.weights)}) on ${paint('bold', dataset.name)}`,
    ...wrapped(conditions.join(say`; `), columns).map((line) => paint('dim', line)),
  ];
}

const testText = (report: Report) =>
  report.kind === 'digits' && report.counts.test > 0
    ? say`${formatCount(report.counts.test)} test images as the yardstick`
    : '';

const betterTexts = () => ({ lower: say`lower`, higher: say`higher`, real: say`like real` });

const yardstickHeads = (): { readonly [K in Report['kind']]: string } => ({
  digits: say`test set`,
  'stacked-digits': say`of`,
  points: say`real data`,
  images: say`real data`,
});

function measureLines(measures: readonly Measure[], { kind }: Report, paint: Paint): readonly string[] {
  const rows = measures.map((measure) => [
    paint('bold', translate(measure.explanation.label)),
    measureText(measure),
    yardstickText(measure),
    paint('dim', betterTexts()[measure.explanation.better]),
    paint('dim', measure.basis),
  ]);
  return tableLines(['', say`samples`, yardstickHeads()[kind], say`better`, say`counted on`], rows, paint);
}

/** What every number means, in two sentences and its source. */
function explanationLines(measures: readonly Measure[], { paint, columns }: ReportStyle): readonly string[] {
  return measures.flatMap(({ explanation: { label, text, source } }) => [
    '',
    paint('bold', translate(label)),
    ...wrapped(translate(text), columns),
    ...(source === undefined ? [] : wrapped(translate(source), columns).map((line) => paint('dim', line))),
  ]);
}

const BAR_CELLS = 30;

/** How the samples spread over digits or modes, of all seeds together; beside it the test set's shares. */
function histogramLines(reports: readonly Report[], { paint }: ReportStyle): readonly string[] {
  const histograms = reports.flatMap((report) => histogramOf(report) ?? []);
  const [first] = histograms;
  if (first === undefined) return [];
  const counts = first.counts.map((_, index) =>
    histograms.reduce((sum, { counts: row }) => sum + row[index]!, 0),
  );
  const largest = Math.max(...counts);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const rows = counts.map((count, index) => [
    String(index).padStart(String(counts.length - 1).length),
    paint('cyan', bar(count, largest, BAR_CELLS)),
    formatCount(count).padStart(formatCount(largest).length),
    shareText(count / total),
    first.real === undefined ? '' : paint('dim', shareText(first.real[index]!)),
  ]);
  return ['', ...tableLines([first.name, '', '', say`share`, say`test set`], rows, paint)];
}

const shareText = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(6);

interface Histogram {
  readonly name: string;
  readonly counts: readonly number[];
  /** The shares of real data. */
  readonly real: readonly number[] | undefined;
}

function histogramOf(report: Report): Histogram | undefined {
  if (report.kind === 'points' && report.modeHistogram !== undefined) {
    return { name: say`mode`, counts: report.modeHistogram, real: undefined };
  }
  if (report.kind !== 'digits') return undefined;
  const { classHistogram, testClassHistogram, counts } = report;
  return {
    name: say`digit`,
    counts: classHistogram,
    real: testClassHistogram?.map((count) => count / counts.test),
  };
}
