// Experiment 4: overfitting shows. The critic's numbers on training and held-out digits, of few and of many digits.

import { drawPanels, type Picture } from '../../src/formats/chart.ts';
import type { PartialConfig } from '../../src/train/config.ts';
import { type DigitResult, smallNetworks, tellDigits, trainDigits } from './digits.ts';
import { type Done, defineExperiment } from './experiment.ts';
import { bootstrap, intervalText, mean, median } from './statistics.ts';

interface OverfitUnit {
  readonly key: string;
  readonly objective: string;
  /** Digits trained on; as many again, 1,000, are held out. */
  readonly trained: number;
  readonly digits: number;
  readonly config: PartialConfig;
  readonly iterations: number;
  readonly measureEvery: number;
}

type Own = Done<OverfitUnit, DigitResult>;

const HELD_OUT = 1000;
const compared = ['wgan', 'wgan-gp'] as const;
const sizes = [1000, 59_000] as const;

/** Estimate on training digits minus that on held-out ones, over the last quarter, in parts of the former. */
function gapOf({ result }: Own): number {
  const looks = result.looks.slice(Math.floor(result.looks.length * 0.75));
  const [train, held] = [
    mean(looks.map((look) => look.wasserstein!)),
    mean(looks.map((look) => look.wassersteinHoldout!)),
  ];
  return (train - held) / Math.abs(train);
}

const select = (done: readonly Own[], objective: string, trained: number) =>
  done.filter(({ unit }) => unit.objective === objective && unit.trained === trained);

const pictureOf = (done: readonly Own[]): Picture => ({
  name: 'overfit',
  alt: 'Wasserstein estimates on training and held-out digits over training',
  svg: drawPanels(
    compared.flatMap((objective) =>
      sizes.map((trained) => {
        const looks = select(done, objective, trained)[0]?.result.looks ?? [];
        const line = (name: string, colour: number, of: 'wasserstein' | 'wassersteinHoldout') => ({
          name,
          colour,
          points: looks.map((look) => ({ x: look.iteration, y: look[of] ?? Number.NaN })),
        });
        return {
          title: `${objective}, ${trained.toLocaleString('en')} digits`,
          x: { label: 'iteration' },
          y: { label: 'estimate' },
          series: [line('training', 0, 'wasserstein'), line('held out', 1, 'wassersteinHoldout')],
        };
      }),
    ),
  ),
});

export const overfitExperiment = defineExperiment<OverfitUnit, DigitResult>({
  name: 'overfit',
  question: 'Does the critic show overfitting?',
  method:
    'Figure 5b of the WGAN-GP paper: trained on 1,000 digits, and for comparison on 59,000, with 1,000 others held out; critic 784-256-256-1, 3 seeds, 6,000 iterations. Every 100 iterations: the median of the estimate on training batches, and the estimate on the held-out digits.',
  criteria: [
    'Overfitting shows if, over the last quarter of training, the gap between the estimates on training and held-out digits, divided by the former, is larger with 1,000 digits than with 59,000 in every seed, and above 0.2 with 1,000.',
    'It is the estimate’s own early warning if so for wgan-gp; claim 4 (the loss tells the model’s state) gains a reason, or a footnote if not.',
  ],
  needsBases: true,
  plan: ({ size, bases }) => {
    const [seeds, iterations, measureEvery] = size === 'full' ? [3, 6000, 100] : [1, 150, 30];
    return compared.flatMap((objective) =>
      sizes.flatMap((trained) =>
        Array.from({ length: seeds }, (_, index) => ({
          key: `${objective}_${trained}_${index + 1}`,
          objective,
          trained,
          digits: trained + HELD_OUT,
          config: {
            ...smallNetworks,
            criticHidden: [256, 256],
            ...bases[objective],
            seed: index + 1,
            holdout: HELD_OUT,
          },
          iterations,
          measureEvery,
        })),
      ),
    );
  },
  run: ({ config, iterations, measureEvery, digits }) =>
    trainDigits({ config, iterations, measureEvery, digits, lookSamples: 0 }),
  tell: tellDigits,
  report(done) {
    const gaps = compared.map((objective) =>
      sizes.map((trained) => select(done, objective, trained).map(gapOf)),
    );
    const findings = compared.map((objective, place) => {
      const [few, many] = gaps[place] as [number[], number[]];
      const isShown =
        few.every((gap, seed) => gap > (many[seed] ?? Number.POSITIVE_INFINITY)) && median(few) > 0.2;
      return `${objective}: relative gap ${median(few).toFixed(2)} on 1,000 digits, ${median(many).toFixed(2)} on 59,000: overfitting ${isShown ? 'shows' : 'does not show by this criterion'}`;
    });
    return {
      tables: [
        {
          caption:
            'Relative gap of the estimates, training minus held-out, last quarter: median of the seeds, 95 % bootstrap interval.',
          head: ['objective', '1,000 digits', '59,000 digits'],
          rows: compared.map((objective, place) => [
            objective,
            ...gaps[place]!.map((values) => intervalText(bootstrap(values, median))),
          ]),
        },
      ],
      pictures: [pictureOf(done)],
      findings,
      verdicts: [],
    };
  },
});
