// Which settings suit each objective? The same grid for each; the other experiments on digits build on the best.

import type { PartialConfig } from '../../src/train/config.ts';
import { type DigitResult, frechetOf, smallNetworks, tellDigits, trainDigits } from './digits.ts';
import { type Bases, type Done, defineExperiment } from './experiment.ts';
import { numberText } from './statistics.ts';

interface RateUnit {
  readonly key: string;
  readonly objective: string;
  readonly config: PartialConfig;
  readonly iterations: number;
}

/** The objectives that are compared everywhere. */
export const objectives = ['gan', 'gan-minimax', 'wgan', 'wgan-gp'] as const;

/** What each objective has besides optimizer and rate: two values of its own knob. */
const knobs: Readonly<Record<(typeof objectives)[number], readonly PartialConfig[]>> = {
  gan: [{ criticSteps: 1 }, { criticSteps: 5 }],
  'gan-minimax': [{ criticSteps: 1 }, { criticSteps: 5 }],
  wgan: [{ clip: 0.01 }, { clip: 0.1 }],
  'wgan-gp': [{ penalty: 1 }, { penalty: 10 }],
};

const optimizers: readonly PartialConfig[] = [{ optimizer: 'rmsprop' }, { optimizer: 'adam', beta1: 0.5 }];
const rates = [3e-4, 1e-3, 3e-3, 1e-2] as const;

const valuesText = (config: PartialConfig) => Object.values(config).join('-');

function unitsOf(iterations: number): readonly RateUnit[] {
  return objectives.flatMap((objective) =>
    knobs[objective].flatMap((knob) =>
      optimizers.flatMap((optimizer) =>
        rates.map((learningRate) => ({
          key: [objective, valuesText(knob), valuesText(optimizer), learningRate].join('_'),
          objective,
          config: { objective, ...knob, ...optimizer, learningRate },
          iterations,
        })),
      ),
    ),
  );
}

/** What `--quick` runs build on: the defaults of wgan, with rates that show something in a few iterations. */
export const quickBases: Bases = {
  gan: { objective: 'gan', learningRate: 1e-3 },
  'gan-minimax': { objective: 'gan-minimax', learningRate: 1e-3 },
  wgan: { objective: 'wgan', learningRate: 1e-3, clip: 0.05 },
  'wgan-gp': { objective: 'wgan-gp', learningRate: 1e-3 },
};

/** The best settings of each objective.
 *  @throws Error if an objective has no finished run */
export function chosenBases(done: readonly Done[]): Bases {
  const own = done as readonly Done<RateUnit, DigitResult>[];
  return Object.fromEntries(
    objectives.map((objective) => {
      const [best] = own
        .filter(({ unit }) => unit.objective === objective)
        .toSorted((a, b) => frechetOf(a.result) - frechetOf(b.result));
      if (best === undefined) {
        throw new Error(
          `rates: expected finished runs of ${objective}, got none\nhelp: run the experiment rates first`,
        );
      }
      return [objective, best.unit.config];
    }),
  );
}

export const rateSearch = defineExperiment<RateUnit, DigitResult>({
  name: 'rates',
  question: 'Which settings suit each objective?',
  method:
    'The same grid for each objective: RMSprop and Adam (β₁ 0.5), learning rates 3e-4, 1e-3, 3e-3, 1e-2, and two values of its own knob (critic steps 1, 5; clip 0.01, 0.1; penalty 1, 10): 16 runs of 1,000 iterations on MNIST, critic 784-128-128-1, generator 64-128-128-784, batch 64, seed 1. The other experiments on digits take the setting with the least Fréchet distance.',
  criteria: ['None: this is the common search that all objectives get before they are compared.'],
  needsBases: false,
  plan: ({ size }) => {
    if (size === 'full') return unitsOf(1000);
    return unitsOf(100).filter(({ config }) => config.learningRate === 1e-3 && config.optimizer === 'adam');
  },
  run: ({ config, iterations }) =>
    trainDigits({
      config: { ...smallNetworks, ...config },
      iterations,
      measureEvery: iterations,
      lookSamples: 0,
    }),
  tell: tellDigits,
  report(done) {
    const rows = objectives.flatMap((objective) =>
      done
        .filter(({ unit }) => unit.objective === objective)
        .toSorted((a, b) => frechetOf(a.result) - frechetOf(b.result))
        .slice(0, 3)
        .map(({ unit, result }, place) => [
          place === 0 ? objective : '',
          settingText(unit.config),
          numberText(frechetOf(result), 1),
          numberText((1000 * result.seconds) / result.iterations, 1),
        ]),
    );
    return {
      tables: [
        {
          caption: 'The three best settings of each objective; the first is used from here on.',
          head: ['objective', 'setting', 'Fréchet distance', 'ms per iteration'],
          rows,
        },
      ],
      pictures: [],
      findings: [
        `${done.filter(({ result }) => result.state === 'diverged').length} of ${done.length} runs diverged`,
      ],
      verdicts: [],
    };
  },
});

/** "adam, β₁ 0.5, learning rate 0.001, penalty 10". */
export const settingText = ({
  objective: _,
  optimizer,
  beta1,
  learningRate,
  ...knob
}: PartialConfig): string =>
  [
    optimizer,
    ...(beta1 === undefined ? [] : [`β₁ ${beta1}`]),
    ...(learningRate === undefined ? [] : [`rate ${learningRate}`]),
    ...Object.entries(knob).map(([key, value]) => `${key} ${value}`),
  ].join(', ');
