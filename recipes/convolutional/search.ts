// Which convolutional networks make the best digits in ten minutes, and in an hour? Successive halving; the winner and the
// default with other seeds.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadDataset } from '../../src/data/registry.ts';
import { evaluateModel } from '../../src/run/evaluate.ts';
import { resolveConfig } from '../../src/train/config.ts';
import { iterationsIn, speedOf, trainTo } from '../budget.ts';
import { type Done, defineExperiment, type Experiment } from '../experiments/experiment.ts';
import { median } from '../experiments/statistics.ts';
import { type Candidate, candidates, mlp } from './space.ts';

export interface SearchSize {
  readonly candidates: readonly Candidate[];
  /** Minutes of two processors; each stage goes on from the one before, with the better half. */
  readonly stages: readonly number[];
  /** Minutes and seeds of the winner and the default, from seed 2 on. */
  readonly finals: readonly (readonly [minutes: number, seeds: number])[];
  readonly samples: number;
}

export const fullSize: SearchSize = {
  ...{ candidates, stages: [1, 3, 10], samples: 10_000 },
  finals: [
    [10, 5],
    [60, 3],
  ],
};
export const quickSize: SearchSize = {
  ...{ candidates: candidates.slice(1, 3), stages: [1 / 60, 1 / 30], samples: 500 },
  finals: [[1 / 30, 1]],
};

/** A speed to measure, where there are no minutes; else a training. */
export interface SearchUnit {
  readonly key: string;
  readonly candidate: Candidate;
  readonly minutes: number;
  readonly seed: number;
  readonly iterations: number;
  readonly samples: number;
}

export interface SearchResult {
  readonly perSecond?: number;
  readonly scores?: {
    readonly frechetDistance: number;
    readonly fragments: number;
    readonly coverage: number;
  };
  /** What stopped being finite. */
  readonly failed?: string;
}

type Own = Done<SearchUnit, SearchResult>;

const runs = fileURLToPath(new URL('runs', import.meta.url));

const unitOf = (
  { candidate, minutes, seed }: Pick<SearchUnit, 'candidate' | 'minutes' | 'seed'>,
  iterations: number,
  samples: number,
): SearchUnit => ({
  key: [candidate.number, minutes.toFixed(3), seed].join('_'),
  ...{ candidate, minutes, seed, iterations, samples },
});

const distanceOf = ({ result }: Own): number => result.scores?.frechetDistance ?? Number.POSITIVE_INFINITY;

/** The units as far as they are known: each stage depends on the one before. */
function planOf(size: SearchSize, done: readonly Own[]): readonly SearchUnit[] {
  const { stages, finals, samples } = size;
  const known = new Map(done.map((one) => [one.unit.key, one]));
  const speeds = [...size.candidates, mlp].map((candidate) =>
    unitOf({ candidate, minutes: 0, seed: 1 }, 0, samples),
  );
  const found = (units: readonly SearchUnit[]) => units.flatMap(({ key }) => known.get(key) ?? []);
  if (found(speeds).length < speeds.length) return speeds;
  const training = (candidate: Candidate, minutes: number, seed: number) => {
    const { key } = unitOf({ candidate, minutes: 0, seed: 1 }, 0, samples);
    const perSecond = known.get(key)!.result.perSecond ?? 0;
    return unitOf({ candidate, minutes, seed }, iterationsIn(minutes, perSecond), samples);
  };
  const units = [...speeds];
  let left = size.candidates;
  for (const minutes of stages) {
    const stage = left.map((candidate) => training(candidate, minutes, 1));
    units.push(...stage);
    const ranked = found(stage).toSorted((a, b) => distanceOf(a) - distanceOf(b));
    if (ranked.length < stage.length) return units;
    left = ranked.slice(0, Math.ceil(ranked.length / 2)).map(({ unit }) => unit.candidate);
  }
  const last = finals.flatMap(([minutes, seeds]) =>
    Array.from({ length: seeds }, (_, index) =>
      [left[0]!, mlp].map((candidate) => training(candidate, minutes, index + 2)),
    ).flat(),
  );
  return [...units, ...last];
}

