// Experiment 3: is it faster? Time and iterations to given distances; with longer first phases of the critic too.

import { drawPanels, type Picture } from '../../src/formats/chart.ts';
import type { PartialConfig } from '../../src/train/config.ts';
import { type DigitResult, smallNetworks, tellDigits, trainDigits } from './digits.ts';
import { type Done, defineExperiment } from './experiment.ts';
import { bootstrap, intervalText, median, numberText, quantile } from './statistics.ts';

interface SpeedUnit {
  readonly key: string;
  readonly variant: string;
  readonly config: PartialConfig;
  readonly iterations: number;
  readonly measureEvery: number;
}

type Own = Done<SpeedUnit, DigitResult>;

const variants: readonly {
  readonly name: string;
  readonly objective: string;
  readonly criticWarmup: number;
}[] = [
  { name: 'gan', objective: 'gan', criticWarmup: 0 },
  { name: 'wgan', objective: 'wgan', criticWarmup: 0 },
  { name: 'wgan, warm-up 100', objective: 'wgan', criticWarmup: 100 },
  { name: 'wgan, warm-up 2375', objective: 'wgan', criticWarmup: 2375 },
  { name: 'wgan-gp', objective: 'wgan-gp', criticWarmup: 0 },
  { name: 'wgan-gp, warm-up 100', objective: 'wgan-gp', criticWarmup: 100 },
  { name: 'wgan-gp, warm-up 2375', objective: 'wgan-gp', criticWarmup: 2375 },
];

/** Distances to reach, the criterion last. */
const targets = [60, 40, 30, 20] as const;
const CRITERION = 30;

/** Where a run first reaches a distance; infinite where it never does. */
function reached({ result }: Own, target: number, unit: 'seconds' | 'iteration'): number {
  return (
    result.looks.find(({ frechet = Number.POSITIVE_INFINITY }) => frechet <= target)?.[unit] ??
    Number.POSITIVE_INFINITY
  );
}

const ofVariant = (done: readonly Own[], name: string) => done.filter(({ unit }) => unit.variant === name);

/** The ratio of median times to the criterion, of one variant to another. */
function ratio(done: readonly Own[], name: string, to: string, unit: 'seconds' | 'iteration') {
  const [a, b] = [ofVariant(done, name), ofVariant(done, to)];
  const pairs = a.flatMap((one, index) => {
    const other = b[index];
    return other === undefined
      ? []
      : [[reached(one, CRITERION, unit), reached(other, CRITERION, unit)] as const];
  });
  return bootstrap(pairs, (some) => median(some.map(([x]) => x)) / median(some.map(([, y]) => y)));
}

const shownOf = (done: readonly Own[]) => variants.filter(({ name }) => ofVariant(done, name).length > 0);

function pictureOf(done: readonly Own[]): Picture {
  const shown = shownOf(done);
  return {
    name: 'speed',
    alt: 'Fréchet distance over seconds and over generator iterations, median and range of the seeds',
    svg: drawPanels(
      (['seconds', 'iteration'] as const).map((unit) => ({
        title: `over ${unit === 'seconds' ? 'seconds of training' : 'generator iterations'}`,
        x: { label: unit === 'seconds' ? 'seconds' : 'iterations' },
        y: { label: 'Fréchet distance', isLog: true },
        series: shown
          .filter(({ criticWarmup }) => criticWarmup !== 100)
          .map(({ name }, colour) => ({ name, colour, points: curveOf(ofVariant(done, name), unit) })),
      })),
    ),
  };
}

