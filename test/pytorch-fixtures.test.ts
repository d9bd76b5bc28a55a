// The streams behind the PyTorch fixtures give Python's bits (test/fixtures/pytorch/streams.json).

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  fnv1a,
  hash32,
  initialState,
  inputsOf,
  latent,
  projectionSign,
  type Run,
  readSingleIteration,
  readTrajectory,
  singleIterationNames,
  stridedEntries,
  summarize,
  symmetric,
  type Tensor,
  trajectoryNames,
  uniform,
} from './pytorch-fixtures.ts';

interface Golden {
  readonly fnv1a: Readonly<Record<string, number>>;
  readonly hashes: Readonly<Record<string, readonly number[]>>;
  readonly uniform: readonly string[];
  readonly symmetric: readonly string[];
  readonly latent: readonly string[];
  readonly float32: readonly string[];
  readonly signs: readonly (readonly number[])[];
  readonly summary: {
    readonly norm: number;
    readonly changeNorm: number;
    readonly projections: readonly number[];
  };
  readonly strided: readonly string[];
}

const golden = JSON.parse(
  readFileSync(new URL('./fixtures/pytorch/streams.json', import.meta.url), 'utf8'),
) as Golden;

/** Big-endian float64 bits of every number, in hexadecimal. */
function bitsOf(values: Float64Array): string[] {
  return Array.from(values, (value) => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(value);
    return bytes.toString('hex');
  });
}

/** SHA-256 over the initial state and all random inputs, as little-endian float64. */
function checksum(run: Run): string {
  const digest = createHash('sha256');
  const add = ({ data }: Tensor) =>
    digest.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  Object.values(initialState(run)).forEach(add);
  for (let iteration = 0; iteration < run.iterations; iteration++) {
    const { critic, generator } = inputsOf(run, iteration);
    for (const { real, latent, mix } of critic) [real, latent, mix].forEach(add);
    add(generator.latent);
  }
  return digest.digest('hex');
}

describe('streams of the PyTorch fixtures', () => {
  it('hashes names and indices as in Python', () => {
    for (const [text, key] of Object.entries(golden.fnv1a)) expect(fnv1a(text)).toBe(key);
    for (const [stream, values] of Object.entries(golden.hashes)) {
      expect(values.map((_, index) => hash32(fnv1a(stream), index))).toEqual(values);
    }
  });

  it('samples the same bits as in Python', () => {
    expect(bitsOf(uniform('small/mix/0/0', 6))).toEqual(golden.uniform);
    expect(bitsOf(symmetric('small/real/0/0', 6))).toEqual(golden.symmetric);
    expect(bitsOf(latent('small/latent/0/0', 6))).toEqual(golden.latent);
    expect(bitsOf(uniform('large/mix/0/0', 6).map(Math.fround))).toEqual(golden.float32);
  });

  it('projects, strides and measures as in Python', () => {
    expect(golden.signs.map((row, k) => row.map((_, index) => projectionSign(k, index)))).toEqual(
      golden.signs,
    );
    const [after, before] = ['after', 'before'].map((name) => ({ shape: [600], data: symmetric(name, 600) }));
    const { norm, changeNorm, projections } = summarize(after!, before!);
    expect(bitsOf(stridedEntries(after!))).toEqual(golden.strided);
    expect(norm).toBeCloseTo(golden.summary.norm, 12);
    expect(changeNorm).toBeCloseTo(golden.summary.changeNorm, 12);
    for (const [k, value] of golden.summary.projections.entries())
      expect(projections[k]).toBeCloseTo(value, 12);
  });

  it.each(trajectoryNames)('float64/%s starts and is fed as in Python', (name) => {
    const { run, inputsSha256, metrics, final } = readTrajectory(name);
    expect(checksum(run)).toBe(inputsSha256);
    expect(metrics).toHaveLength(run.iterations);
    expect(Object.keys(final).sort()).toEqual(Object.keys(initialState(run)).sort());
  });

  it.each(singleIterationNames)('float32/%s starts and is fed as in Python', (name) => {
    const { run, inputsSha256, summaries, entries } = readSingleIteration(name);
    expect(checksum(run)).toBe(inputsSha256);
    const names = Object.keys(initialState(run)).sort();
    expect(Object.keys(summaries).sort()).toEqual(names);
    expect(Object.keys(entries).sort()).toEqual(names);
  });
});
