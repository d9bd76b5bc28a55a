// Evaluations in short, as they come during training. Pure.

import { qualityOf } from '../../metrics/reports.ts';
import { type Evaluation, type EvaluationCourse, PLATEAU } from '../../run/evaluations.ts';
import { say, translate } from '../language/say.ts';
import { formatCount, formatPlural } from '../terminal/format.ts';
import { briefText, reportNumbers } from './report-numbers.ts';

/** The most telling numbers, how many samples they are of first: "10,000 samples: Fréchet distance 0.617",
 *  "precision 78.6 %". */
export function evaluationTexts({ report }: Evaluation): readonly string[] {
  const quality = qualityOf(report)?.measure;
  const told = reportNumbers([report]).filter(
    ({ measure }) => measure === quality || measure.brief?.includes(report.kind),
  );
  const [first = '', ...others] = told
    .toSorted((a, b) => Number(b.measure === quality) - Number(a.measure === quality))
    .map((number) => `${translate(number.measure.explanation.label)} ${briefText(number)}`);
  return [say`${formatPlural(report.counts.samples, 'sample')}: ${first}`, ...others];
}

/** "best so far", or where the best was; nothing where no number orders the reports. */
export function bestText({ last, best, sinceBest }: EvaluationCourse): string {
  if (best === undefined || last === undefined) return '';
  if (sinceBest === 0) return say`best so far`;
  const quality = qualityOf(best.report)?.measure;
  const ordering = reportNumbers([best.report]).find(({ measure }) => measure === quality);
  return say`best ${briefText(ordering!)} at ${formatCount(best.iteration)}`;
}

/** What to say once a run stops getting better; undefined before, and after it was said. */
export function plateauText({ best, sinceBest }: EvaluationCourse): string | undefined {
  if (best === undefined || sinceBest !== PLATEAU) return undefined;
  return say`${PLATEAU} measurements in a row were no better than that of iteration ${formatCount(best.iteration)}: stopping may lose nothing, best.safetensors keeps that generator`;
}
