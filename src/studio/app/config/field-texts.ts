// The keys of a configuration in words, for every form of the page. The compiler lists a key without a text.

import { type FieldKey, type FieldWords, fieldWords } from '../../words/fields.ts';
import { language } from '../i18n/language.ts';

export type { FieldKey } from '../../words/fields.ts';

/** The name of a field, and what it does in one sentence. */
export interface FieldText {
  readonly label: string;
  readonly explanation: string;
}

const en: FieldWords = {
  objective: ['Objective', 'What critic and generator minimise.'],
  dataset: ['Data', 'What is to be learnt: a dataset by its name.'],
  iterations: ['Iterations', 'Generator updates; each comes with its critic updates.'],
  seed: ['Seed', 'Of all random numbers: the same seed gives the same run.'],
  batch: ['Batch', 'Real samples per critic update, and fakes per update of either network.'],
  criticSteps: [
    'Critic steps',
    'Critic updates per generator update: the critic must be ahead to be worth following.',
  ],
  criticWarmup: ['Critic’s head start', 'Extra critic updates before the generator’s first.'],
  optimizer: ['Optimizer', 'The update rule of both networks.'],
  learningRate: ['Learning rate', 'The step size of both networks.'],
  generatorLearningRate: ['Generator’s learning rate', 'How far one update moves the generator.'],
  criticLearningRate: ['Critic’s learning rate', 'How far one update moves the critic.'],
  momentum: ['Momentum', 'How much of the last step is repeated, in rmsprop and sgd.'],
  beta1: ['Adam’s β₁', 'Decay of Adam’s mean gradient, its momentum.'],
  beta2: ['Adam’s β₂', 'Decay of Adam’s mean squared gradient.'],
  penalty: ['Penalty weight λ', 'How strongly the critic’s slope is pulled towards 1.'],
  oneSided: ['One-sided penalty', 'Only slopes above 1 are penalised.'],
  clip: ['Clip bound', 'No parameter of the critic may leave ± this value.'],
  average: ['Averaging', 'Decay of the moving average of the generator that samples come from; 0 for none.'],
  emaRamp: ['Start of averaging', 'How the decay grows: at first the weights are random.'],
  architecture: ['Networks', 'The family of both networks.'],
  latent: ['Noise size', 'How many random numbers one sample is made from.'],
  generatorHidden: ['Generator’s layers', 'Widths of its hidden layers, from the noise on.'],
  criticHidden: ['Critic’s layers', 'Widths of its hidden layers, from the samples on.'],
  generatorNorm: ['Generator’s normalisation', 'After each of its hidden layers.'],
  criticNorm: ['Critic’s normalisation', 'After each of its hidden layers.'],
  activation: ['Activation', 'What bends the line after each hidden layer.'],
  holdout: ['Held out', 'Samples, or a fraction of them, that training never sees: they show overfitting.'],
  size: ['Image size', 'Width and height in pixels to which images are resized.'],
  color: ['Colour', 'Of a folder of images.'],
  scale: ['Scale', 'Of points from a CSV file.'],
  device: ['Device', 'What computes.'],
  threads: ['Threads', 'Threads that one operation may use.'],
  logEvery: ['Log every', 'Iterations between logged numbers.'],
  sampleEvery: ['Sample every', 'Iterations between sample pictures.'],
  evaluateEvery: ['Measure every', 'Iterations between measurements of the samples; 0 for none.'],
  checkpointEvery: ['Checkpoint every', 'Iterations between saved states.'],
  keep: ['Checkpoints kept', 'How many saved states stay, the newest ones.'],
};

/** The texts of a key in the language of the page. */
export function fieldText(key: FieldKey): FieldText {
  const [label, explanation] = (language.value === 'zh' ? fieldWords : en)[key];
  return { label, explanation };
}

/** A value of a configuration as people write it. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.join(', ');
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number' && value !== 0 && Math.abs(value) < 1e-3) return value.toExponential();
  return String(value);
}
