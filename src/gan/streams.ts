// Streams of a program's random inputs. What a stream counts is said in words, which an exported program carries.

import type { StreamKey } from '../base/random.ts';
import type { LiveSettings } from './live-settings.ts';

/** Updates made so far of each set of variables: optimizers with bias correction count them. */
export interface UpdateCounts {
  readonly critic: number;
  readonly generator: number;
  readonly [set: string]: number;
}

/** When a program runs. */
export interface Moment {
  /** Iterations made before. */
  readonly iteration: number;
  readonly settings: LiveSettings;
  /** Before the program. */
  readonly counts: UpdateCounts;
  /** What a schedule has left, from 1 to 0; 1 without one. */
  readonly left?: number;
}

const counters = {
  iteration: ({ iteration }: Moment) => iteration,
  '2 * iteration': ({ iteration }: Moment) => 2 * iteration,
  '2 * iteration + 1': ({ iteration }: Moment) => 2 * iteration + 1,
  'critic updates': ({ counts }: Moment) => counts.critic,
} as const;

/** The stream of a random input: it depends on nothing but its own purpose and name, and on when the program runs. */
export interface Stream extends Pick<StreamKey, 'purpose' | 'name'> {
  readonly counter: keyof typeof counters;
}

/** The key of a stream at a moment. */
export const keyOf = ({ counter, ...stream }: Stream, seed: number, moment: Moment): StreamKey => ({
  ...stream,
  seed,
  counter: counters[counter](moment),
});

/** Streams of noise that are older than the rule: the critic's and the generator's share one purpose. */
const latentStreams: Readonly<Record<string, Stream>> = {
  critic: { purpose: 'latent', counter: '2 * iteration' },
  generator: { purpose: 'latent', counter: '2 * iteration + 1' },
};

/** Of a phase, and whether it comes ahead of all iterations: then streams count critic updates, apart from those of
 *  iterations. */
interface Place {
  readonly name: string;
  readonly isWarmup: boolean;
}

/** The stream of a phase's noise. */
export function latentStream({ name, isWarmup }: Place): Stream {
  if (isWarmup) return { purpose: 'warmup-latent', counter: 'critic updates' };
  return latentStreams[name] ?? { purpose: 'latent', name, counter: 'iteration' };
}

/** The stream of interpolates' mixes in critic steps. */
export const mixStream = ({ isWarmup }: Place): Stream =>
  isWarmup ? { purpose: 'warmup-mix', counter: 'critic updates' } : { purpose: 'mix', counter: 'iteration' };

/** The stream of labels, or of one random tensor: its purpose, its own name, the iteration. */
export const namedStream = (purpose: 'labels' | 'random', name: string, { isWarmup }: Place): Stream =>
  isWarmup
    ? { purpose: `warmup-${purpose}`, name, counter: 'critic updates' }
    : { purpose, name, counter: 'iteration' };
