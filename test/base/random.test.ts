import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import { fillNormal, fillUniform, type Purpose, permutation, type StreamKey } from '../../src/base/random.ts';
import { naturalLog } from '../../src/base/ziggurat.ts';

const key: StreamKey = { seed: 1, purpose: 'latent', counter: 0 };
/** Every bit of the seed and the counter takes part. */
const wideKey: StreamKey = { seed: 2 ** 53 - 1, purpose: 'evaluate', counter: 2 ** 52 + 2 ** 32 + 1 };
const purposes: readonly Purpose[] = [
  'init-generator',
  'init-critic',
  'latent',
  'mix',
  'shuffle',
  'holdout',
  'preview',
  'sample',
  'evaluate',
  'warmup-latent',
  'warmup-mix',
  'labels',
  'warmup-labels',
  'random',
  'warmup-random',
];

type Fill = (out: Float32Array, key: StreamKey) => void;

function drawn(fill: Fill, length: number, from: StreamKey = key): Float32Array {
  const out = new Float32Array(length);
  fill(out, from);
  return out;
}

/** FNV-1a over the 32-bit patterns. */
function hash(values: Float32Array | Uint32Array): string {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const digest = words.reduce((state, word) => Math.imul(state ^ word, 0x01000193), 0x811c9dc5 | 0);
  return (digest >>> 0).toString(16);
}

const bits = (values: Float32Array): string =>
  Array.from(new Uint32Array(values.buffer), (word) => word.toString(16).padStart(8, '0')).join(' ');

const mean = (values: Float32Array, of: (x: number) => number): number =>
  values.reduce((sum, x) => sum + of(x), 0) / values.length;