async function run(unit: SearchUnit): Promise<SearchResult> {
  const { candidate, minutes, seed, iterations, samples } = unit;
  const config = resolveConfig({ seed }, { from: candidate.config });
  if (minutes === 0) return { perSecond: await speedOf(config, await loadDataset('mnist')) };
  const folder = join(runs, String(samples), `${candidate.number}_${seed}`); // quick runs are others
  try {
    await trainTo(folder, config, iterations);
  } catch (error) {
    const message = String(error);
    if (!/finite|NaN/i.test(message)) throw error;
    rmSync(folder, { recursive: true, force: true });
    return { failed: message.slice(0, 200) };
  }
  const { results } = await evaluateModel(folder, { counts: { samples } });
  const { frechetDistance = 0, fragments = 0, coverage = 0 } = results[0]!.report;
  return { scores: { frechetDistance, fragments, coverage } };
}

/** Numbers of the seeds of a final. */
function finalOf(done: readonly Own[], minutes: number, isMlp: boolean) {
  const own = done.filter(
    ({ unit }) =>
      unit.minutes === minutes && unit.seed > 1 && (unit.candidate.number === mlp.number) === isMlp,
  );
  const middle = (key: keyof NonNullable<SearchResult['scores']>) =>
    median(own.map(({ result }) => result.scores?.[key] ?? Number.POSITIVE_INFINITY));
  return {
    name: isMlp ? 'mlp' : `number ${own[0]?.unit.candidate.number}`,
    count: own.length,
    frechet: middle('frechetDistance'),
    fragments: middle('fragments'),
    coverage: middle('coverage'),
  };
}

function reportOf(size: SearchSize, done: readonly Own[]) {
  const rows = size.finals.flatMap(([minutes]) =>
    [false, true].map((isMlp) => {
      const { name, count, frechet, fragments, coverage } = finalOf(done, minutes, isMlp);
      return [
        name,
        `${Number(minutes.toFixed(2))} min`,
        String(count),
        frechet.toFixed(2),
        (100 * fragments).toFixed(1),
        (100 * coverage).toFixed(1),
      ];
    }),
  );
  return {
    tables: [
      {
        caption: 'Medians over seeds that chose nothing.',
        head: ['networks', 'time', 'seeds', 'Fréchet distance', 'fragments, %', 'coverage, %'],
        rows,
      },
    ],
    pictures: [],
    findings: size.finals.map(([minutes]) => {
      const [own, other] = [finalOf(done, minutes, false), finalOf(done, minutes, true)];
      return `${Number(minutes.toFixed(2))} min: Fréchet distance ÷ that of mlp ${(own.frechet / other.frechet).toFixed(2)}`;
    }),
    verdicts: [],
  };
}

export const convolutionalSearch = (size: SearchSize): Experiment =>
  defineExperiment<SearchUnit, SearchResult>({
    name: 'convolutional',
    question: 'Which convolutional networks make the best digits in ten minutes?',
    method: `${size.candidates.length} settings; ${size.stages.join(', ')} minutes of two processors, of each stage the better half goes on; the winner and the default with other seeds.`,
    criteria: [
      'In ten minutes a Fréchet distance ≤ 0.8 × that of the default, fragments ≤ 0.05, coverage ≥ 0.85; in an hour ≤ 0.4 ×.',
    ],
    needsBases: false,
    plan: ({ done }) => planOf(size, done as readonly Own[]),
    run,
    tell: ({ perSecond, scores, failed }) =>
      failed ??
      (scores === undefined
        ? `${perSecond!.toFixed(2)} iterations in a processor second`
        : `Fréchet distance ${scores.frechetDistance.toFixed(2)}, fragments ${scores.fragments.toFixed(3)}, coverage ${scores.coverage.toFixed(3)}`),
    report: (done) => reportOf(size, done),
  });
