// The verdict of a page that trains a recorded run again.

import { describe, expect, it } from 'vitest';
import { withLastBits } from '../../../../src/studio/app/recording/lane.ts';
import { digitsOf, PARTED, shapeOf, verdictOf } from '../../../../src/studio/app/recording/verdict.ts';
import type { Table } from '../../../../src/studio/app/rooms/train/worker-messages.ts';
import { curveOf, type Recording } from '../../../../src/train/recording.ts';

const loss = (iteration: number) => -2 - 0.1 * iteration;
const from1 = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const lines = (iterations: readonly number[], lossAt = loss) =>
  iterations.map((iteration) => ({
    iteration,
    criticLoss: lossAt(iteration),
    generatorLoss: 0.5,
    penalty: 9,
  }));

/** A run of 40 iterations that logs every `logEvery`. */
function recorded(logEvery: number, lossAt = loss, until = 40): Recording {
  const logged = from1(40).filter((iteration) => iteration % logEvery === 0);
  return {
    curve: curveOf(lines(logged, lossAt)),
    start: { curve: curveOf(lines(from1(40))), machine: 'this' },
    samples: { until },
  } as Recording;
}

/** What the tab computed until an iteration: off by `error` of the size, its twin by `spread`. */
function trained(
  count: number,
  error = 1e-6,
  spread: (iteration: number) => number | null = () => 1e-6,
): Table {
  const { iteration, columns } = curveOf(lines(from1(count), (at) => loss(at) * (1 + error)));
  return { iteration, columns: { ...columns, spread: iteration.map(spread) } };
}

const growing = (iteration: number) => (iteration > 12 ? null : 1e-6 * 2 ** iteration * 4); // parts at 12

describe('the verdict', () => {
  it('waits for the first number', () => {
    expect(verdictOf(recorded(1), undefined).kind).toBe('waiting');
    expect(verdictOf(recorded(1), trained(0)).kind).toBe('waiting');
  });

  it('is that the training is the same, with the largest difference and where it was', () => {
    const { kind, findings, largest } = verdictOf(recorded(1), trained(20, 1e-5));
    expect(kind).toBe('same');
    expect(findings).toHaveLength(20);
    expect(largest).toMatchObject({ name: 'criticLoss', isLogged: true });
    expect(largest!.relative).toBeCloseTo(1e-5, 8);
  });

  it('is that it is another where one number is off, and names it', () => {
    const lossAt = (iteration: number) => loss(iteration) * (iteration === 7 ? 1.01 : 1);
    const { kind, broken } = verdictOf(recorded(1, lossAt), trained(20));
    expect(kind).toBe('other');
    expect(broken).toMatchObject({ iteration: 7, name: 'criticLoss', allowed: 1e-3 });
    expect(verdictOf(recorded(1, lossAt), trained(6)).kind).toBe('same');
  });

  it('allows what rounding explains, and ends where rounding alone has parted the twins', () => {
    expect(growing(12)).toBeGreaterThan(PARTED);
    expect(growing(11)).toBeLessThan(PARTED);
    const { kind, findings, parted } = verdictOf(recorded(1), trained(20, 1e-5, growing));
    expect({ kind, parted }).toEqual({ kind: 'same', parted: 12 });
    expect(findings.at(-1)!.iteration).toBe(11);
    const late = (iteration: number) => loss(iteration) * (iteration === 11 ? 1.05 : 1);
    expect(verdictOf(recorded(1, late), trained(20, 1e-5, growing)).kind).toBe('same');
    const early = (iteration: number) => loss(iteration) * (iteration === 3 ? 1.05 : 1);
    expect(verdictOf(recorded(1, early), trained(20, 1e-5, growing)).kind).toBe('other');
  });

  it('allows what grows step by step, and ends where that has parted the runs', () => {
    const drifting = (iteration: number) => loss(iteration) * (1 + 1e-4 * 1.5 ** iteration);
    const { kind, parted, largest } = verdictOf(recorded(1, drifting), trained(40));
    expect({ kind, parted }).toEqual({ kind: 'same', parted: 12 });
    expect(largest!.iteration).toBe(12);
    const jumping = (iteration: number) => loss(iteration) * (1 + (iteration < 9 ? 1e-4 : 4e-3));
    expect(verdictOf(recorded(1, jumping), trained(40))).toMatchObject({
      kind: 'other',
      broken: { iteration: 9 },
    });
  });

  it('compares iterations between logs with what was computed again, if that met the log', () => {
    const same = verdictOf(recorded(20), trained(40, 1e-5, growing));
    expect(same).toMatchObject({ kind: 'same', anchor: { count: 2, difference: 0, isSame: true } });
    expect(same.findings.some(({ isLogged }) => isLogged)).toBe(false);
    const off = verdictOf(
      recorded(20, (iteration) => loss(iteration) * 1.3),
      trained(40, 1e-5, growing),
    );
    expect(off).toMatchObject({ kind: 'unknown', anchor: { isSame: false } });
    expect(off.anchor.difference).toBeGreaterThan(0.2);
  });

  it('looks no further than the samples that are carried', () => {
    const off = (iteration: number) => loss(iteration) * (iteration > 10 ? 2 : 1);
    const { kind, findings } = verdictOf(recorded(1, off, 10), trained(20));
    expect(kind).toBe('same');
    expect(findings).toHaveLength(10);
  });

  it('takes numbers on their way through 0 by the size that they had', () => {
    const through = (iteration: number) => (iteration === 5 ? 1e-9 : 1);
    const { kind } = verdictOf(recorded(1, through), {
      iteration: from1(5),
      columns: {
        ...curveOf(lines(from1(5), (at) => through(at) + 1e-7)).columns,
        spread: from1(5).map(() => 0),
      },
    });
    expect(kind).toBe('same');
  });
});

