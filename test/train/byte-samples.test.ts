// Samples as bytes: the program decodes them as the host does.

import { expect, test } from 'vitest';
import { interpret } from '../../src/compiler/interpret.ts';
import { defineDataset, fillSamples, hasBytes } from '../../src/data/dataset.ts';
import { createInputs } from '../../src/gan/inputs.ts';
import { input } from '../../src/graph/leaves.ts';
import { withByteSamples } from '../../src/train/byte-samples.ts';
import { createTrainer } from '../../src/train/trainer.ts';
import { toyOptions } from './toy.ts';

const values = Uint8Array.from({ length: 256 }, (_, byte) => byte);

test('every byte stands for the number that the host makes of it', () => {
  const host = new Float32Array(256);
  fillSamples(defineDataset({ name: 'bytes', sampleShape: [256], values }), Uint32Array.of(0), 0, 1, host);
  const inputs = createInputs();
  const [x] = inputs.ask({ names: ['real.0'], shape: [256], source: { kind: 'real' }, meaning: String });
  const decoded = interpret(withByteSamples({ outputs: { x: x! }, inputs: inputs.table({ x: x! }) }), {
    'real.0': { shape: [256], values: Float64Array.from(values) },
  });
  decoded.x!.values.forEach((value, byte) => {
    expect(value, `byte ${byte}`).toBeCloseTo(host[byte]!, 6);
  });
});

test('other inputs stay as they are', () => {
  const mix = input('mix.0', [4, 1]);
  expect(withByteSamples({ outputs: { mix }, inputs: [] })).toEqual({ mix });
});

test('training on bytes equals training on their floats', async () => {
  const bytes = defineDataset({ name: 'bytes', sampleShape: [2], values });
  const floats = new Float32Array(256);
  fillSamples(bytes, Uint32Array.from(values.subarray(0, 128)), 0, 128, floats);
  const ofFloats = defineDataset({ name: 'floats', sampleShape: [2], values: floats });
  expect([hasBytes(bytes), hasBytes(ofFloats)]).toEqual([true, false]);
  const options = await toyOptions();
  const [actual, expected] = await Promise.all(
    [bytes, ofFloats].map(async (dataset) => (await createTrainer({ ...options, dataset })).step()),
  );
  for (const [name, value] of Object.entries(expected!)) {
    expect(actual![name as keyof typeof actual], name).toBeCloseTo(value, 5);
  }
});
