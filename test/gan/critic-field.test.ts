// The critic's field: its gradients by central differences, and the same values on the device.

import { describe, expect, test } from 'vitest';
import { float32 } from '../../src/base/host-tensor.ts';
import { mapRecord, underPrefix } from '../../src/base/record.ts';
import { interpret, toDense } from '../../src/compiler/interpret.ts';
import { compile } from '../../src/compiler/program.ts';
import { criticFieldGraph } from '../../src/gan/critic-field.ts';
import { initialState } from '../../src/gan/gan.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { resolveConfig } from '../../src/train/config.ts';
import { ganOf } from '../../src/train/setup.ts';
import { optimized } from '../targets/onnx/optimized.ts';

const gan = ganOf(resolveConfig({ criticHidden: [16, 8], criticNorm: 'layer', activation: 'tanh' }), [2]);
const state = initialState(gan, 1);
const graphOf = (count: number) =>
  optimized({ ...criticFieldGraph(gan, underPrefix('critic', state), count) });

function fieldAt(points: readonly number[]) {
  const shape = [points.length / 2, 2];
  const feeds = { ...mapRecord(state, toDense), points: { shape, values: Float64Array.from(points) } };
  return mapRecord(interpret(graphOf(shape[0]!), feeds), ({ values }) => [...values]);
}

describe('the field of a critic', () => {
  const points = [0.3, -0.7, 1.2, 0.4, -2, 0.1];

  test('has the slope of its scores, and its length', () => {
    const { scores, gradients, gradientNorms } = fieldAt(points);
    expect(scores!.length).toBe(3);
    const step = 1e-5;
    points.forEach((value, index) => {
      const moved = (by: number) => fieldAt(points.with(index, value + by)).scores![index >> 1]!;
      expect(gradients![index]).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 7);
    });
    gradientNorms!.forEach((norm, index) => {
      expect(norm).toBeCloseTo(Math.hypot(gradients![2 * index]!, gradients![2 * index + 1]!), 9);
    });
  });

  test('is the same on the device', async () => {
    const device = await openDevice('cpu', { threads: 1 });
    const program = await device.load(compile(graphOf(3), { name: 'critic field' }));
    const outputs = await program.run({ points: float32([3, 2], points) }, device.createState(state));
    const expected = fieldAt(points);
    for (const [name, { data }] of Object.entries(outputs)) {
      Array.from(data, Number).forEach((value, index) => {
        expect(value, name).toBeCloseTo(expected[name]![index]!, 5);
      });
    }
    await program.release();
  });
});
