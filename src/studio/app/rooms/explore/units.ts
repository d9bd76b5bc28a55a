// Units of a fully connected generator: factors that change them, and how much each of the last hidden layer draws. Pure.

/** A unit of a hidden layer; both count from 0. */
export interface UnitPlace {
  readonly layer: number;
  readonly unit: number;
}

/** What a unit gives is multiplied by the factor; 1 is as it was learnt, 0 switches it off. */
export interface UnitChange extends UnitPlace {
  readonly factor: number;
}

/** The changes with another factor for a unit; those that change nothing are left out. */
export function withFactor(
  changes: readonly UnitChange[],
  { layer, unit }: UnitPlace,
  factor: number,
): readonly UnitChange[] {
  const others = changes.filter((change) => change.layer !== layer || change.unit !== unit);
  return factor === 1 ? others : [...others, { layer, unit, factor }];
}

export const factorOf = (changes: readonly UnitChange[], { layer, unit }: UnitPlace): number =>
  changes.find((change) => change.layer === layer && change.unit === unit)?.factor ?? 1;

/** How much a unit of the last hidden layer draws. */
export interface DrawnShare {
  readonly unit: number;
  /** |activation| · ‖its column of the last weight‖, as a share of the sum over all units. */
  readonly share: number;
}

/** The units that draw most, largest first.
 *  @param activations  float32[width], of the last hidden layer
 *  @param weight       float32[size, width], of the last layer */
export function largestShares(
  activations: Float32Array,
  weight: Float32Array,
  wanted: number,
): readonly DrawnShare[] {
  const width = activations.length;
  const squares = new Float64Array(width);
  weight.forEach((value, index) => {
    squares[index % width]! += value * value;
  });
  const drawn = Array.from(activations, (value, unit) => Math.abs(value) * Math.sqrt(squares[unit]!));
  const total = drawn.reduce((sum, value) => sum + value, 0) || 1;
  return drawn
    .map((value, unit) => ({ unit, share: value / total }))
    .sort((a, b) => b.share - a.share)
    .slice(0, wanted);
}

/** What a unit adds to the sum under each value of the sample: its activation times its column of the weight. */
export function drawnBy(unit: number, activations: Float32Array, weight: Float32Array): Float32Array {
  const width = activations.length;
  return Float32Array.from(
    { length: weight.length / width },
    (_, row) => activations[unit]! * weight[row * width + unit]!,
  );
}

/** Values over the largest of their sizes: from −1 to 1. */
export function normalised(values: Float32Array): Float32Array {
  const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
  return values.map((value) => value / most);
}
