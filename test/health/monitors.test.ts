// Every monitor on made-up courses: what makes it warn, and what is near to that and does not.

import { describe, expect, it, test } from 'vitest';
import type { Reading, RunFacts, RunSettings } from '../../src/health/history.ts';
import { monitors } from '../../src/health/registry.ts';
import { createWatcher } from '../../src/health/watcher.ts';

/** Readings every ten iterations from 10 on. */
type Course = (iteration: number) => Omit<Reading, 'iteration'>;

interface Row {
  readonly monitor: string;
  readonly warns: Course;
  readonly near: Course;
  readonly facts?: RunFacts;
  readonly says: RegExp;
}

const wave = (iteration: number) => ((iteration / 10) % 2 === 0 ? 1 : -1);

const rows: readonly Row[] = [
  {
    monitor: 'critic-behind',
    warns: () => ({ wasserstein: -0.3, criticLoss: 1 }),
    near: (iteration) => ({ wasserstein: -0.05 + 0.3 * wave(iteration), criticLoss: 1 }),
    says: /below 0 over 200 iterations \(median −0\.3\)/,
  },
  {
    monitor: 'critic-behind',
    warns: (iteration) => ({ wasserstein: 1.0006 ** iteration }),
    near: (iteration) => ({ wasserstein: Math.min(1.0006 ** iteration, 1.8) }),
    says: /still rising, from .* within 2000 iterations/,
  },
  {
    monitor: 'critic-behind',
    facts: { chanceLoss: 1.386 },
    warns: () => ({ criticLoss: 1.7 }),
    near: (iteration) => ({ criticLoss: 1.4 + 0.5 * wave(iteration) }),
    says: /loss is 1\.7 .* guessing gives 1\.39/,
  },
  {
    monitor: 'critic-start',
    warns: () => ({ gradientNorm: 2e-4 }),
    near: (iteration) => ({ gradientNorm: iteration === 10 ? 0.01 : 0.05 }),
    says: /too flat .* gradient is 2e-4/,
  },
  {
    monitor: 'critic-start',
    warns: () => ({ gradientNorm: 400 }),
    near: (iteration) => ({ gradientNorm: iteration === 10 ? 400 : 3 }),
    says: /too steep .* gradient is 400/,
  },
  {
    monitor: 'penalty-not-holding',
    warns: () => ({ gradientNorm: 12 }),
    near: (iteration) => ({ gradientNorm: iteration % 50 === 0 ? 60 : 6.3 }),
    says: /gradient is 12 .* asks for 1/,
  },
  {
    monitor: 'clipping-saturated',
    facts: { sampleSize: 784 },
    warns: () => ({ atBound: 0.96, criticSlope: 1.4e-7 }),
    near: () => ({ atBound: 0.96, criticSlope: 1e-5 }),
    says: /96 % .* slope is 1\.4e-7/,
  },
  {
    monitor: 'exploding-weights',
    warns: () => ({ generatorGain: 1, criticGain: 12 }),
    near: () => ({ generatorGain: 4, criticGain: 6 }),
    says: /layer of the critic multiplies its inputs by 12/,
  },
  {
    monitor: 'exploding-weights',
    warns: () => ({ generatorGain: 1, criticGain: 2, atBound: 0.1, criticSlope: 50 }),
    near: () => ({ generatorGain: 1, criticGain: 2, criticSlope: 50 }),
    says: /slope is 50/,
  },
  {
    monitor: 'dead-generator',
    warns: () => ({ deadUnits: 1 }),
    near: () => ({ deadUnits: 0.5 }),
    says: /100 % of the units/,
  },
  {
    monitor: 'overfitting',
    warns: () => ({ wasserstein: 9, seenEstimate: 7, unseenEstimate: 5 }),
    near: () => ({ wasserstein: 9, seenEstimate: 7, unseenEstimate: 6 }),
    says: /is 7 on training samples and 5 .* 29 % less/,
  },
  {
    monitor: 'overfitting',
    warns: () => ({ criticLoss: 0.1, seenEstimate: 0.1, unseenEstimate: 0.9 }),
    near: () => ({ criticLoss: 0.5, seenEstimate: 0.5, unseenEstimate: 0.8 }),
    says: /loss is 0\.1 on training samples and 0\.9/,
  },
  {
    monitor: 'collapse',
    warns: () => ({ diversity: 0.03 }),
    near: (iteration) => ({ diversity: iteration < 500 ? 0.01 : 0.2 }),
    says: /0\.03 times as much/,
  },
  {
    monitor: 'collapse',
    warns: () => ({ diversity: 1, modeShare: 0.125 }),
    near: () => ({ diversity: 1, modeShare: 0.7 }),
    says: /13 % of the modes/,
  },
  {
    monitor: 'collapse',
    warns: () => ({ classEvenness: 0.3 }),
    near: () => ({ classEvenness: 0.9 }),
    says: /30 % of the classes/,
  },
];

