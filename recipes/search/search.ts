// The search by successive halving, as an experiment of the recipes: its runs are files, and it goes on where it was.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { float32 } from '../../src/base/host-tensor.ts';
import { createQueue } from '../../src/base/queue.ts';
import { fillNormal } from '../../src/base/random.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import { openEvaluator } from '../../src/metrics/evaluate.ts';
import type { Evaluator } from '../../src/metrics/evaluator.ts';
import type { DigitReport } from '../../src/metrics/reports.ts';
import type { Sampler } from '../../src/metrics/samples.ts';
import { loadGenerator } from '../../src/run/model-file.ts';
import type { Device } from '../../src/runtime/device.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { type PartialConfig, resolveConfig } from '../../src/train/config.ts';
import { generatorProgram } from '../../src/train/generator-program.ts';
import {
  type Done,
  defineExperiment,
  type Experiment,
  type Section,
  type Table,
} from '../experiments/experiment.ts';
import { drawPanels, GREY, type Picture } from '../experiments/plots.ts';
import { settingText } from '../experiments/rates.ts';
import { median, numberText } from '../experiments/statistics.ts';
import { type Reply, trainWith } from './engines.ts';
import { type Candidate, candidatesOf, isKnown } from './space.ts';

/** How much is searched. */
export interface SearchSize {
  readonly candidates: number;
  /** Of the whole budget; each stage keeps a third. */
  readonly stages: readonly number[];
  readonly budgetSeconds: number;
  /** Seeds of the winner, told in the end. */
  readonly seeds: number;
  /** Of the machine whose speed is credited. */
  readonly threads: number;
  readonly samples: number;
  readonly calibration: number;
}

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

/** `stage` 0 measures the speed, one after another; the last one trains the winner with other seeds. From stage 1 on two
 *  units share the machine, a thread each: their iterations are given, and the number of threads changes no bit of ours. */
interface SearchUnit {
  readonly key: string;
  readonly engine: string;
  readonly stage: number;
  readonly candidate: Candidate;
  readonly seed: number;
  readonly iterations: number;
  /** Of stage 0; others have one. */
  readonly threads?: number;
  readonly samples: number;
}

interface SearchResult extends Omit<Reply, 'stretches'> {
  /** Iterations in a second of the fastest stretch of 20: what a quiet machine does. */
  readonly perSecond: number;
  /** Absent where only the speed was measured, or training diverged. */
  readonly scores?: Pick<DigitReport, 'frechetDistance' | 'fragments' | 'coverage' | 'precision' | 'recall'>;
  readonly failed?: string;
}

type Own = Done<SearchUnit, SearchResult>;

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
  const report = (await evaluator.evaluate(sampler)) as DigitReport;
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

const distanceOf = ({ result }: Own) => result.scores?.frechetDistance ?? Number.POSITIVE_INFINITY;

const find = (done: readonly Own[], unit: SearchUnit) =>
  done.find((one) => JSON.stringify(one.unit) === JSON.stringify(unit));

/** The best third, and the known settings: an average over the last thousand iterations looks worse than it is when
 *  there are no more than that. */
function keptOf(ranked: readonly Candidate[]): readonly Candidate[] {
  return ranked.filter((candidate, rank) => rank < ranked.length / 3 || isKnown(candidate));
}

