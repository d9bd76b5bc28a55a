// The search by successive halving, as an experiment of the recipes: its runs are lines of a file, and it goes on where it was.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { float32 } from '../../src/base/host-tensor.ts';
import { createQueue } from '../../src/base/queue.ts';
import { fillNormal } from '../../src/base/random.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import type { Evaluator } from '../../src/metrics/evaluator.ts';
import { openEvaluator } from '../../src/metrics/open-evaluator.ts';
import type { Report, Scores } from '../../src/metrics/reports.ts';
import type { Sampler } from '../../src/metrics/samples.ts';
import { loadGenerator } from '../../src/run/model-file.ts';
import type { Device } from '../../src/runtime/device.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { type Config, type PartialConfig, resolveConfig } from '../../src/train/config.ts';
import { format1Entries } from '../../src/train/format-1.ts';
import { generatorProgram } from '../../src/train/generator-program.ts';
import { shapingOptions } from '../../src/train/trajectory.ts';
import { defineExperiment, type Experiment, isSameUnit } from '../experiments/experiment.ts';
import { trainWith } from './engines.ts';
import {
  defaultsTable,
  distanceOf,
  type Own,
  type SearchResult,
  type SearchSize,
  type SearchUnit,
  searchSection,
} from './findings.ts';
import { type Candidate, candidatesOf, isKnown } from './space.ts';

export const fullSize: SearchSize = {
  candidates: 27,
  stages: [1 / 9, 1 / 3, 1],
  budgetSeconds: 180,
  seeds: 5,
  threads: 2,
  samples: 10_000,
  calibration: 200,
};
export const quickSize: SearchSize = {
  candidates: 2,
  stages: [1],
  budgetSeconds: 2,
  seeds: 1,
  threads: 2,
  samples: 1000,
  calibration: 40,
};

/** What scores generators, opened once for all. */
let scorer: ReturnType<typeof openScorer> | undefined;

async function openScorer(samples: number): Promise<{ device: Device; evaluator: Evaluator }> {
  const device = await openDevice('cpu', { threads: 1 });
  return {
    device,
    evaluator: await openEvaluator(await loadDataset('mnist'), device, { counts: { samples } }),
  };
}

async function scoresOf(file: string, samples: number): Promise<NonNullable<SearchResult['scores']>> {
  scorer ??= openScorer(samples);
  const { device, evaluator } = await scorer;
  const model = await loadGenerator(file);
  const program = await device.load(generatorProgram(model), { isAuxiliary: true });
  let part = 0;
  const sampler: Sampler = async (count) => {
    const latent = float32([count, model.spec.latent]);
    fillNormal(latent.data, { seed: 1, purpose: 'sample', counter: part++ });
    return (await program.run({ latent })).images!;
  };
  const report = (await evaluator.evaluate(sampler)) as Report & Scores;
  await program.release();
  const { frechetDistance, fragments, coverage, precision, recall } = report;
  return { frechetDistance, fragments, coverage, precision, recall };
}

