// The fused iteration as an ONNX model for others: any ONNX runtime can train with it.

import type { PointScale } from '../base/point-scale.ts';
import { type CompileOptions, compile, type Program } from '../compiler/program.ts';
import { emaRamps } from '../gan/ema-ramps.ts';
import { initialState } from '../gan/gan.ts';
import { trainingStep, wholeIteration } from '../gan/iteration.ts';
import { liveScalars } from '../gan/live-scalars.ts';
import type { Config } from './config.ts';
import { criticSpec, ganOf, generatorSpec, settingsOf } from './setup.ts';

/** One whole iteration of a configuration as a program. Its inputs are the tensors of a checkpoint, under their names,
 *  real samples, random numbers and derived scalars; its outputs `<name>.next` are the tensors after it, the others
 *  numbers to log. The metadata say what each input is and which stream of random numbers fills it. */
export function trainingProgram(config: Config, sampleShape: readonly number[], scale?: PointScale): Program {
  const gan = ganOf(config, sampleShape);
  const graph = trainingStep(gan, initialState(gan, config.training.seed), wholeIteration(gan));
  return compile(graph, describeTraining(config, sampleShape, scale));
}

function describeTraining(
  config: Config,
  sampleShape: readonly number[],
  scale?: PointScale,
): CompileOptions {
  const { batch, criticSteps, seed } = config.training;
  const { latent } = config.generator;
  const steps = Array.from({ length: criticSteps }, (_, step) => step);
  const random = {
    'latent.critic': {
      distribution: 'normal(0, 1)',
      shape: [criticSteps * batch, latent],
      stream: { seed, purpose: 'latent', counter: '2 * iteration' },
    },
    'latent.generator': {
      distribution: 'normal(0, 1)',
      shape: [batch, latent],
      stream: { seed, purpose: 'latent', counter: '2 * iteration + 1' },
    },
    'mix.<k>': {
      distribution: 'uniform [0, 1)',
      shape: [batch, ...sampleShape.map(() => 1)],
      stream: { seed, purpose: 'mix', counter: 'iteration', part: 'numbers k * batch to (k + 1) * batch' },
    },
  };
  return {
    name: 'iteration',
    descriptions: {
      'latent.critic': `standard normal noise of all ${criticSteps} critic steps`,
      'latent.generator': 'standard normal noise of the generator step',
      ...Object.fromEntries(
        steps.map((step) => [`real.${step}`, `real samples of critic step ${step}, ${rangeText(scale)}`]),
      ),
      ...Object.fromEntries(
        steps.map((step) => [`mix.${step}`, `uniform numbers in [0, 1) of critic step ${step}`]),
      ),
      ...scalarDescriptions(config, sampleShape),
    },
    metadata: {
      format: 'wgan-iteration/1',
      objective: config.objective.name,
      optimizer: optimizerText(config),
      settings: JSON.stringify(settingsOf(config)),
      generator: JSON.stringify(generatorSpec(config, sampleShape, scale)),
      critic: JSON.stringify(criticSpec(config, sampleShape)),
      random: JSON.stringify(random),
      use: 'run it, feed every output <name>.next as <name> to the next iteration, refill the other inputs',
    },
  };
}

/** "rmsprop", or "adam, sgd" of generator and critic. */
const optimizerText = ({ optimizer: { generator, critic } }: Config) =>
  [...new Set([generator.name, critic.name])].join(', ');

const rangeText = (scale: PointScale | undefined) =>
  scale === undefined ? 'images in [-1, 1]' : "points as (x - centre) / spread of the generator's scale";

/** Derived scalars: what they are, and their values in the first iteration. */
function scalarDescriptions(config: Config, sampleShape: readonly number[]): Record<string, string> {
  const gan = ganOf(config, sampleShape);
  const settings = settingsOf(config);
  const counts = { critic: config.training.criticWarmup, generator: 0 };
  const first = liveScalars(gan, settings, counts, wholeIteration(gan));
  const meaning = (name: string) => {
    if (name === 'scalar.penalty') return 'weight of the penalty in each critic step';
    if (name === 'scalar.clip') return 'bound of the critic parameters in each critic step';
    if (name === 'scalar.average') {
      return `1 − decay of the generator's average: 1 − 0.5^(1 ÷ half-life), at least 1 − ${config.training.ema.decay}; ${emaRamps.get(config.training.ema.ramp).description}`;
    }
    const network = name.includes('.critic.') ? 'critic' : 'generator';
    return `${name.split('.').at(-1)} of ${config.optimizer[network].name} in each update of the ${network}, from its learning rate`;
  };
  return Object.fromEntries(
    Object.entries(first).map(([name, values]) => [
      name,
      `${meaning(name)}; in the first iteration ${values.join(', ')}`,
    ]),
  );
}
