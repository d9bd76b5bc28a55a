// Experiment 11: do mature networks train, and make better pictures? Pairs of critics and generators, three objectives.

import type { Evaluator } from '../../src/metrics/evaluator.ts';
import { openEvaluator } from '../../src/metrics/open-evaluator.ts';
import type { Sampler } from '../../src/metrics/samples.ts';
import { type PartialConfig, resolveConfig } from '../../src/train/config.ts';
import { iterationsIn, speedOf } from '../budget.ts';
import { type Done, defineExperiment } from './experiment.ts';
import { datasetOf, deviceOfRuns } from './resources.ts';
import { type Trained, trainMeasured } from './training.ts';

interface MatureUnit {
  readonly key: string;
  readonly generator: string;
  readonly critic: string;
  readonly objective: string;
  readonly config: PartialConfig;
  /** Of two processors. */
  readonly minutes: number;
  readonly samples: number;
}

interface Score {
  readonly frechet: number;
  readonly coverage: number;
}
type MatureResult = Trained<Score, Score> & { readonly perSecond: number };
type Own = Done<MatureUnit, MatureResult>;

const generators: Readonly<Record<string, PartialConfig>> = {
  mlp: { generator: 'mlp' },
  dcgan: { generator: 'dcgan', generatorChannels: 32 },
  resnet: { generator: 'resnet', generatorChannels: 32 },
};
const critics: Readonly<Record<string, PartialConfig>> = {
  mlp: { critic: 'mlp' },
  dcgan: { critic: 'dcgan', criticChannels: 32 },
  resnet: { critic: 'resnet', criticChannels: 32 },
  'vgg16 ÷ 4': { critic: 'vgg16', criticWidth: 4 },
};
const objectives: Readonly<Record<string, PartialConfig>> = {
  gan: { objective: 'gan', optimizer: 'adam', beta1: 0.5, beta2: 0.999, learningRate: 2e-4 },
  wgan: { objective: 'wgan', clip: 0.03, optimizer: 'rmsprop', learningRate: 2e-4 },
  'wgan-gp': { objective: 'wgan-gp', optimizer: 'adam', beta1: 0, beta2: 0.9, learningRate: 2e-4 },
};
/** Families that the tutorial calls mature. */
const isMature = (name: string) => name !== 'mlp' && name !== 'dcgan';
const hasMature = ({ unit: { critic, generator } }: Own) => isMature(critic) || isMature(generator);

const MINUTES = 3;
/** Looks at a training, besides the last. */
const LOOKS = 8;
const COVERED = 0.5;

const slug = (name: string) => name.replaceAll(' ÷ ', '-');

const planOf = (minutes: number, samples: number): readonly MatureUnit[] =>
  Object.entries(objectives).flatMap(([objective, how]) =>
    Object.entries(critics).flatMap(([critic, judged]) =>
      Object.entries(generators).map(([generator, made]) => ({
        key: `${objective}_${slug(critic)}_${generator}`,
        ...{ generator, critic, objective, minutes, samples },
        config: { dataset: 'mnist', latent: 64, average: 0.999, ...how, ...judged, ...made, seed: 1 },
      })),
    ),
  );

let opened: Promise<Evaluator> | undefined;

async function scoreOf(sampler: Sampler, samples: number): Promise<Score> {
  opened ??= openEvaluator(await datasetOf('mnist'), await deviceOfRuns(), { counts: { samples } });
  const { frechetDistance = 0, coverage = 0 } = await (await opened).evaluate(sampler);
  return { frechet: frechetDistance, coverage };
}

async function run({ config: given, minutes, samples }: MatureUnit): Promise<MatureResult> {
  const [dataset, device] = [await datasetOf('mnist'), await deviceOfRuns()];
  const perSecond = await speedOf(resolveConfig({}, { from: given }), dataset);
  const iterations = iterationsIn(minutes, perSecond);
  const score = (sampler: Sampler) => scoreOf(sampler, samples);
  const measureEvery = Math.max(1, Math.floor(iterations / LOOKS));
  const trained = await trainMeasured(
    { config: given, iterations, measureEvery },
    { dataset, device },
    { look: score, final: score },
  );
  return { ...trained, perSecond };
}

