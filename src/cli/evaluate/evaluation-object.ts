// An evaluation as one JSON object: the report of its seed; of several seeds the means, with their spread. Pure.

import { type Spread, summarizeReports } from '../../metrics/summary.ts';
import type { ModelEvaluation } from '../../run/evaluate.ts';

/** The object that --json prints. The Fréchet distance is `frechetDistance`, whatever the number of seeds. */
export function evaluationObject({ model, results }: ModelEvaluation): Readonly<Record<string, unknown>> {
  const { iteration, weights } = model;
  const [first] = results;
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
  if (results.length === 1) return { iteration, weights, seed: first!.seed, seconds, ...first!.report };
  const spread = summarizeReports(results.map(({ report }) => report));
  const { kind, dataset, realSeed, counts, notes, classifierVersion, featuresVersion } = first!.report;
  return {
    ...{ iteration, weights, seeds: results.map(({ seed }) => seed), seconds },
    ...{ kind, dataset, realSeed, counts, notes },
    ...Object.fromEntries(Object.entries(spread).map(([name, { mean }]: [string, Spread]) => [name, mean])),
    ...(classifierVersion !== undefined && { classifierVersion }),
    ...(featuresVersion !== undefined && { featuresVersion }),
    spread,
    results,
  };
}
