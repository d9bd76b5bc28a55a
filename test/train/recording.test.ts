// Which samples a recording carries, and that it trains as the run did.

import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import { createBatcher, splitHoldout } from '../../src/data/batches.ts';
import { type Dataset, defineDataset } from '../../src/data/dataset.ts';
import { resolveConfig } from '../../src/train/config.ts';
import { type CarryLimit, carriedDataset, carrySamples, type Recording } from '../../src/train/recording.ts';

/** Samples that are their own numbers. */
const numbered = (count: number): Dataset =>
  defineDataset({
    name: 'numbered',
    sampleShape: [2],
    values: Float32Array.from({ length: 2 * count }, (_, index) => index >> 1),
  });

const config = resolveConfig({ dataset: 'ring', batch: 4, criticSteps: 3, seed: 9 });

/** What the first iterations of a run draw. */
function drawn(dataset: Dataset, total: number, rows?: Uint32Array): Float32Array {
  const out = new Float32Array(2 * total);
  createBatcher(dataset, { seed: config.training.seed, ...(rows && { rows }) }).next(total, out);
  return out;
}

/** What a page draws from what it carries. */
function drawnAgain(dataset: Dataset, limit: CarryLimit, total: number, more = {}) {
  const {
    samples,
    dataset: { values },
  } = carrySamples(dataset, resolveConfig(more, { from: config }), { limit, last: 1000 });
  const recording = { samples, dataset: { ...dataset, description: '' } } as unknown as Recording;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const out = new Float32Array(2 * total);
  const carried = carriedDataset(recording, bytes);
  createBatcher(carried, { seed: config.training.seed, isDrawn: samples.areDrawn }).next(total, out);
  return { samples, out };
}

describe('carried samples', () => {
  it('are all where they fit: every epoch draws as the run did', () => {
    const dataset = numbered(50);
    const { samples, out } = drawnAgain(dataset, { bytes: 400 }, 170);
    expect(samples).toEqual({ count: 50, of: 50, areBytes: false, areDrawn: false, until: 1000 });
    expect(out).toEqual(drawn(dataset, 170));
  });

  it('are exactly those of the first whole iterations where not all fit, in their order', () => {
    const dataset = numbered(50);
    const { samples, out } = drawnAgain(dataset, { bytes: 399 }, 48);
    expect(samples).toEqual({ count: 48, of: 50, areBytes: false, areDrawn: true, until: 4 });
    expect(out).toEqual(drawn(dataset, 48));
  });

  it('leave room for the warm-up, and do without what was held out', () => {
    const dataset = numbered(60);
    const more = { criticWarmup: 2, holdout: 10 };
    const { samples, out } = drawnAgain(dataset, { samples: 35 }, 32, more);
    expect(samples).toMatchObject({ count: 32, of: 50, until: 2 });
    const { train, holdout } = splitHoldout(dataset, 10, config.training.seed);
    expect(out).toEqual(drawn(dataset, 32, train));
    for (const row of holdout) expect(out).not.toContain(row);
    const whole = drawnAgain(dataset, { samples: 50 }, 120, more);
    expect(whole.samples).toMatchObject({ count: 50, areDrawn: false });
    expect(whole.out).toEqual(drawn(dataset, 120, train));
  });

  it('end with the record', () => {
    const { samples } = carrySamples(numbered(50), config, { limit: { samples: 40 }, last: 2 });
    expect(samples).toMatchObject({ count: 24, until: 2 });
  });

  it('go on after the last iteration that is carried: in other orders of the same samples', () => {
    const { out } = drawnAgain(numbered(50), { samples: 24 }, 72);
    const epochs = [0, 1, 2].map((epoch) => [...out.subarray(48 * epoch, 48 * (epoch + 1))]);
    const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
    expect(epochs.map(sorted)).toEqual([0, 1, 2].map(() => sorted(epochs[0]!)));
    expect(epochs[1]).not.toEqual(epochs[0]);
    expect(epochs[2]).not.toEqual(epochs[1]);
  });

  it('are refused in words where not one iteration fits', () => {
    const carry = () => carrySamples(numbered(50), config, { limit: { samples: 11 }, last: 9 });
    expect(carry).toThrow(ConfigError);
    expect(carry).toThrow(/draws 12 samples of 8 bytes, got room for 11/);
  });
});
