// Experiment 7: does momentum hurt? Clipping and penalty with five optimizers, each at its own best rate.

import { drawPanels, type Picture } from '../../src/formats/chart.ts';
import type { PartialConfig } from '../../src/train/config.ts';
import { type DigitResult, frechetOf, smallNetworks, tellDigits, trainDigits } from './digits.ts';
import { type Done, defineExperiment } from './experiment.ts';
import { bootstrap, type Interval, intervalText, median, numberText } from './statistics.ts';

interface MomentumUnit {
  readonly key: string;
  readonly objective: string;
  readonly optimizer: string;
  readonly rate: number;
  readonly seed: number;
  readonly config: PartialConfig;
  readonly iterations: number;
  readonly measureEvery: number;
}

type Own = Done<MomentumUnit, DigitResult>;

const compared = ['wgan', 'wgan-gp'] as const;
const rates = [3e-4, 1e-3, 3e-3, 1e-2] as const;
const plainRates = [3e-3, 1e-2, 3e-2, 1e-1] as const;

const optimizers: readonly {
  readonly name: string;
  readonly config: PartialConfig;
  readonly rates: readonly number[];
}[] = [
  { name: 'rmsprop', config: { optimizer: 'rmsprop' }, rates },
  { name: 'sgd', config: { optimizer: 'sgd' }, rates: plainRates },
  { name: 'adam β₁ 0', config: { optimizer: 'adam', beta1: 0 }, rates },
  { name: 'adam β₁ 0.5', config: { optimizer: 'adam', beta1: 0.5 }, rates },
  { name: 'adam β₁ 0.9', config: { optimizer: 'adam', beta1: 0.9 }, rates },
];

/** Seeds of the search for the rate, and those that are told. */
const searchSeeds = [1] as const;
const toldSeeds = [2, 3, 4, 5, 6] as const;

/** The best rate of an optimizer under an objective, by the search seed. */
function bestRate(done: readonly Own[], objective: string, optimizer: string): number | undefined {
  const own = done.filter(
    ({ unit }) =>
      unit.objective === objective && unit.optimizer === optimizer && unit.seed === searchSeeds[0],
  );
  return own.toSorted((a, b) => frechetOf(a.result) - frechetOf(b.result))[0]?.unit.rate;
}

const told = (done: readonly Own[], objective: string, optimizer: string) =>
  done.filter(
    ({ unit }) =>
      unit.objective === objective && unit.optimizer === optimizer && unit.seed !== searchSeeds[0],
  );

/** How far a run's last look lies above its best: 1 is steady. */
const relapse = ({ result }: Own) => {
  const looks = result.looks.flatMap(({ frechet }) => frechet ?? []);
  return result.state === 'diverged' ? Number.POSITIVE_INFINITY : looks.at(-1)! / Math.min(...looks);
};

const pictureOf = (done: readonly Own[]): Picture => ({
  name: 'momentum',
  alt: 'Fréchet distance over training for each optimizer, median of the seeds',
  svg: drawPanels(
    compared.map((objective) => ({
      title: objective,
      x: { label: 'iteration' },
      y: { label: 'Fréchet distance', isLog: true },
      series: optimizers.map(({ name }, colour) => ({
        name,
        colour,
        points: medianCurve(told(done, objective, name)),
      })),
    })),
  ),
});

const rowsOf = (done: readonly Own[]): readonly (readonly string[])[] =>
  compared.flatMap((objective) =>
    optimizers.map(({ name }) => {
      const own = told(done, objective, name);
      return [
        objective,
        name,
        String(bestRate(done, objective, name) ?? '–'),
        own.length === 0
          ? '–'
          : intervalText(
              bootstrap(
                own.map(({ result }) => frechetOf(result)),
                median,
              ),
              1,
            ),
        numberText(median(own.map(relapse))),
      ];
    }),
  );

