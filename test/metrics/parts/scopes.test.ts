// Parts are made once, in the order in which they are needed; what is made while drawing sees each sample once.

import { expect, test, vi } from 'vitest';
import { defineDataset } from '../../../src/data/dataset.ts';
import { readClassifier } from '../../../src/metrics/classifier-file.ts';
import type { EvaluatorParts } from '../../../src/metrics/evaluation.ts';
import { createEvaluator } from '../../../src/metrics/evaluator.ts';
import { drawnPart, kindPart, type Needs, realPart, samplePart } from '../../../src/metrics/parts/part.ts';
import { createReal, drawSamples, madeOf, prepareReal, workOf } from '../../../src/metrics/parts/scopes.ts';
import { createWork } from '../../../src/metrics/progress.ts';
import { computeAlways } from '../../../src/metrics/reference.ts';
import type { Device } from '../../../src/runtime/device.ts';

const given: EvaluatorParts = {
  dataset: defineDataset({ name: 'a', sampleShape: [1], values: Uint8Array.of(1, 2, 3) }),
  ...{ device: {} as Device, readClassifier: async () => new Uint8Array(), remember: computeAlways },
  ...{ seed: 1, counts: {} },
};

const realOf = (workOf = () => 0) => createReal(given, 'images', { samples: 4 }, workOf);

/** Draws 1, 2 and then 3, 4. */
const draw = (needs: Needs, real = realOf()) =>
  drawSamples(needs, real, {
    ...{ count: 4, work: createWork(4) },
    async source(visit) {
      await visit(Uint8Array.of(1, 2), 0);
      await visit(Uint8Array.of(3, 4), 2, Uint8Array.of(8, 9));
    },
  });

test('a part is made once, those that it needs before it, for samples and for the real data', async () => {
  const made: string[] = [];
  const note = (name: string) => {
    made.push(name);
    return name;
  };
  const base = realPart({ make: () => note('base') });
  const real = realPart({ needs: { base }, make: ({ base }) => note(`${base}, real`) });
  const starts = drawnPart({
    needs: { real },
    collect() {
      const seen: (readonly number[])[] = [];
      return {
        add: (values, start, labels) => {
          seen.push([start, ...values, ...(labels ?? [])]);
        },
        end: () => seen,
      };
    },
  });
  const one = samplePart({ needs: { starts, real }, make: ({ starts }) => note(JSON.stringify(starts)) });
  const other = samplePart({ needs: { one }, make: ({ one }) => note(`other of ${one.length}`) });
  const whole = realOf();
  await prepareReal({ other }, whole);
  expect(made).toEqual(['base', 'base, real']);
  for (const _ of [1, 2]) {
    const samples = await draw({ other, one }, whole);
    await madeOf({ other, one }, samples.get);
  }
  const of = '[[0,1,2],[2,3,4,8,9]]';
  expect(made.slice(2)).toEqual([of, `other of ${of.length}`, of, `other of ${of.length}`]);
});

test('a part that was made before is not made again', async () => {
  const make = vi.fn(() => 1);
  const part = realPart({ make });
  const real = realOf();
  real.provide(part, 7);
  expect(await real.get(part)).toBe(7);
  expect(make).not.toHaveBeenCalled();
});

test('work is that of each part once', () => {
  const real = realPart({ work: () => 5, make: () => 0 });
  const one = samplePart({ needs: { real }, work: (_, count) => 2 * count, make: () => 0 });
  const other = samplePart({ needs: { one, real }, make: () => 0 });
  expect(workOf({ one, other }, realOf(), 10)).toEqual({ real: 5, samples: 20 });
});

test('what a kind of data lacks, or what was not said to be needed, is named', async () => {
  const ofPoints = kindPart({ points: samplePart({ make: () => 1 }) });
  await expect(draw({ ofPoints })).rejects.toThrow(
    'a measure of images needs a part that images do not have',
  );
  const late = drawnPart({ collect: () => ({ add: () => {}, end: () => 1 }) });
  const samples = await draw({});
  await expect(samples.get(late)).rejects.toThrow('made while drawing must be needed beforehand');
});

test('what was loaded is released where an evaluator cannot be opened', async () => {
  const release = vi.fn(async () => {});
  const device = { load: async () => ({ release }) } as unknown as Device;
  const dataset = defineDataset({
    ...{ name: 'mnist', sampleShape: [1, 28, 28], values: new Uint8Array(10 * 784) },
  });
  const remember = async () => {
    throw new Error('no memory');
  };
  await expect(createEvaluator({ ...given, dataset, device, readClassifier, remember })).rejects.toThrow(
    'no memory',
  );
  expect(release).toHaveBeenCalledOnce();
});