function noticesOf(course: Course, facts: RunFacts = {}) {
  const watcher = createWatcher(facts);
  const iterations = Array.from({ length: 400 }, (_, index) => 10 * (index + 1));
  return iterations.flatMap((iteration) => watcher.observe({ iteration, ...course(iteration) }));
}

describe('every monitor', () => {
  it.each(rows)('$monitor: $says', ({ monitor, warns, near, facts, says }) => {
    const notices = noticesOf(warns, facts);
    expect(notices.map(({ name }) => name)).toEqual([monitor]);
    expect(notices[0]!.message).toMatch(says);
    expect(noticesOf(near, facts)).toEqual([]);
  });

  it('has a row, and texts that are sentences', () => {
    expect([...new Set(rows.map(({ monitor }) => monitor))].toSorted()).toEqual(monitors.names.toSorted());
    for (const { meaning, advice, source, hides, name } of monitors.all) {
      expect(meaning, name).toMatch(/^[A-Z].*\.$/s);
      expect(advice, name).toMatch(/^[^A-Z.].*[^.]$/s);
      expect(source, name).not.toBe('');
      for (const other of hides) expect(monitors.has(other), `${name} hides ${other}`).toBe(true);
    }
  });
});

describe('advice fits the run', () => {
  const helpOf = (monitor: string, settings: RunSettings, sampleSize = 784) => {
    const { warns, facts } = rows.find((row) => row.monitor === monitor)!;
    const [notice] = noticesOf(warns, { ...facts, sampleSize, settings: () => settings });
    return notice?.help;
  };

  it.each([
    ['penalty-not-holding', { penalty: 0.5 }, /--penalty 10\)/],
    ['penalty-not-holding', { penalty: 10 }, /--penalty 40\)/],
    ['exploding-weights', { penalty: 10 }, /^try a smaller learning rate$/],
    ['exploding-weights', { clip: 1 }, /--clip 0\.01\)/],
    ['exploding-weights', { clip: 0.01 }, /--clip 0\.0033\)/],
    ['overfitting', {}, /^try more data, a smaller critic, or fewer iterations$/],
    ['overfitting', { penalty: 10 }, /--penalty 40\)/],
    ['collapse', {}, /more critic steps, or --objective wgan-gp$/],
    ['collapse', { penalty: 10 }, /generator learning rate, or more critic steps$/],
  ] as const)('%s with %j', (monitor, settings, help) => {
    expect(helpOf(monitor, settings)).toMatch(help);
  });

  it('in the plane, the penalty is as light as the paper has it, and not proposed where it is', () => {
    const inPlane = (settings: RunSettings) => monitors.get('collapse').advise!(settings, true);
    expect(inPlane({ penalty: 10 })).toMatch(/^--penalty 0\.1, /);
    expect(inPlane({})).toMatch(/--objective wgan-gp --penalty 0\.1$/);
    expect(inPlane({ penalty: 0.1 })).not.toContain('--penalty');
  });

  it('a bound that is too tight is widened from where it is', () => {
    const { advise } = monitors.get('clipping-saturated');
    expect(advise!({ clip: 1e-4 }, false)).toContain('--clip 0.01;');
    expect(advise!({ clip: 0.01 }, false)).toContain('--clip 0.03;');
  });
});

test('numbers that are not finite are no reason to fall over', () => {
  expect(noticesOf(() => ({ wasserstein: Number.NaN, diversity: Number.NaN, criticLoss: 1 }))).toEqual([]);
  const exploded = noticesOf(() => ({ criticGain: Number.POSITIVE_INFINITY }));
  expect(exploded.map(({ name }) => name)).toEqual(['exploding-weights']);
});
