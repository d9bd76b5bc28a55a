// Experiment 2: does the loss tell quality? Rank correlation, over training, of each logged number and the distance.

import { drawPanels, type Panel, type Picture } from '../../src/formats/chart.ts';
import type { PartialConfig } from '../../src/train/config.ts';
import { type DigitResult, smallNetworks, tellDigits, trainDigits } from './digits.ts';
import { type Done, defineExperiment } from './experiment.ts';
import { bootstrap, intervalText, median, numberText, spearman } from './statistics.ts';

interface LossUnit {
  readonly key: string;
  readonly objective: string;
  readonly config: PartialConfig;
  readonly iterations: number;
  readonly measureEvery: number;
}

type Own = Done<LossUnit, DigitResult>;

const compared = ['gan', 'wgan', 'wgan-gp'] as const;

/** Looks of the first phase, in which the critic is still learning, as the WGAN-GP authors describe it. */
const SETTLING = 500;

const numbers = [
  { name: 'estimate', of: (look: Look) => look.wasserstein },
  { name: 'held-out estimate', of: (look: Look) => look.wassersteinHoldout },
  { name: 'critic loss', of: (look: Look) => look.criticLoss },
  { name: 'generator loss', of: (look: Look) => look.generatorLoss },
] as const;

type Look = DigitResult['looks'][number];

/** Spearman's correlation of a number and the distance within a run, after settling. */
function correlation({ result }: Own, of: (look: Look) => number | undefined): number {
  const looks = result.looks.filter((look) => look.iteration > SETTLING && of(look) !== undefined);
  return spearman(
    looks.map((look) => of(look)!),
    looks.map((look) => look.frechet!),
  );
}

const ofObjective = (done: readonly Own[], objective: string) =>
  done.filter(({ unit }) => unit.objective === objective);

/** The curves of the first seed. */
function panelOf(done: readonly Own[], objective: (typeof compared)[number]): readonly Panel[] {
  const looks = ofObjective(done, objective)[0]?.result.looks ?? [];
  const number = objective === 'gan' ? numbers[2] : numbers[0];
  const x = { label: 'iteration' };
  return [
    {
      title: `${objective}: ${number.name}`,
      x,
      y: { label: number.name },
      series: [
        {
          name: number.name,
          colour: 0,
          points: looks.map((look) => ({ x: look.iteration, y: number.of(look)! })),
        },
      ],
    },
    {
      title: `${objective}: Fréchet distance`,
      x,
      y: { label: 'Fréchet distance', isLog: true },
      series: [
        {
          name: 'distance',
          colour: 1,
          points: looks.map((look) => ({ x: look.iteration, y: look.frechet! })),
        },
      ],
    },
  ];
}

const pictureOf = (done: readonly Own[]): Picture => ({
  name: 'loss',
  alt: 'Loss or estimate beside the Fréchet distance over training, for each objective, seed 1',
  svg: drawPanels(compared.flatMap((objective) => panelOf(done, objective))),
});

export const lossExperiment = defineExperiment<LossUnit, DigitResult>({
  name: 'loss',
  question: 'Does the loss tell quality?',
  method:
    'Each objective with its best setting, 5 seeds, 3,000 iterations on MNIST, 2,000 digits held out. Every 100 iterations: medians of the logged numbers over those iterations, and the Fréchet distance of 2,000 samples. Spearman’s rank correlation within each run, after the first 500 iterations.',
  criteria: [
    'A number tells quality if its rank correlation with the distance, median over seeds, is at least 0.7 in size, with the sign that a distance has (+), and its 95 % interval excludes 0.',
    'Claim 4 holds if the estimate of wgan-gp and of wgan tells quality and neither loss of gan does; it needs a footnote if only part of that is so, and fails if neither estimate tells it.',
  ],
  needsBases: true,
  plan: ({ size, bases }) => {
    const [seeds, iterations, measureEvery] = size === 'full' ? [5, 3000, 100] : [1, 700, 50];
    return compared.flatMap((objective) =>
      Array.from({ length: seeds }, (_, index) => ({
        key: `${objective}_${index + 1}`,
        objective,
        config: { ...smallNetworks, ...bases[objective], seed: index + 1, holdout: 2000 },
        iterations,
        measureEvery,
      })),
    );
  },
  run: trainDigits,
  tell: tellDigits,
  report(done) {
    const cells = compared.map((objective) => {
      const own = ofObjective(done, objective);
      return numbers.map(({ of }) => {
        const found = own.map((one) => correlation(one, of)).filter((value) => !Number.isNaN(value));
        return found.length === 0 ? undefined : bootstrap(found, median);
      });
    });
    const isTold = (cell: (typeof cells)[number][number]) =>
      cell !== undefined && cell.value >= 0.7 && cell.low > 0;
    const [gan, wgan, gp] = cells as [(typeof cells)[number], (typeof cells)[number], (typeof cells)[number]];
    const estimates = [isTold(wgan[0]), isTold(gp[0])];
    const isGanTold = isTold(gan[2]) || isTold(gan[3]);
    const verdict =
      estimates.every(Boolean) && !isGanTold
        ? 'holds'
        : estimates.some(Boolean)
          ? 'needs a footnote'
          : 'fails';
    const findings = compared.map((objective, place) => {
      const text = numbers.map(({ name }, index) => `${name} ${numberText(cells[place]![index]?.value)}`);
      return `${objective}: rank correlation with the distance: ${text.join(', ')}`;
    });
    return {
      tables: [
        {
          caption:
            'Spearman’s rank correlation with the Fréchet distance over training: median of the seeds, 95 % bootstrap interval.',
          head: ['objective', ...numbers.map(({ name }) => name)],
          rows: compared.map((objective, place) => [
            objective,
            ...cells[place]!.map((cell) => (cell === undefined ? '–' : intervalText(cell))),
          ]),
        },
      ],
      pictures: [pictureOf(done)],
      findings,
      verdicts: [{ claim: 4, verdict, because: findings.join('; ') }],
    };
  },
});