describe('the shape', () => {
  it('is mean and deviation of the later half, of numbers that were logged', () => {
    const shape = shapeOf(recorded(2), trained(40, 0.1))!;
    expect(shape).toMatchObject({ name: 'criticLoss', from: 22, to: 40 });
    expect(shape.record.mean).toBeCloseTo(loss(31), 9);
    expect(shape.here.mean).toBeCloseTo(1.1 * loss(31), 9);
    expect(shape.record.deviation).toBeCloseTo(
      0.1 * Math.sqrt((4 * (10 * 10 - 1)) / 12) * Math.sqrt(10 / 9),
      9,
    );
  });

  it('is not told from a few numbers, nor where samples are missing', () => {
    expect(shapeOf(recorded(2), trained(30))).toBeUndefined();
    expect(shapeOf(recorded(1, loss, 30), trained(40))).toBeUndefined();
    expect(shapeOf(recorded(1), undefined)).toBeUndefined();
  });
});

it('counts digits in common', () => {
  expect([0, 1e-9, 1e-3, 0.5, 3].map(digitsOf).map((digits) => Number(digits.toFixed(1)))).toEqual([
    8, 8, 3, 0.3, 0,
  ]);
});

it('gives a twin other last bits, and nothing else', () => {
  const tensor = (values: readonly number[]) => ({
    dtype: 'float32' as const,
    shape: [values.length],
    data: Float32Array.from(values),
  });
  const state = withLastBits({
    'generator.0.weight': tensor([1, -0.25, 0]),
    'average.generator.0.weight': tensor([1]),
    'optimizer.critic.0.weight.square_avg': tensor([1]),
  });
  const [one, quarter, zero] = state['generator.0.weight']!.data as Float32Array;
  expect([one! - 1, quarter! + 0.25, zero]).toEqual([2 ** -23, -(2 ** -25), 0]);
  expect(state['average.generator.0.weight']!.data[0]).toBe(1);
  expect(state['optimizer.critic.0.weight.square_avg']!.data[0]).toBe(1);
});
