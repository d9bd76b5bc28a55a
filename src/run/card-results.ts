// What a model card says of measurements: its model-index, and a table.
// https://huggingface.co/docs/hub/model-cards#specifying-evaluation-results

import { yamlText } from '../formats/printable.ts';
import { numbersOf } from '../metrics/reports.ts';
import type { Evaluation } from './evaluations.ts';

/** What was logged and measured of a generator. */
export interface CardResults {
  /** The generator updates that were made. */
  readonly iteration: number;
  /** The critic's, of the last line of the log that has one. */
  readonly estimate?: number | undefined;
  /** The last evaluation. */
  readonly measured?: Evaluation | undefined;
  /** That of best.safetensors. */
  readonly best?: Evaluation | undefined;
}

/** One number for a model-index. */
interface CardMetric {
  readonly name: string;
  readonly type: string;
  readonly value: number;
}

/** The metrics of a model-index, as lines of YAML; none where nothing was measured of this very generator. */
export function metricLines({ iteration, estimate, measured: evaluation }: CardResults): readonly string[] {
  const measured = evaluation?.iteration === iteration ? metricsOf(evaluation) : [];
  const estimates = estimate === undefined ? [] : [estimateMetric(estimate)];
  return [...measured, ...estimates].flatMap(({ name, type, value }) => [
    `          - name: ${yamlText(name)}`,
    `            type: ${type}`,
    `            value: ${value}`,
  ]);
}

const estimateMetric = (value: number): CardMetric => ({
  name: "critic's Wasserstein estimate, training samples, last logged iteration",
  type: 'wasserstein-estimate',
  value,
});

function metricsOf({ report, seed }: Evaluation): readonly CardMetric[] {
  const { classifierVersion } = report;
  const classifier = classifierVersion === undefined ? '' : `, classifier ${classifierVersion}`;
  return numbersOf(report).map(({ name, measure, value }) => ({
    name: `${measure.explanation.label} (${report.counts.samples} samples, seed ${seed}${classifier})`,
    type: name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    value,
  }));
}

/** A section with a table; empty where nothing was measured. */
export function resultsSection({ iteration, measured, best }: CardResults): string {
  if (measured === undefined) return '';
  const when = measured.iteration === iteration ? '' : ` at iteration ${measured.iteration}`;
  const rows = numbersOf(measured.report).map(
    ({ measure, value, test }) =>
      `| ${measure.explanation.label} | ${short(value)} | ${test === undefined ? '' : short(test)} |`,
  );
  const kept =
    best === undefined || best.iteration === iteration
      ? ''
      : `\nThe best measured generator of the run, of iteration ${best.iteration}, is \`best.safetensors\`.\n`;
  return `
## Measured${when}

${countsText(measured)}, seed ${measured.seed}; \`npx wgan evaluate generator.safetensors --explain\` says what the numbers mean.

| | samples | real data |
|---|---|---|
${rows.join('\n')}
${kept}`;
}

const countsText = ({ report: { counts } }: Evaluation) =>
  `${counts.samples} samples${counts.real === undefined ? '' : ` against ${counts.real} real ones`}`;

const short = (value: number) => String(Number(value.toPrecision(4)));
