// What is worth saying about data before a network learns them: that they are few.

import { sizeOf } from '../base/shape.ts';
import type { Dataset } from '../data/dataset.ts';
import { trainedCount } from '../gan/update.ts';
import { typesOnly } from '../nn/layer.ts';
import type { Config } from './config.ts';
import { networksOf } from './setup.ts';

/** Something worth saying before training. */
export interface DataCaution {
  readonly name: string;
  readonly message: string;
  readonly help: string;
}

/** Says that the samples that train are one, fewer than a batch, or so few that the critic can learn them by heart: the
 *  most telling of them, with what to expect. */
export function dataCautionsOf(config: Config, dataset: Dataset): readonly DataCaution[] {
  const { batch } = config.training;
  const { holdout } = config.data;
  const count = dataset.count - (holdout < 1 ? Math.round(holdout * dataset.count) : holdout);
  if (count === 1) {
    return [
      {
        name: 'single-sample',
        message: `there is a single sample to learn from: expect copies of it, whatever the noise, and an estimate that tells nothing`,
        help: 'variety can only come from more data',
      },
    ];
  }
  if (count < batch) {
    return [
      {
        name: 'fewer-than-a-batch',
        message: `${count} samples are fewer than a batch of ${batch}: each batch holds all of them, some twice or more; expect copies of them rather than new ones`,
        help: `--batch ${Math.max(1, Math.floor(count / 2))} at most, or better more data`,
      },
    ];
  }
  return dataset.sampleShape.length > 1 ? fewForCritic(config, dataset, count) : [];
}

const grouped = (value: number) => value.toLocaleString('en');

/** As many numbers as weights, and a critic can learn images by heart. */
function fewForCritic(
  config: Config,
  { sampleShape, labels }: Dataset,
  count: number,
): readonly DataCaution[] {
  const size = sizeOf(sampleShape);
  const { critic } = networksOf(config, sampleShape, labels?.classes);
  const weights = trainedCount(critic, critic.init(typesOnly));
  if (count * size >= weights) return [];
  return [
    {
      name: 'few-samples',
      message: `${count} images hold ${grouped(count * size)} numbers, and the critic has ${grouped(weights)} weights: it can learn them by heart; expect samples close to training images, and an estimate that tells less and less of others`,
      help: 'more images or a smaller critic (--critic-hidden) help; --holdout shows when it happens',
    },
  ];
}
