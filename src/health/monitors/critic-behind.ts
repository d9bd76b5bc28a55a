// The critic cannot follow the generator, so that its estimate and its gradient mean little.

import { type History, median } from '../history.ts';
import { type Monitor, shown } from '../monitor.ts';

const WINDOW = 200;
/** Near its optimum a critic never prefers fakes for long: a constant critic already reaches 0. */
const NEGATIVE_SHARE = 0.9;
/** A discriminator that knows nothing reaches 2 log 2 = 1.39; medians of healthy runs came to 1.40. */
const CHANCE_FACTOR = 1.05;
/** The rising estimate: over so many iterations, each quarter above the one before by this factor. */
const RISING = { window: 2000, factor: 1.15 } as const;

export const criticBehind: Monitor = {
  name: 'critic-behind',
  label: 'critic behind',
  needs: ['wasserstein', 'criticLoss'],
  patience: 5,
  hides: ['collapse', 'exploding-weights', 'dead-generator'],
  judge: (history) =>
    history.last('wasserstein') === undefined ? judgeLoss(history) : judgeEstimate(history),
  meaning:
    'The critic has not caught up with the generator. Until it does, its estimate is no measure of the samples, and ' +
    'its gradient leads the generator nowhere in particular.',
  advice:
    'more critic steps (--critic-steps), a larger critic learning rate (--critic-learning-rate), or a wider critic',
  source:
    'Arjovsky et al. 2017, arXiv:1701.07875, section 3: train the critic till optimality; the estimate of a critic ' +
    'that is kept near it is never below 0',
};

function judgeEstimate(history: History): string | undefined {
  const values = history.recent('wasserstein', WINDOW);
  if (values.length === 0) return undefined;
  const negative = values.filter((value) => value < 0).length;
  if (negative >= NEGATIVE_SHARE * values.length) {
    return `the estimate has been below 0 over ${WINDOW} iterations (median ${shown(median(values))}): the critic scores generated samples higher than real ones`;
  }
  return judgeRise(history);
}

function judgeRise(history: History): string | undefined {
  const values = history.recent('wasserstein', RISING.window);
  const quarters = [0, 1, 2, 3].map((quarter) =>
    values.slice(Math.floor((quarter * values.length) / 4), Math.floor(((quarter + 1) * values.length) / 4)),
  );
  if (quarters.some((quarter) => quarter.length < 2)) return undefined;
  const medians = quarters.map(median);
  const isRising = medians.every(
    (value, index) => value > 0 && (index === 0 || value > RISING.factor * medians[index - 1]!),
  );
  if (!isRising) return undefined;
  return `the estimate is still rising, from ${shown(medians[0]!)} to ${shown(medians[3]!)} within ${RISING.window} iterations`;
}

function judgeLoss(history: History): string | undefined {
  const { chanceLoss } = history.facts;
  const values = history.recent('criticLoss', WINDOW);
  if (chanceLoss === undefined || values.length === 0) return undefined;
  const loss = median(values);
  if (loss <= CHANCE_FACTOR * chanceLoss) return undefined;
  return `the discriminator's loss is ${shown(loss)} (median of ${WINDOW} iterations) where guessing gives ${shown(chanceLoss)}: it takes generated samples for real`;
}
