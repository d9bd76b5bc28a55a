// Whether pictures use the range that they have. Pure.

/** About as many values are looked at, evenly spaced: enough for a share of a thousandth. */
const lookedAt = 2 ** 20;

/** The share of values, at either end, that may lie outside. */
const outside = 0.001;

/** Fewer of the 256 steps than this are few. */
const fewSteps = 48;

/** A note if nearly all values of pictures lie in a small part of 0 to 255, so that there is little to see.
 *  @param sampleSize  values of one picture */
export function narrowRangeNotes(values: Uint8Array, sampleSize: number): readonly string[] {
  const [low, high] = usedRange(values, sampleSize);
  if (high - low >= fewSteps) return [];
  const looks = high < fewSteps ? 'black' : low > 255 - fewSteps ? 'white' : 'the same';
  return [
    `the pictures use a small part of the range: nearly all values lie between ${low} and ${high} of 0 to 255, ` +
      `so that they look nearly ${looks}; spread the values first, unless that is how they are meant`,
  ];
}

/** Between which bytes all values lie but a thousandth at either end. */
function usedRange(values: Uint8Array, sampleSize: number): readonly [low: number, high: number] {
  const counts = new Uint32Array(256);
  const stride = strideOver(values.length, sampleSize);
  let total = 0;
  for (let index = 0; index < values.length; index += stride, total++) counts[values[index]!]! += 1;
  const allowed = total * outside;
  return [quantile(counts, allowed), 255 - quantile(counts.toReversed(), allowed)];
}

/** The first step by which more than `allowed` values are counted. */
function quantile(counts: Uint32Array, allowed: number): number {
  let sum = 0;
  return counts.findIndex((count) => {
    sum += count;
    return sum > allowed;
  });
}

/** Coprime to the size of a picture, so that every place in pictures is looked at equally often. */
function strideOver(length: number, sampleSize: number): number {
  let stride = Math.max(1, Math.floor(length / lookedAt));
  while (commonDivisor(stride, sampleSize) > 1) stride += 1;
  return stride;
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

/** Steps within which a picture shows next to nothing: 12 bits in a file of 16 leave as many. */
const flatSteps = 16;

/** Whether all values of a picture lie close together. */
export function isFlat(pixels: Uint8Array): boolean {
  let [least, largest] = [255, 0];
  for (const value of pixels) {
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  return largest - least <= flatSteps;
}

/** From this share on, flat pictures are no accident. */
const flatShare = 0.01;

/** A note if some pictures, but not all, are flat. */
export function flatNotes(flat: number, count: number): readonly string[] {
  if (flat === count || flat < flatShare * count) return [];
  return [
    `${flat.toLocaleString('en')} of ${count.toLocaleString('en')} pictures are nearly of one tone, ` +
      `as empty ones are, and those of 12 bits in files of 16`,
  ];
}