/** The score after so many iterations, or shortly before; nothing where there is no look so early. */
const scoreAt = ({ result }: Own, iterations: number): Score | undefined =>
  result.looks.findLast(({ iteration }) => iteration <= iterations);

const isCovering = ({ result }: Own) => (result.final?.coverage ?? 0) >= COVERED;

const bestOf = (done: readonly Own[], score: (one: Own) => Score | undefined): Own | undefined =>
  done.filter((one) => score(one) !== undefined).toSorted((a, b) => score(a)!.frechet - score(b)!.frechet)[0];

const nameOf = ({ unit: { generator, critic } }: Own) => `${generator} against ${critic}`;

function reportOf(done: readonly Own[]) {
  const common = Math.min(...done.map(({ result }) => result.iterations));
  const rows = Object.keys(critics).flatMap((critic) =>
    Object.keys(generators).map((generator) => [
      `${generator} against ${critic}`,
      ...Object.keys(objectives).map((objective) => {
        const one = done.find(
          ({ unit }) =>
            unit.critic === critic && unit.generator === generator && unit.objective === objective,
        );
        if (one === undefined) return '–';
        if (one.result.final === undefined) return 'diverged';
        const { frechet, coverage } = one.result.final;
        return `${(100 * coverage).toFixed(0)} %, ${frechet.toFixed(1)} (${one.result.iterations})`;
      }),
    ]),
  );
  const findings = Object.keys(objectives).map((objective) => {
    const own = done.filter(({ unit }) => unit.objective === objective);
    const mature = own.filter(hasMature);
    const inTime = bestOf(own, ({ result }) => result.final);
    const inIterations = bestOf(own, (one) => scoreAt(one, common));
    return [
      `${objective}: ${mature.filter(isCovering).length} of ${mature.length} pairs with a mature network train`,
      `best in equal time ${inTime ? nameOf(inTime) : 'none'}`,
      `best in ${common} iterations ${inIterations ? nameOf(inIterations) : 'none'}`,
    ].join('; ');
  });
  const gp = done.filter(({ unit }) => unit.objective === 'wgan-gp');
  const mature = gp.filter(hasMature);
  const isTrained = mature.length > 0 && mature.every(isCovering);
  const best = bestOf(gp, ({ result }) => result.final);
  const isBetter = best !== undefined && hasMature(best);
  const verdict = isTrained && isBetter ? 'holds' : isTrained || isBetter ? 'needs a footnote' : 'fails';
  return {
    tables: [
      {
        caption:
          'Coverage and Fréchet distance after three minutes of two processors, and the iterations made in them.',
        head: ['generator against critic', ...Object.keys(objectives)],
        rows,
      },
    ],
    pictures: [],
    findings,
    verdicts: [{ claim: 11, verdict, because: findings.join('. ') } as const],
  };
}

export const matureExperiment = defineExperiment<MatureUnit, MatureResult>({
  name: 'mature',
  question: 'Do mature networks train with confidence, and make better pictures?',
  method: `Generators mlp, dcgan and resnet against critics mlp, dcgan, resnet and vgg16 ÷ 4 (32 channels), 12 pairs × gan, wgan, wgan-gp on MNIST, one setting for each objective, ${MINUTES} minutes of two processors each, counted in iterations by the processor time of an iteration; ${LOOKS} looks meanwhile.`,
  criteria: [
    `A pair trains if the coverage of its samples is at least ${COVERED} at the end. The first half of claim 11 holds if all pairs with a resnet or vgg16 train under wgan-gp.`,
    'Its second half, better pictures, holds if the least Fréchet distance of wgan-gp after equal time is that of a pair with a resnet or vgg16; told beside it is which pair is best after equally many iterations.',
  ],
  needsBases: false,
  plan: ({ size }) =>
    size === 'full'
      ? planOf(MINUTES, 2000)
      : planOf(1 / 120, 200).filter(({ generator, critic }) => generator === 'mlp' && critic === 'mlp'),
  run,
  tell: ({ state, final, iterations, perSecond }) =>
    state === 'done'
      ? `coverage ${final!.coverage.toFixed(2)}, Fréchet distance ${final!.frechet.toFixed(1)}, ${iterations} iterations at ${perSecond.toFixed(2)} in a processor second`
      : state,
  report: reportOf,
});