async function run({
  engine,
  candidate,
  iterations,
  seed,
  threads = 1,
  samples,
  stage,
}: SearchUnit): Promise<SearchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'wgan-search-'));
  const file = stage === 0 ? null : join(folder, 'generator.safetensors');
  try {
    const { stretches, ...reply } = await trainWith(engine, candidate, { iterations, seed, threads, file });
    const result = { ...reply, perSecond: 1000 / Math.min(...stretches) };
    if (file === null) return result;
    return { ...result, scores: await scoresOf(file, samples) };
  } catch (error) {
    const message = String(error);
    if (!/finite|NaN/i.test(message)) throw error;
    return { seconds: 0, perSecond: 0, versions: {}, failed: message.slice(0, 200) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is measured has the machine to itself. */
const inTurn = createQueue();

/** The best third, and the known settings: an average over the last thousand iterations looks worse than it is when
 *  there are no more than that. */
function keptOf(ranked: readonly Candidate[]): readonly Candidate[] {
  return ranked.filter((candidate, rank) => rank < ranked.length / 3 || isKnown(candidate));
}

/** The runs of a search, as far as they are known: each stage depends on the one before. */
function planOf(engine: string, candidates: readonly Candidate[], size: SearchSize, done: readonly Own[]) {
  const { stages, budgetSeconds, seeds, threads, samples, calibration } = size;
  const find = (unit: SearchUnit) => done.find((one) => isSameUnit(one.unit, unit));
  const unit = (stage: number, candidate: Candidate, seed: number, iterations: number): SearchUnit => ({
    key: [stage, candidate.number, seed].join('_'),
    ...{ engine, stage, candidate, seed, iterations, samples },
    ...(stage === 0 && { threads }),
  });
  const speeds = candidates.map((candidate) => unit(0, candidate, 1, calibration));
  if (!speeds.every(find)) return speeds;
  const iterationsOf = (candidate: Candidate, part: number) =>
    Math.round(find(unit(0, candidate, 1, calibration))!.result.perSecond * budgetSeconds * part);
  const units = [...speeds];
  let left: readonly Candidate[] = candidates.filter((candidate) => iterationsOf(candidate, 1) > 0);
  for (const [index, part] of stages.entries()) {
    const stage = left.map((candidate) => unit(index + 1, candidate, 1, iterationsOf(candidate, part)));
    units.push(...stage);
    const found = stage.flatMap((one) => find(one) ?? []);
    if (found.length < stage.length) return units;
    const ranked = found.toSorted((a, b) => distanceOf(a) - distanceOf(b)).map((one) => one.unit.candidate);
    left = index === stages.length - 1 ? ranked.slice(0, 1) : keptOf(ranked);
  }
  const [winner] = left;
  if (winner === undefined) return units;
  const final = Array.from({ length: seeds }, (_, seed) =>
    unit(stages.length + 1, winner, seed + 2, iterationsOf(winner, 1)),
  );
  return [...units, ...final];
}

/** What searches and the look at the defaults share. */
function trainingsOf(
  engine: string,
  candidates: readonly Candidate[],
  size: SearchSize,
  told: Pick<Experiment<SearchUnit, SearchResult>, 'name' | 'question' | 'method' | 'criteria' | 'report'>,
): Experiment {
  return defineExperiment<SearchUnit, SearchResult>({
    ...told,
    needsBases: false,
    plan: ({ done }) => planOf(engine, candidates, size, done),
    run: (unit) => (unit.stage === 0 ? inTurn(() => run(unit)) : run(unit)),
    tell: ({ perSecond, seconds, scores, failed }) =>
      failed ??
      (scores === undefined
        ? `${perSecond.toFixed(1)} it/s`
        : `Fréchet distance ${scores.frechetDistance.toFixed(2)}, ${seconds.toFixed(0)} s`),
  });
}

/** The search of one engine for one objective. */
export function searchOf(engine: string, objective: string, size: SearchSize): Experiment {
  const { candidates: count, stages, budgetSeconds, seeds } = size;
  return trainingsOf(engine, candidatesOf(objective, count), size, {
    name: `${engine}-${objective}`,
    question: `Which setting of ${objective} is best in ${budgetSeconds} s with ${engine}?`,
    method: `${count} candidates, the same for every engine; successive halving over ${stages.map((part) => Math.round(part * budgetSeconds)).join(', ')} s, a third and the two known settings kept each time; the winner with ${seeds} other seeds.`,
    criteria: ['The least Fréchet distance of 10,000 samples; told are median and worst of the other seeds.'],
    report: (done) => searchSection(engine, objective, size, done),
  });
}

/** The objective whose defaults are the winner of its search. */
export const SEARCHED = 'wgan-gp';

/** Keys that make a run of the search: others may come and go without making it another one. */
const madeOf = [
  ...['objective', 'batch', 'criticSteps', 'criticWarmup', 'optimizer', 'generatorLearningRate'],
  ...['criticLearningRate', 'momentum', 'beta1', 'beta2', 'penalty', 'oneSided', 'clip', 'average', 'latent'],
  ...['generatorHidden', 'criticHidden', 'generatorNorm', 'criticNorm', 'activation'],
];

/** By the keys of format 1, which recorded runs of the search have. */
function trainingOf(config: Config): PartialConfig {
  const values = new Map(format1Entries(config, shapingOptions(config)));
  return Object.fromEntries(madeOf.map((key) => [key, values.get(key)]));
}

/** Every other objective with its own defaults. */
export function defaultsOf(size: SearchSize): Experiment {
  const { budgetSeconds } = size;
  const candidates = objectives.names
    .filter((objective) => objective !== SEARCHED)
    .map((objective, number) => ({ number, config: trainingOf(resolveConfig({ objective })) }));
  return trainingsOf(
    'wgan',
    candidates,
    { ...size, stages: [1], seeds: 0 },
    {
      name: 'defaults',
      question: `How far do the other objectives come in ${budgetSeconds} s with their own defaults?`,
      method: `Seed 1, ${budgetSeconds} s each; the defaults of ${SEARCHED} are number 0 of the search.`,
      criteria: ['Nothing is decided; the numbers are told.'],
      report: (done) => ({
        tables: [defaultsTable(budgetSeconds, done)],
        pictures: [],
        findings: [],
        verdicts: [],
      }),
    },
  );
}
