// What a search did, and what is told of it: tables, a picture, the winner.

import { drawPanels, type Picture } from '../../src/formats/chart.ts';
import type { Scores } from '../../src/metrics/reports.ts';
import type { PartialConfig } from '../../src/train/config.ts';
import type { Done, Section, Table } from '../experiments/experiment.ts';
import { settingText } from '../experiments/rates.ts';
import { median, numberText } from '../experiments/statistics.ts';
import type { Reply } from './engines.ts';
import type { Candidate } from './space.ts';

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

/** `stage` 0 measures the speed, one after another; the last one trains the winner with other seeds. From stage 1 on two
 *  units share the machine, a thread each: their iterations are given, and the number of threads changes no bit of ours. */
export interface SearchUnit {
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

export interface SearchResult extends Omit<Reply, 'stretches'> {
  /** Iterations in a second of the fastest stretch of 20: what a quiet machine does. */
  readonly perSecond: number;
  /** Absent where only the speed was measured, or training diverged. */
  readonly scores?: Pick<Scores, 'frechetDistance' | 'fragments' | 'coverage' | 'precision' | 'recall'>;
  readonly failed?: string;
}

export type Own = Done<SearchUnit, SearchResult>;

/** Of a run that scored nothing: infinite. */
export const distanceOf = ({ result }: Own) => result.scores?.frechetDistance ?? Number.POSITIVE_INFINITY;

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

/** What is told of a search, from all its runs. */
export function searchSection(
  engine: string,
  objective: string,
  size: SearchSize,
  done: readonly Own[],
): Section {
  const title = `${engine}, ${objective}`;
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
    pictures: [pictureOf(`search-${engine}-${objective}`, title, size, done)],
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
  name: string,
  title: string,
  { stages, budgetSeconds }: SearchSize,
  done: readonly Own[],
): Picture {
  const numbers = [...new Set(ofStage(done, 1).map(({ unit }) => unit.candidate.number))];
  const last = ofStage(done, stages.length).map(({ unit }) => unit.candidate.number);
  const curves = numbers.map((number) => {
    const place = last.indexOf(number);
    const points = stages.flatMap((part, index) =>
      done
        .filter(({ unit }) => unit.stage === index + 1 && unit.candidate.number === number)
        .map((one) => ({ x: part * budgetSeconds, y: distanceOf(one) })),
    );
    const shown =
      place === -1 ? { name: '', colour: 'grey' as const } : { name: String(number), colour: place };
    return { ...shown, points, isScatter: points.length === 1 };
  });
  const seeds = {
    name: '',
    colour: 0,
    isScatter: true,
    points: ofStage(done, stages.length + 1).map((one) => ({ x: budgetSeconds, y: distanceOf(one) })),
  };
  return {
    name,
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

/** How far each objective came with its defaults. */
export const defaultsTable = (budgetSeconds: number, done: readonly Own[]): Table => ({
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
