import { expect, test } from 'vitest';
import type { Reading } from '../../src/health/history.ts';
import { createHistory, median } from '../../src/health/history.ts';
import { createWatcher } from '../../src/health/watcher.ts';

const observe = (readings: readonly Reading[], before: readonly Reading[] = []) => {
  const watcher = createWatcher();
  for (const reading of before) watcher.observe(reading);
  return readings.flatMap((reading) => watcher.observe(reading));
};

const inShort = (readings: readonly Reading[]) =>
  observe(readings).map(({ name, iteration, isOver }) => `${iteration} ${name}${isOver ? ' over' : ''}`);

/** A look every hundred iterations. */
const looks = (shares: readonly number[]): readonly Reading[] =>
  shares.map((deadUnits, index) => ({ iteration: 100 * (index + 1), deadUnits }));

test('a trouble is told once when it begins and once when it is over', () => {
  expect(inShort(looks([0, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1]))).toEqual([
    '300 dead-generator',
    '800 dead-generator over',
    '1100 dead-generator',
  ]);
});

test('one odd look is no trouble, and one good one no recovery', () => {
  expect(inShort(looks([0, 1, 0, 1, 0, 1, 0]))).toEqual([]);
  expect(inShort(looks([1, 1, 0, 1, 0, 1, 0, 1]))).toEqual(['200 dead-generator']);
});

test('what follows from a trouble is not told while it lasts', () => {
  const both = Array.from({ length: 12 }, (_, index) => ({
    iteration: 100 * (index + 1),
    deadUnits: index < 8 ? 1 : 0,
    diversity: 0,
  }));
  expect(inShort(both)).toEqual(['200 dead-generator', '1000 dead-generator over', '1200 collapse']);
});

test('a trouble that was told is not called over because its cause is found later', () => {
  const late = Array.from({ length: 12 }, (_, index) => ({
    iteration: 100 * (index + 1),
    deadUnits: index < 8 ? 0 : 1,
    diversity: 0,
  }));
  expect(inShort(late)).toEqual(['700 collapse', '1000 dead-generator']);
});

test('what was observed before is not told again, and its end is told', () => {
  const all = looks([0, 1, 1, 1, 0, 0, 0]);
  const whole = observe(all);
  for (let cut = 0; cut <= all.length; cut++) {
    const later = observe(all.slice(cut), all.slice(0, cut));
    expect(later).toEqual(whole.filter(({ iteration }) => iteration > 100 * cut));
  }
});

test('recent values: of the last iterations, eight at least, none while the run is younger', () => {
  const history = createHistory();
  for (let iteration = 100; iteration <= 1500; iteration += 100) {
    history.add({ iteration, criticLoss: iteration });
    if (iteration < 800) expect(history.recent('criticLoss', 200)).toEqual([]);
  }
  expect(history.recent('criticLoss', 200)).toHaveLength(8);
  expect(history.recent('criticLoss', 1200)).toHaveLength(12);
  expect(history.recent('criticLoss', 1600)).toEqual([]);
  expect(history.recent('wasserstein', 200)).toEqual([]);
  expect(history.last('criticLoss')).toBe(1500);
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
});

test('memory is bounded', () => {
  const history = createHistory();
  for (let iteration = 1; iteration <= 20_000; iteration++) history.add({ iteration, criticLoss: iteration });
  const values = history.recent('criticLoss', 20_000);
  expect(values.length).toBeLessThanOrEqual(8192);
  expect(values.at(-1)).toBe(20_000);
});
