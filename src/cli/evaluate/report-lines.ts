// An evaluation as text: conditions, a table with yardsticks, how samples spread over classes, what to know. Pure.

import { histogramsOf, type Measured, type Report } from '../../metrics/reports.ts';
import type { ModelEvaluation } from '../../run/evaluate.ts';
import { labelled, say, translate } from '../language/say.ts';
import { listed, weightsText } from '../run-texts.ts';
import { bar } from '../terminal/bars.ts';
import type { Paint } from '../terminal/colors.ts';
import { formatCount, formatDuration, formatPlural } from '../terminal/format.ts';
import { tableLines } from '../terminal/table.ts';
import { wrapped } from '../terminal/wrap.ts';
import { numberText, type ReportNumber, reportNumbers, yardstickText } from './report-numbers.ts';

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
  const numbers = reportNumbers(reports);
  const seconds = evaluation.results.reduce((sum, result) => sum + result.seconds, 0);
  return [
    ...headLines(evaluation, style),
    '',
    ...numberLines(numbers, reports[0]!, paint),
    ...histogramLines(reports, style),
    ...(isExplained ? explanationLines(numbers, style) : []),
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
    ...(report.featuresVersion === undefined ? [] : [say`features ${report.featuresVersion}`]),
    ...(report.classifierVersion === undefined ? [] : [say`classifier ${report.classifierVersion}`]),
  ];
  return [
    say`${paint('bold', name)} (iteration ${formatCount(model.iteration)}, ${weightsText(model.weights)}) on ${paint('bold', dataset.name)}`,
    ...wrapped(conditions.join(say`; `), columns).map((line) => paint('dim', line)),
  ];
}

const testText = ({ counts: { test = 0 } }: Report) =>
  test > 0 ? say`${formatCount(test)} test images as the yardstick` : '';

const betterTexts = () => ({ lower: say`lower`, higher: say`higher`, real: say`like real` });

const yardstickHeads = (): { readonly [K in Report['kind']]: string } => ({
  digits: say`test set`,
  'stacked-digits': say`of`,
  points: say`real data`,
  images: say`real data`,
});

function numberLines(numbers: readonly ReportNumber[], { kind }: Report, paint: Paint): readonly string[] {
  const rows = numbers.map((number) => [
    paint('bold', translate(number.measure.explanation.label)),
    numberText(number),
    yardstickText(number),
    paint('dim', betterTexts()[number.measure.explanation.better]),
    paint('dim', number.basis),
  ]);
  return tableLines(['', say`samples`, yardstickHeads()[kind], say`better`, say`counted on`], rows, paint);
}

/** What every number means, in two sentences and its source. */
function explanationLines(
  numbers: readonly ReportNumber[],
  { paint, columns }: ReportStyle,
): readonly string[] {
  return numbers.flatMap(
    ({
      measure: {
        explanation: { label, text, source },
      },
    }) => [
      '',
      paint('bold', translate(label)),
      ...wrapped(translate(text), columns),
      ...(source === undefined ? [] : wrapped(translate(source), columns).map((line) => paint('dim', line))),
    ],
  );
}

const BAR_CELLS = 30;

const entryHeads = () => ({ digit: say`digit`, mode: say`mode` });

/** How the samples spread over digits or modes, of all seeds together; beside it the test set's shares. */
function histogramLines(reports: readonly Report[], { paint }: ReportStyle): readonly string[] {
  return histogramsOf(reports[0]!).flatMap(({ name, measure: { entries = 'mode' }, test }) => {
    const own = reports.flatMap((report) => histogramsOf(report).filter((other) => other.name === name));
    const rows = entryRows(sumsOf(own), test, paint);
    return ['', ...tableLines([entryHeads()[entries], '', '', say`share`, say`test set`], rows, paint)];
  });
}

/** How many samples of all seeds are in each entry. */
const sumsOf = (histograms: readonly Measured<readonly number[]>[]): readonly number[] =>
  histograms[0]!.value.map((_, index) => sumOf(histograms.map(({ value }) => value[index]!)));

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0);

function entryRows(counts: readonly number[], real: readonly number[] | undefined, paint: Paint) {
  const largest = Math.max(...counts);
  const [total, realTotal] = [sumOf(counts), sumOf(real ?? [])];
  return counts.map((count, index) => [
    String(index).padStart(String(counts.length - 1).length),
    paint('cyan', bar(count, largest, BAR_CELLS)),
    formatCount(count).padStart(formatCount(largest).length),
    shareText(count / total),
    real === undefined ? '' : paint('dim', shareText(real[index]! / realTotal)),
  ]);
}

const shareText = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(6);
