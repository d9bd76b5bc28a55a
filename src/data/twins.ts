// Pictures that nearly equal others of a dataset. Pure.
// Difference hash: Krawetz 2013, "Kind of like that", hackerfactor.com

import { type Dataset, fillSamples } from './dataset.ts';

/** Two samples by their numbers, the first the smaller. */
export type Pair = readonly [first: number, second: number];

/** Hashes of twins differ in no more bits. */
const farthestBits = 3;
/** In each of so many places along a side, their bytes differ by no more on average: noise of JPEG does, another mouth does
 *  not. */
const [cells, farthestBytes] = [8, 16];
/** In a list of pictures that begin alike, each is compared with so many before it. */
const comparedWith = 64;

/** Pairs of pictures that are nearly equal, each later one with the first that it equals: candidates are found by hashes of 64
 *  bits of which a quarter agrees, and compared pixel by pixel.
 *  @param dataset  of pictures as bytes, [C, H, W] */
export function findTwins(dataset: Dataset): readonly Pair[] {
  const { count, sampleShape } = dataset;
  const [channels, height, width] = sampleShape as [number, number, number];
  const size = channels * height * width;
  const [own, other] = [new Uint8Array(size), new Uint8Array(size)];
  const row = new Uint32Array(1);
  const read = (index: number, out: Uint8Array) => {
    row[0] = index;
    fillSamples(dataset, row, 0, 1, out);
  };
  const hash = createHash(channels, height, width);
  const hashes = new Uint16Array(4 * count);
  const buckets = Array.from({ length: 4 }, () => new Map<number, number[]>());
  const pairs: Pair[] = [];
  for (let index = 0; index < count; index++) {
    read(index, own);
    hashes.set(hash(own), 4 * index);
    const twin = candidates(hashes, buckets, index).find((candidate) => {
      read(candidate, other);
      return areNearlyEqual(own, other, sampleShape);
    });
    if (twin !== undefined) {
      pairs.push([twin, index]);
      continue; // later ones are told beside the first
    }
    for (const [band, bucket] of buckets.entries()) {
      const word = hashes[4 * index + band]!;
      const list = bucket.get(word);
      if (list === undefined) bucket.set(word, [index]);
      else list.push(index);
    }
  }
  return pairs;
}

/** Earlier pictures whose hashes are near, in their order. */
function candidates(
  hashes: Uint16Array,
  buckets: readonly ReadonlyMap<number, readonly number[]>[],
  index: number,
): readonly number[] {
  const near = new Set<number>();
  for (const [band, bucket] of buckets.entries()) {
    for (const other of (bucket.get(hashes[4 * index + band]!) ?? []).slice(-comparedWith)) {
      if (differentBits(hashes, index, other) <= farthestBits) near.add(other);
    }
  }
  return [...near].sort((a, b) => a - b);
}

function differentBits(hashes: Uint16Array, a: number, b: number): number {
  let bits = 0;
  for (let word = 0; word < 4; word++) {
    for (let rest = hashes[4 * a + word]! ^ hashes[4 * b + word]!; rest !== 0; rest &= rest - 1) bits += 1;
  }
  return bits;
}

/** @param shape  [C, H, W] */
function areNearlyEqual(a: Uint8Array, b: Uint8Array, shape: readonly number[]): boolean {
  const [, height, width] = shape as [number, number, number];
  const sums = new Uint32Array(cells * cells);
  const places = new Uint32Array(cells * cells);
  for (let index = 0; index < a.length; index++) {
    const row = Math.floor(index / width) % height;
    const cell = Math.floor((row * cells) / height) * cells + Math.floor(((index % width) * cells) / width);
    sums[cell]! += Math.abs(a[index]! - b[index]!);
    places[cell]! += 1;
  }
  return sums.every((sum, cell) => sum <= farthestBytes * places[cell]!);
}

/** Hashes pictures of one shape: whether each of 8 × 8 places is brighter than the next of 9 in its row. */
function createHash(channels: number, height: number, width: number): (picture: Uint8Array) => Uint16Array {
  const area = height * width;
  const colors = channels === 4 ? 3 : channels;
  const rows = edges(height, 8);
  const columns = edges(width, 9);
  const means = new Float64Array(72);
  const words = new Uint16Array(4);
  return (picture) => {
    for (let y = 0; y < 8; y++) {
      for (let x = 0; x < 9; x++) {
        let [sum, places] = [0, 0];
        for (let row = rows[y]!; row < Math.max(rows[y + 1]!, rows[y]! + 1); row++) {
          for (let column = columns[x]!; column < Math.max(columns[x + 1]!, columns[x]! + 1); column++) {
            for (let color = 0; color < colors; color++) sum += picture[color * area + row * width + column]!;
            places += 1;
          }
        }
        means[y * 9 + x] = sum / places;
      }
    }
    words.fill(0);
    for (let bit = 0; bit < 64; bit++) {
      const at = Math.floor(bit / 8) * 9 + (bit % 8);
      if (means[at]! > means[at + 1]!) words[bit >> 4]! |= 1 << (bit & 15);
    }
    return words;
  };
}

/** Where equal stretches of a side begin, and its end. */
const edges = (side: number, parts: number): readonly number[] =>
  Array.from({ length: parts + 1 }, (_, part) => Math.floor((part * side) / parts));