/** Φ(x) = ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …). */
function normalCdf(x: number): number {
  let term = x;
  let sum = x;
  for (let odd = 3; odd < 300; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

/** √n times the largest distance between the empirical and the given distribution function. */
function kolmogorovSmirnov(values: Float32Array, cdf: (x: number) => number): number {
  const n = values.length;
  const distances = values.toSorted().map((x, index) => {
    const exact = cdf(x);
    return Math.max(exact - index / n, (index + 1) / n - exact);
  });
  return Math.sqrt(n) * distances.reduce((a, b) => Math.max(a, b));
}

/** (χ² − degrees of freedom) / √(2 · degrees of freedom): about standard normal. */
function chiSquareScore(counts: readonly number[], expected: number, freedom = counts.length - 1): number {
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return (chiSquare - freedom) / Math.sqrt(2 * freedom);
}

describe('golden values: a change breaks the resumption and repetition of every recorded run', () => {
  it('uniform', () => {
    expect(bits(drawn(fillUniform, 6))).toBe('3f586897 3cc49d80 3e4e63cc 3eb965fa 3f333bc0 3e1ef00c');
    expect(bits(drawn(fillUniform, 6, wideKey))).toBe(
      '3f392601 3f32e5b4 3f1231f4 3f2e93c6 3e681f30 3f3b7d8b',
    );
    expect(hash(drawn(fillUniform, 1_000_001))).toBe('edd9760a');
  });

  // An independent implementation (Python 3, with math.log and math.exp) gives the same first 40,000 of both keys.
  it('normal', () => {
    expect(bits(drawn(fillNormal, 6))).toBe('3d9178e7 bbb8bfa5 3e5ae170 bf9c8ca5 beee4e6d bf329d65');
    expect(bits(drawn(fillNormal, 6, wideKey))).toBe('3e922a98 bf59cda0 beea86bf bf1c871f befc84b6 3f327a02');
    expect(hash(drawn(fillNormal, 1_000_001))).toBe('3519d0c3');
  });

  it('permutation', () => {
    expect(permutation(12, key).join(' ')).toBe('0 5 2 9 6 3 11 4 1 10 8 7');
    expect(permutation(12, wideKey).join(' ')).toBe('7 5 6 9 3 1 0 11 2 8 10 4');
    expect(hash(permutation(60_000, key))).toBe('2ca05145');
  });
});

describe.each([
  ['fillUniform', fillUniform],
  ['fillNormal', fillNormal],
] as const)('%s', (_, fill) => {
  it('gives the prefix of a longer fill', () => {
    const long = drawn(fill, 5000);
    for (const length of [0, 1, 2, 3, 4, 5, 63, 4999]) {
      expect(drawn(fill, length)).toEqual(long.slice(0, length));
    }
  });

  it('fills views and shared memory in place', () => {
    const shared = new Float32Array(new SharedArrayBuffer(48), 8, 9);
    fill(shared, key);
    expect([...shared]).toEqual([...drawn(fill, 9)]);
    expect([...new Float32Array(shared.buffer, 0, 2)]).toEqual([0, 0]);
  });

  it('gives every key its own numbers', () => {
    const seeds = [0, 1, 2 ** 21, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1];
    const counters = [0, 1, 2 ** 31, 2 ** 32, 2 ** 53 - 1];
    const keys = seeds.flatMap((seed) =>
      purposes.flatMap((purpose) => counters.map((counter) => ({ seed, purpose, counter }))),
    );
    expect(new Set(keys.map((from) => hash(drawn(fill, 8, from)))).size).toBe(keys.length);
  });

  it('gives uncorrelated numbers to neighbouring keys and positions', () => {
    const n = 100_000;
    const centred = (from: StreamKey): Float32Array => {
      const values = drawn(fill, n + 8, from);
      const centre = mean(values, (x) => x);
      const deviation = Math.sqrt(mean(values, (x) => (x - centre) ** 2));
      return values.map((x) => (x - centre) / deviation);
    };
    const base = centred(key);
    const correlation = (other: Float32Array, lag: number): number =>
      other.slice(lag, lag + n).reduce((sum, x, index) => sum + x * base[index]!, 0) / Math.sqrt(n);
    const neighbours = [
      { ...key, seed: 2 },
      { ...key, counter: 1 },
      { ...key, purpose: 'mix' as const },
    ];
    for (const lag of [1, 2, 3, 4, 8]) expect(Math.abs(correlation(base, lag))).toBeLessThan(4);
    for (const other of neighbours) expect(Math.abs(correlation(centred(other), 0))).toBeLessThan(4);
  });

  it.each([
    [{ ...key, seed: -1 }, 'seed must be an integer from 0 to 9007199254740991, got -1'],
    [{ ...key, seed: 0.5 }, 'seed must be an integer from 0 to 9007199254740991, got 0.5'],
    [{ ...key, seed: 2 ** 53 }, 'seed must be an integer from 0 to 9007199254740991, got 9007199254740992'],
    [{ ...key, counter: NaN }, 'counter must be an integer from 0 to 9007199254740991, got NaN'],
  ])('refuses %o', (from, message) => {
    expect(() => drawn(fill, 1, from)).toThrow(new ConfigError(`random: ${message}`));
  });
});

describe('fillUniform', () => {
  const n = 1_000_000;
  const values = drawn(fillUniform, n, { ...key, purpose: 'mix' });

  it('stays in [0, 1) on the grid of 2⁻²⁴', () => {
    expect(values.every((x) => x >= 0 && x < 1 && Number.isInteger(x * 2 ** 24))).toBe(true);
  });

  it('has uniform moments, values and low bits', () => {
    expect(Math.abs(mean(values, (x) => x) - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(mean(values, (x) => (x - 0.5) ** 2) - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / n));
    expect(kolmogorovSmirnov(values, (x) => x)).toBeLessThan(1.95); // p = 0.001
    for (const scale of [256, 2 ** 24]) {
      const counts = new Array<number>(256).fill(0);
      for (const x of values) counts[Math.floor(x * scale) % 256]! += 1;
      expect(Math.abs(chiSquareScore(counts, n / 256))).toBeLessThan(4);
    }
  });
});

describe('fillNormal', () => {
  const n = 2_000_000;
  const values = drawn(fillNormal, n);

  it('has the moments of a standard normal', () => {
    expect(Math.abs(mean(values, (x) => x))).toBeLessThan(4 * Math.sqrt(1 / n));
    expect(Math.abs(mean(values, (x) => x ** 2) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(mean(values, (x) => x ** 3))).toBeLessThan(4 * Math.sqrt(15 / n));
    expect(Math.abs(mean(values, (x) => x ** 4) - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
  });

  it('has the distribution of a standard normal', () => {
    expect(kolmogorovSmirnov(values.slice(0, 500_000), normalCdf)).toBeLessThan(1.95); // p = 0.001
    const counts = new Array<number>(400).fill(0);
    for (const x of values) counts[Math.floor(normalCdf(x) * 400)]! += 1;
    expect(Math.abs(chiSquareScore(counts, n / 400))).toBeLessThan(4);
  });

  it.each([1, 2, 3, 3.4426, 4, 4.5])('has the tails beyond %f on both sides', (bound) => {
    const probability = 1 - normalCdf(bound);
    const slack = 4 * Math.sqrt((probability * (1 - probability)) / n);
    expect(Math.abs(mean(values, (x) => Number(x > bound)) - probability)).toBeLessThan(slack);
    expect(Math.abs(mean(values, (x) => Number(x < -bound)) - probability)).toBeLessThan(slack);
  });

  it('is normal inside the tail, where another method draws', () => {
    const start = 3.442619855896652;
    const tail = drawn(fillNormal, 8_000_000).filter((x) => Math.abs(x) > start);
    const mass = 1 - normalCdf(start);
    expect(kolmogorovSmirnov(tail.map(Math.abs), (x) => 1 - (1 - normalCdf(x)) / mass)).toBeLessThan(1.95);
  });
});

describe('naturalLog', () => {
  it('is Math.log to a few units in the last place', () => {
    const inputs = [
      1,
      0.5,
      Math.SQRT1_2,
      2 ** -33,
      1 - 2 ** -53,
      ...drawn(fillUniform, 10_000).map((x) => x + 1e-7),
    ];
    for (const u of inputs.filter((x) => x <= 1)) {
      expect(Math.abs(naturalLog(u) - Math.log(u))).toBeLessThan(4e-16 * Math.max(1, -Math.log(u)));
    }
  });
});

describe('permutation', () => {
  it.each([0, 1, 2, 3, 100, 60_000])('holds every number below %i once', (length) => {
    const order = permutation(length, key);
    expect(order.toSorted()).toEqual(Uint32Array.from({ length }, (_, index) => index));
  });

  it('gives all orders of four equally often', () => {
    const counts = new Map<string, number>();
    for (let counter = 0; counter < 24_000; counter++) {
      const order = permutation(4, { seed: 3, purpose: 'shuffle', counter }).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    expect(Math.abs(chiSquareScore([...counts.values()], 1000))).toBeLessThan(4);
  });

  it('puts every number everywhere', () => {
    const counts = new Array<number>(100).fill(0); // ten blocks of positions × ten blocks of numbers
    for (let counter = 0; counter < 500; counter++) {
      permutation(1000, { seed: 4, purpose: 'shuffle', counter }).forEach((value, index) => {
        counts[10 * Math.floor(index / 100) + Math.floor(value / 100)]! += 1;
      });
    }
    expect(Math.abs(chiSquareScore(counts, 5000, 81))).toBeLessThan(4);
  });

  it.each([-1, 1.5, NaN, 2 ** 32])('refuses length %d', (length) => {
    expect(() => permutation(length, key)).toThrow(
      new ConfigError(`random: length must be an integer from 0 to 4294967295, got ${length}`),
    );
  });
});
