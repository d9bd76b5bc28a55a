// Random tensors as values: each number is a function of (seed, purpose, counter, position) and nothing else,
// the same to the last bit in every engine and on every device. Pure; imports base only.

import { ConfigError } from './errors.ts';
import { blockAt, type FourWords, fillWords } from './threefry.ts';
import { fillNormals } from './ziggurat.ts';

/** Keys of the streams; the numbers are part of the format: never change or reuse one. */
const purposeCodes = {
  'init-generator': 1,
  'init-critic': 2,
  latent: 3,
  mix: 4,
  shuffle: 5,
  holdout: 6,
  preview: 7,
  sample: 8,
  evaluate: 9,
  'warmup-latent': 10,
  'warmup-mix': 11,
  labels: 12,
  'warmup-labels': 13,
  random: 14,
  'warmup-random': 15,
  mirror: 16,
} as const;

/** What a stream is for. Sampling, evaluation and previews have streams of their own, apart from training's. */
export type Purpose = keyof typeof purposeCodes;

/** Names one random tensor. Different keys give independent numbers.
 *  `seed` and `counter` (update, epoch, layer...) are integers from 0 to 2⁵³ − 1. */
export interface StreamKey {
  readonly seed: number;
  readonly purpose: Purpose;
  readonly counter: number;
  /** Which tensor of the purpose, where there are several: it depends on its own name, not on the others. */
  readonly name?: string;
}

/** Second counter word of Threefry: keeps the kinds of numbers, and their retries, apart under one key. */
const domains = { uniform: 0, normal: 1, normalRetry: 2, permutation: 3, permutationRetry: 4 } as const;

/** Fills `out` with uniform numbers in [0, 1), multiples of 2⁻²⁴. A short fill is the prefix of a long one.
 *  @throws ConfigError if the seed or the counter is not an integer from 0 to 2⁵³ − 1 */
export function fillUniform(out: Float32Array, key: StreamKey): void {
  const words = new Int32Array(out.buffer, out.byteOffset, out.length);
  fillWords(words, keyWords(key), [0, domains.uniform, 0, nameWord(key)]);
  for (let index = 0; index < words.length; index++) out[index] = (words[index]! >>> 8) * 2 ** -24;
}

/** Fills `out` with standard normal numbers. A short fill is the prefix of a long one.
 *  @throws ConfigError if the seed or the counter is not an integer from 0 to 2⁵³ − 1
 *  @see Marsaglia & Tsang 2000, "The ziggurat method for generating random variables" */
export function fillNormal(out: Float32Array, key: StreamKey): void {
  fillNormals(out, keyWords(key), {
    ...{ domain: domains.normal, retryDomain: domains.normalRetry },
    last: nameWord(key),
  });
}

/** The numbers 0 … length − 1 in an order drawn uniformly from all orders (Fisher–Yates).
 *  @throws ConfigError if the seed or the counter is not an integer from 0 to 2⁵³ − 1, or the length not below 2³² */
export function permutation(length: number, key: StreamKey): Uint32Array<ArrayBuffer> {
  requireInteger('length', length, 2 ** 32 - 1);
  const threefryKey = keyWords(key);
  const words = new Int32Array(length);
  fillWords(words, threefryKey, [0, domains.permutation, 0, 0]);
  const order = new Uint32Array(length);
  for (let index = 0; index < length; index++) order[index] = index;
  for (let last = length - 1; last > 0; last--) {
    const chosen = below(last + 1, words[last]!, last, threefryKey);
    const value = order[chosen]!;
    order[chosen] = order[last]!;
    order[last] = value;
  }
  return order;
}

/** A uniform integer in [0, bound): the word's remainder, unless the word lies in the last, incomplete run of `bound`
 *  words; then the next word is tried, from the block of `position` and the attempt. */
function below(bound: number, firstWord: number, position: number, key: FourWords): number {
  let word = firstWord >>> 0;
  for (let attempt = 0; word - (word % bound) + bound > 2 ** 32; attempt++) {
    word = blockAt(key, [position, domains.permutationRetry, attempt, 0])[0]! >>> 0;
  }
  return word % bound;
}

/** 128 bits of key: 53 of the seed, 8 of the purpose, 53 of the counter. */
function keyWords({ seed, purpose, counter }: StreamKey): FourWords {
  requireInteger('seed', seed, Number.MAX_SAFE_INTEGER);
  requireInteger('counter', counter, Number.MAX_SAFE_INTEGER);
  return [
    seed | 0,
    Math.floor(seed / 2 ** 32) | (purposeCodes[purpose] << 24),
    counter | 0,
    Math.floor(counter / 2 ** 32),
  ];
}

/** 32 bits of a name: FNV-1a of its UTF-16 codes; 0 without one. */
function nameWord({ name }: StreamKey): number {
  if (name === undefined) return 0;
  let word = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) {
    word = Math.imul(word ^ name.charCodeAt(index), 0x01000193);
  }
  return word;
}

function requireInteger(name: string, value: number, largest: number): void {
  if (!Number.isInteger(value) || value < 0 || value > largest) {
    throw new ConfigError(`random: ${name} must be an integer from 0 to ${largest}, got ${value}`);
  }
}