/** Last distance with β₁ 0.9 over that with β₁ 0, for each objective. */
const ratiosOf = (done: readonly Own[]): readonly Interval[] =>
  compared.map((objective) => {
    const of = (name: string) => told(done, objective, name).map(({ result }) => frechetOf(result));
    const [without, with9] = [of('adam β₁ 0'), of('adam β₁ 0.9')];
    const pairs = without.map((value, seed) => [value, with9[seed] ?? Number.NaN] as const);
    return bootstrap(pairs, (some) => median(some.map(([, b]) => b)) / median(some.map(([a]) => a)));
  });

export const momentumExperiment = defineExperiment<MomentumUnit, DigitResult>({
  name: 'momentum',
  question: 'Does momentum hurt?',
  method:
    'Clipping and penalty, each with RMSprop, SGD, Adam with β₁ 0, 0.5, 0.9 on both networks; four learning rates searched with seed 1, the best one run with 5 other seeds; 1,500 iterations on MNIST; clip bound and penalty weight as chosen by the search.',
  criteria: [
    'Momentum hurts an objective if Adam with β₁ 0.9, at its own best rate, ends at a median Fréchet distance more than 1.2 times that of Adam with β₁ 0, with the 95 % interval of the ratio above 1.',
    'Claim 5 (no optimizer with momentum) holds if momentum hurts both clipping and penalty; it needs a footnote if only one; it fails if none.',
  ],
  needsBases: true,
  plan: ({ size, bases, done }) => {
    const [iterations, measureEvery] = size === 'full' ? [1500, 150] : [40, 20];
    const tried = size === 'full' ? optimizers : optimizers.filter(({ name }) => /0$|0\.9$/.test(name));
    return compared.flatMap((objective) =>
      tried.flatMap(({ name, config, rates: own }) => {
        const unit = (rate: number, seed: number): MomentumUnit => ({
          key: `${objective}_${Object.values(config).join('-')}_${rate}_${seed}`,
          ...{ objective, optimizer: name, rate, seed, iterations, measureEvery },
          config: { ...smallNetworks, ...bases[objective], ...config, learningRate: rate, seed },
        });
        const searched = (size === 'full' ? own : own.slice(2, 3)).flatMap((rate) =>
          searchSeeds.map((seed) => unit(rate, seed)),
        );
        const isSearched = searched.every(({ key }) => done.some((one) => one.unit.key === key));
        const best = isSearched ? bestRate(done, objective, name) : undefined;
        const seeds = size === 'full' ? toldSeeds : toldSeeds.slice(0, 1);
        return [...searched, ...(best === undefined ? [] : seeds.map((seed) => unit(best, seed)))];
      }),
    );
  },
  run: trainDigits,
  tell: tellDigits,
  report(done) {
    const ratios = ratiosOf(done);
    const hurts = ratios.map(({ value, low }) => value > 1.2 && low > 1);
    const findings = compared.map(
      (objective, place) =>
        `${objective}: Adam β₁ 0.9 ends at ${intervalText(ratios[place]!)} times the distance of β₁ 0: momentum ${hurts[place] ? 'hurts' : 'does not hurt by this criterion'}`,
    );
    return {
      tables: [
        {
          caption:
            'Fréchet distance after training at the best rate: median of 5 seeds, 95 % bootstrap interval; last look over best look.',
          head: ['objective', 'optimizer', 'best rate', 'distance', 'last ÷ best'],
          rows: rowsOf(done),
        },
      ],
      pictures: [pictureOf(done)],
      findings,
      verdicts: [
        {
          claim: 5,
          verdict: hurts.every(Boolean) ? 'holds' : hurts.some(Boolean) ? 'needs a footnote' : 'fails',
          because: findings.join('; '),
        },
      ],
    };
  },
});

function medianCurve(runs: readonly Own[]) {
  const longest = runs.toSorted((a, b) => b.result.looks.length - a.result.looks.length)[0];
  return (longest?.result.looks ?? []).map(({ iteration }, index) => ({
    x: iteration,
    y: median(runs.flatMap(({ result }) => result.looks[index]?.frechet ?? [])),
  }));
}
