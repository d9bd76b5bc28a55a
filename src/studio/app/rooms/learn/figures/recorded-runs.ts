// Runs that recipes/learn recorded on MNIST.

import fewDigits from '../recorded/few-digits.json';
import fewDigitsPicture from '../recorded/few-digits.png';
import gan from '../recorded/gan.json';
import ganPicture from '../recorded/gan.png';
import slowCritic from '../recorded/slow-critic.json';
import slowCriticPicture from '../recorded/slow-critic.png';
import wganGp from '../recorded/wgan-gp.json';
import wganGpPicture from '../recorded/wgan-gp.png';

export type RunName = 'gan' | 'wgan-gp' | 'slow-critic' | 'few-digits';

export interface RecordedRun {
  readonly iterations: readonly number[];
  /** Fréchet distance to MNIST on classifier features, of 10,000 samples. */
  readonly distances: readonly number[];
  /** What the loss says: the Wasserstein estimate, or the discriminator's loss. */
  readonly losses: readonly number[];
  /** The same on digits kept out of training. */
  readonly heldOut: readonly number[];
  /** One row of digits for each iteration in `pictured`. */
  readonly picture: string;
  readonly pictured: readonly number[];
}

interface Recorded {
  readonly recipe: { readonly pictured: readonly number[] };
  readonly columns: {
    readonly iteration: readonly number[];
    readonly frechetDistance: readonly number[];
    readonly criticLoss: readonly (number | null)[];
    readonly estimate: readonly (number | null)[];
    readonly heldOut: readonly (number | null)[];
  };
}

/** Before the first iteration there is no loss: points begin after it. */
function runOf({ recipe, columns }: Recorded, picture: string): RecordedRun {
  const { iteration, frechetDistance, criticLoss, estimate, heldOut } = columns;
  const numbers = (values: readonly (number | null)[]) => values.slice(1).map(Number);
  const hasEstimate = estimate.at(-1) !== null;
  return {
    iterations: iteration.slice(1),
    distances: frechetDistance.slice(1),
    losses: numbers(hasEstimate ? estimate : criticLoss),
    heldOut: numbers(heldOut),
    picture,
    pictured: recipe.pictured,
  };
}

/** In the order in which they are offered. */
export type RecordedRuns = Readonly<Record<RunName, RecordedRun>>;

export const recordedRuns: RecordedRuns = {
  gan: runOf(gan, ganPicture),
  'wgan-gp': runOf(wganGp, wganGpPicture),
  'slow-critic': runOf(slowCritic, slowCriticPicture),
  'few-digits': runOf(fewDigits, fewDigitsPicture),
};
