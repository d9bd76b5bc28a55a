// A configuration in words.

import { widthsOf } from '../../../gan/networks.ts';
import { objectives } from '../../../gan/objectives/registry.ts';
import type { Recording } from '../../../train/recording.ts';
import { networksOf } from '../../../train/setup.ts';
import { formatCount, formatNumber } from '../components/numbers.ts';
import { recordingMessages as t } from './messages.ts';

const objectiveNames: Readonly<Record<string, string>> = {
  'wgan-gp': 'WGAN-GP',
  wgan: 'WGAN',
  gan: 'GAN',
  'gan-minimax': 'minimax GAN',
};

const optimizerNames: Readonly<Record<string, string>> = { rmsprop: 'RMSprop', adam: 'Adam', sgd: 'SGD' };

/** What was trained, on what. */
export function headline({ config: { objective }, dataset }: Recording): string {
  return t().on(objectiveNames[objective.name] ?? objective.name, dataset.name);
}

/** How, sentence by sentence. */
export function sentences({ config, dataset: { sampleShape } }: Recording): readonly string[] {
  const { objective, critic: own, optimizer, training } = config;
  const { generator, critic } = networksOf(config, sampleShape);
  const { activation = '' } = own;
  const { options } = objectives.get(objective.name);
  const chain = (sizes: readonly number[]) => sizes.join('–');
  const { learningRate: forGenerator } = optimizer.generator;
  const { learningRate: forCritic, name } = optimizer.critic;
  const rate =
    forGenerator === forCritic ? String(forCritic) : `${forCritic} (critic), ${forGenerator} (generator)`;
  const { ema } = training;
  return [
    t().networks(chain(widthsOf(generator)), chain(widthsOf(critic)), String(activation)),
    t().training(
      training.criticSteps,
      formatCount(training.batch),
      optimizerNames[name] ?? name,
      rate,
      String(training.seed),
    ),
    ...('penalty' in options ? [t().withPenalty(formatNumber(Number(objective.penalty)))] : []),
    ...('clip' in options ? [t().withClip(formatNumber(Number(objective.clip)))] : []),
    ...(ema.decay > 0 ? [t().withAverage(String(ema.decay), ema.ramp !== 'none')] : []),
    ...(training.criticWarmup > 0 ? [t().withWarmup(formatCount(training.criticWarmup))] : []),
  ];
}

/** A share as a reader says it: 0.00021 %, 3.4 %. */
export function formatShare(share: number): string {
  return share === 0 ? '0 %' : `${Number((100 * share).toPrecision(2))} %`.replace('e-', 'e−');
}