/** The runs of a search, as far as they are known: each stage depends on the one before. */
function planOf(engine: string, candidates: readonly Candidate[], size: SearchSize, done: readonly Own[]) {
  const { stages, budgetSeconds, seeds, threads, samples, calibration } = size;
  const unit = (stage: number, candidate: Candidate, seed: number, iterations: number): SearchUnit => ({
    key: [stage, candidate.number, seed].join('_'),
    ...{ engine, stage, candidate, seed, iterations, samples },
    ...(stage === 0 && { threads }),
  });
  const speeds = candidates.map((candidate) => unit(0, candidate, 1, calibration));
  if (!speeds.every((speed) => find(done, speed))) return speeds;
  const iterationsOf = (candidate: Candidate, part: number) =>
    Math.round(find(done, unit(0, candidate, 1, calibration))!.result.perSecond * budgetSeconds * part);
  const units = [...speeds];
  let left: readonly Candidate[] = candidates.filter((candidate) => iterationsOf(candidate, 1) > 0);
  for (const [index, part] of stages.entries()) {
    const stage = left.map((candidate) => unit(index + 1, candidate, 1, iterationsOf(candidate, part)));
    units.push(...stage);
    const found = stage.flatMap((one) => find(done, one) ?? []);
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

const ofStage = (done: readonly Own[], stage: number) =>
  done.filter(({ unit }) => unit.stage === stage).toSorted((a, b) => distanceOf(a) - distanceOf(b));

/** The scores that tables tell, in this order. */
const scoreHeads = ['Fréchet distance', 'coverage', 'fragments'];
const scoreTexts = ({ result: { scores, failed } }: Own): readonly string[] =>
  scores === undefined
    ? [failed ?? '–', '', '']
    : [numberText(scores.frechetDistance), numberText(scores.coverage), numberText(scores.fragments, 3)];

/** What a search comes to: the least distance of its last stage, and the median of the winner's other seeds. */
export function comesTo(done: readonly Done[], { stages }: SearchSize): { least: number; middle: number } {
  const distances = (stage: number) => ofStage(done as readonly Own[], stage).map(distanceOf);
  return { least: distances(stages.length)[0]!, middle: median(distances(stages.length + 1)) };
}

function reportOf(title: string, name: string, size: SearchSize, done: readonly Own[]): Section {
  const { stages, budgetSeconds } = size;
  const [ranked, final] = [ofStage(done, stages.length), ofStage(done, stages.length + 1)];
  const distances = final.map(distanceOf);
  const [winner] = final;
  const [middle, worst] = [median(distances), Math.max(...distances)];
  const scores = final.flatMap(({ result }) => result.scores ?? []);
  return {
    tables: [
      {
        caption: `${title}: what came to the last stage, ${budgetSeconds} s each, seed 1.`,
        head: ['', 'setting', 'iterations', ...scoreHeads],
        rows: ranked.map((one) => [
          String(one.unit.candidate.number),
          settingText(searched(one.unit.candidate.config)),
          String(one.unit.iterations),
          ...scoreTexts(one),
        ]),
      },
    ],
    pictures: [pictureOf(title, name, size, done)],
    findings: [
      `best: ${winner === undefined ? 'none' : `number ${winner.unit.candidate.number}`}`,
      `${distances.length} other seeds: median ${numberText(middle)}, worst ${numberText(worst)}, worst ÷ median ${numberText(worst / middle)}`,
      `fragments ${numberText(median(scores.map(({ fragments }) => fragments)), 3)}, coverage ${numberText(median(scores.map(({ coverage }) => coverage)), 3)}`,
    ],
    verdicts: [],
  };
}

/** What the objective does not use says nothing. */
function searched({ clip, penalty, ...config }: PartialConfig): PartialConfig {
  return {
    ...config,
    ...(config.objective === 'wgan' && { clip }),
    ...(config.objective === 'wgan-gp' && { penalty }),
  };
}

/** Each candidate's distance over the budgets it was given; those of the last stage have their numbers. */
function pictureOf(
  title: string,
  name: string,
  { stages, budgetSeconds }: SearchSize,
  done: readonly Own[],
): Picture {
  const numbers = [...new Set(ofStage(done, 1).map(({ unit }) => unit.candidate.number))];
  const last = ofStage(done, stages.length).map(({ unit }) => unit.candidate.number);
  const curves = numbers.map((number) => {
    const points = stages.flatMap((part, index) =>
      done
        .filter(({ unit }) => unit.stage === index + 1 && unit.candidate.number === number)
        .map((one) => ({ x: part * budgetSeconds, y: distanceOf(one) })),
    );
    const [name, colour] = last.includes(number) ? [String(number), last.indexOf(number)] : ['', GREY];
    return { name, colour, points, isScatter: points.length === 1 };
  });
  const seeds = {
    name: '',
    colour: 0,
    isScatter: true,
    points: ofStage(done, stages.length + 1).map((one) => ({ x: budgetSeconds, y: distanceOf(one) })),
  };
  return {
    name: `search-${name}`,
    alt: `${title}: Fréchet distance of each candidate after its seconds of training, logarithmic axes; dots are the other seeds of the best`,
    svg: drawPanels([
      {
        title,
        x: { label: 'seconds of training', isLog: true },
        y: { label: 'Fréchet distance', isLog: true },
        series: [...curves.toReversed(), seeds],
      },
    ]),
  };
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
    report: (done) => reportOf(`${engine}, ${objective}`, `${engine}-${objective}`, size, done),
  });
}

/** The objective whose defaults are the winner of its search. */
export const SEARCHED = 'wgan-gp';

/** Every other objective with its own defaults. */
export function defaultsOf(size: SearchSize): Experiment {
  const { budgetSeconds } = size;
  const candidates = objectives.names
    .filter((objective) => objective !== SEARCHED)
    .map((objective, number) => ({ number, config: resolveConfig({ objective }) }));
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

const defaultsTable = (budgetSeconds: number, done: readonly Own[]): Table => ({
  caption: `Each with its defaults, ${budgetSeconds} s.`,
  head: ['objective', 'iterations', ...scoreHeads],
  rows: done
    .filter(({ unit }) => unit.stage === 1)
    .map((one) => [
      String(one.unit.candidate.config.objective),
      String(one.unit.iterations),
      ...scoreTexts(one),
    ]),
});
