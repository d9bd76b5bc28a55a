// A configuration in words.

import { widthsOf } from '../../../gan/networks.ts';
import { objectives } from '../../../gan/objectives/registry.ts';
import type { Recording } from '../../../train/recording.ts';
import { criticSpec, networksOf } from '../../../train/setup.ts';
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
export function headline({ config, dataset }: Recording): string {
  return t().on(objectiveNames[config.objective] ?? config.objective, dataset.name);
}

/** How, sentence by sentence. */
export function sentences({ config, dataset: { sampleShape } }: Recording): readonly string[] {
  const { generator, critic } = networksOf(config, sampleShape);
  const { activation = '' } = criticSpec(config, sampleShape);
  const { options } = objectives.get(config.objective);
  const chain = (sizes: readonly number[]) => sizes.join('–');
  const { generatorLearningRate: forGenerator, criticLearningRate: forCritic } = config;
  const rate =
    forGenerator === forCritic ? String(forCritic) : `${forCritic} (critic), ${forGenerator} (generator)`;
  return [
    t().networks(chain(widthsOf(generator)), chain(widthsOf(critic)), String(activation)),
    t().training(
      config.criticSteps,
      formatCount(config.batch),
      optimizerNames[config.optimizer] ?? config.optimizer,
      rate,
      String(config.seed),
    ),
    ...('penalty' in options ? [t().withPenalty(formatNumber(config.penalty))] : []),
    ...('clip' in options ? [t().withClip(formatNumber(config.clip))] : []),
    ...(config.average > 0 ? [t().withAverage(String(config.average), config.emaRamp !== 'none')] : []),
    ...(config.criticWarmup > 0 ? [t().withWarmup(formatCount(config.criticWarmup))] : []),
  ];
}

/** A share as a reader says it: 0.00021 %, 3.4 %. */
export function formatShare(share: number): string {
  return share === 0 ? '0 %' : `${Number((100 * share).toPrecision(2))} %`.replace('e-', 'e−');
}
