// Measures weights by the package's own evaluator, as `wgan evaluate` does.

import type { Float32Tensor, TensorRecord } from '../../src/base/host-tensor.ts';
import { withPrefix } from '../../src/base/record.ts';
import { compile } from '../../src/compiler/program.ts';
import { loadDataset } from '../../src/data/registry.ts';
import type { Gan } from '../../src/gan/gan.ts';
import { samplingGraph } from '../../src/gan/inference.ts';
import type { EvaluationCounts } from '../../src/metrics/evaluation.ts';
import { openEvaluator } from '../../src/metrics/open-evaluator.ts';
import type { Scores as AllScores, Report } from '../../src/metrics/reports.ts';
import type { Device } from '../../src/runtime/device.ts';
import { evaluationSampler } from '../../src/train/evaluation-sampler.ts';
import type { Scores } from './results.ts';
import { shaped } from './weights.ts';

/** @param parameters  of the generator; only their types matter */
export async function createMeasure(
  gan: Gan,
  parameters: TensorRecord,
  device: Device,
  counts: EvaluationCounts,
): Promise<(weights: Float32Array) => Promise<Scores>> {
  const graph = samplingGraph(gan.generator, parameters, {
    ...{ prefix: 'generator', latent: gan.latent, count: 'N' },
  });
  const program = await device.load(compile(graph, { name: 'sampling' }), { isAuxiliary: true });
  const evaluator = await openEvaluator(await loadDataset('mnist'), device, { counts });
  return async (weights) => {
    const feeds = withPrefix('generator', shaped(weights, parameters));
    const sampler = evaluationSampler(1, gan.latent, async (latent) => {
      const { samples } = await program.run({ ...feeds, latent });
      return samples as Float32Tensor;
    });
    const report = (await evaluator.evaluate(sampler)) as Report & AllScores;
    const { frechetDistance, precision, recall, coverage, fragments } = report;
    return { frechetDistance, precision, recall, coverage, fragments };
  };
}
