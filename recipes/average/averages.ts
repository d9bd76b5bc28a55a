// Moving averages to choose from: each is a rule for the decay of one update. Pure.

/** The decay that all of them reach, as the search for the default chose it. */
export const DECAY = 0.999;

/** After so many updates the weight of what was there has halved, at the decay that is reached: ln 2 ÷ −ln 0.999. */
export const HALF_LIFE = Math.log(0.5) / Math.log(DECAY);

/** The decay of an update, from the number of updates made before it. */
export type Decay = (updates: number) => number;

const decayOf = (halfLife: number) => 0.5 ** (1 / Math.min(HALF_LIFE, halfLife));

/** A half-life in proportion to the updates made, until it is the one that is reached.
 *  @see Karras et al. 2020, "Training Generative Adversarial Networks with Limited Data": ema_rampup */
const ramp =
  (share: number): Decay =>
  (updates) =>
    decayOf(share * updates);

/** A half-life that grows faster than the updates do: updates^1.5 ÷ `divisor`. */
const power =
  (divisor: number): Decay =>
  (updates) =>
    decayOf(updates ** 1.5 / divisor);

/** Averages by name; each begins as the initial weights. */
export const decays: Readonly<Record<string, Decay>> = {
  /** The same decay from the first update on. */
  none: () => DECAY,
  /** TensorFlow's ExponentialMovingAverage with `num_updates`. */
  count: (updates) => Math.min(DECAY, (1 + updates) / (10 + updates)),
  'ramp 0.05': ramp(0.05),
  'ramp 0.07': ramp(0.07),
  'ramp 0.1': ramp(0.1),
  'ramp 0.2': ramp(0.2),
  'power 200': power(200),
};

/** Far behind the raw weights after 100 iterations: followed no further. */
const behind: readonly string[] = ['count', 'ramp 0.1', 'ramp 0.2', 'corrected'];

/** Whether an average is still measured at an iteration. */
export const isFollowed = (name: string, iteration: number): boolean =>
  iteration <= 100 || !behind.includes(name);

/** average ← decay·average + (1 − decay)·weights, for each average, in float32 after each update.
 *  @param averages  by the names of `decays`, changed in place; those that are not followed any more stand still */
export function updateAverages(
  averages: Readonly<Record<string, Float32Array>>,
  weights: Float32Array,
  updates: number,
): void {
  for (const [name, average] of Object.entries(averages)) {
    if (!isFollowed(name, updates + 1)) continue;
    const decay = decays[name]!(updates);
    for (let i = 0; i < average.length; i++) {
      average[i] = decay * average[i]! + (1 - decay) * weights[i]!;
    }
  }
}

/** The average of constant decay without its start: (average − decayⁿ·initial) ÷ (1 − decayⁿ).
 *  @see Kingma & Ba 2015, "Adam", section 3 */
export function biasCorrected(average: Float32Array, initial: Float32Array, updates: number): Float32Array {
  const start = DECAY ** updates;
  return average.map((value, index) => (value - start * initial[index]!) / (1 - start));
}