export const speedExperiment = defineExperiment<SpeedUnit, DigitResult>({
  name: 'speed',
  question: 'Is it faster?',
  method:
    'Each objective with its best setting, and with 100 and 2,375 critic updates ahead of the first generator update (WassersteinGAN’s schedule makes 2,375 extra ones in its first 25 iterations); 5 seeds, 3,000 iterations on MNIST, one thread per run, two runs side by side. Every 50 iterations the Fréchet distance of 2,000 samples, the clock stopped. Time counts the warm-up.',
  criteria: [
    `Faster means: the median over seeds of the training time to a Fréchet distance ≤ ${CRITERION} is smaller, and the 95 % interval of the ratio of medians lies below 1.`,
    'Claim 3 (GANs train slowly, WGAN does not) holds if wgan-gp is faster than gan in wall time; it needs a footnote if only in generator iterations; else it fails.',
    'Claim 9 (a better trained critic makes the generator grow faster) holds if either warm-up of wgan-gp or wgan is faster than none in wall time; it needs a footnote if only in generator iterations; else it fails.',
  ],
  needsBases: true,
  plan: ({ size, bases }) => {
    const [seeds, iterations, measureEvery] = size === 'full' ? [5, 3000, 50] : [1, 100, 50];
    const chosen = size === 'full' ? variants : variants.filter(({ criticWarmup }) => criticWarmup <= 100);
    return chosen.flatMap(({ name, objective, criticWarmup }) =>
      Array.from({ length: seeds }, (_, index) => ({
        key: `${name.replaceAll(/[ ,]+/g, '-')}_${index + 1}`,
        variant: name,
        config: { ...smallNetworks, ...bases[objective], seed: index + 1, criticWarmup },
        iterations,
        measureEvery,
      })),
    );
  },
  run: trainDigits,
  tell: tellDigits,
  report(done) {
    const shown = shownOf(done);
    const row = (name: string, unit: 'seconds' | 'iteration') => [
      name,
      ...targets.map((target) => {
        const values = ofVariant(done, name).map((one) => reached(one, target, unit));
        return numberText(median(values), unit === 'seconds' ? 1 : 0);
      }),
    ];
    const verdictOf = (ratios: readonly (readonly [string, string])[]) => {
      const isFaster = (unit: 'seconds' | 'iteration') =>
        ratios.some(([name, to]) => ratio(done, name, to, unit).high < 1);
      return isFaster('seconds') ? 'holds' : isFaster('iteration') ? 'needs a footnote' : 'fails';
    };
    const tellRatio = ([name, to]: readonly [string, string]) =>
      `${name} ÷ ${to} to a distance of ${CRITERION}: time ${intervalText(ratio(done, name, to, 'seconds'))}, iterations ${intervalText(ratio(done, name, to, 'iteration'))}`;
    const claim3 = [['wgan-gp', 'gan']] as const;
    const claim9 = ['wgan', 'wgan-gp'].flatMap((objective) =>
      [100, 2375].map((updates) => [`${objective}, warm-up ${updates}`, objective] as const),
    );
    const head = ['', ...targets.map((target) => `≤ ${target}`)];
    return {
      tables: [
        {
          caption: 'Seconds of training to a Fréchet distance, median of the seeds (∞: not within the run).',
          head,
          rows: shown.map(({ name }) => row(name, 'seconds')),
        },
        {
          caption: 'Generator iterations to the same.',
          head,
          rows: shown.map(({ name }) => row(name, 'iteration')),
        },
      ],
      pictures: [pictureOf(done)],
      findings: [...claim3, ...claim9].map(tellRatio),
      verdicts: [
        { claim: 3, verdict: verdictOf(claim3), because: claim3.map(tellRatio).join('; ') },
        { claim: 9, verdict: verdictOf(claim9), because: claim9.map(tellRatio).join('; ') },
      ],
    };
  },
});

/** Median and range over the seeds, look by look. */
function curveOf(runs: readonly Own[], unit: 'seconds' | 'iteration') {
  const count = Math.min(...runs.map(({ result }) => result.looks.length));
  return Array.from({ length: count }, (_, index) => {
    const values = runs.map(({ result }) => result.looks[index]!.frechet!);
    return {
      x: median(runs.map(({ result }) => result.looks[index]![unit])),
      y: median(values),
      low: quantile(values, 0),
      high: quantile(values, 1),
    };
  });
}
