// R1 and R2 beside objectives: which admit them, how often they come, and what may change.

import { describe, expect, it } from 'vitest';
import { wholeIteration } from '../../src/gan/iteration.ts';
import { objectives } from '../../src/gan/objectives/registry.ts';
import { partsOf } from '../../src/gan/phases.ts';
import { requireMeaning } from '../../src/run/control.ts';
import { flatValues, isLive, liveValues, optionsOf, resolveConfig } from '../../src/train/config.ts';
import { ganOf } from '../../src/train/setup.ts';
import { trajectoryText } from '../../src/train/trajectory.ts';

const small = { latent: 2, generatorHidden: [3], criticHidden: [3], batch: 4 };
const made = (said: Parameters<typeof resolveConfig>[0]) => ganOf(resolveConfig({ ...small, ...said }), [2]);

describe('R1 and R2', () => {
  it.each(objectives.names)('stand beside %s, or are refused in words', (objective) => {
    const { constrain, critic } = objectives.get(objective);
    const isHeld = constrain !== undefined || critic.terms !== undefined;
    for (const key of ['r1', 'r2']) {
      if (isHeld) {
        expect(() => made({ objective, [key]: 1 })).toThrow(
          `${key}: expected an objective that does not hold its critic otherwise, got ${objective} with its`,
        );
      } else
        expect(made({ objective, [key]: 1 }).objective.critic.terms!.map(({ name }) => name)).toEqual([key]);
    }
  });

  it('come every so many iterations, as phases of their own that count for all', () => {
    const lazy = made({ objective: 'hinge', r1: 1, r1Every: 4, r2: 1, r2Every: 4 });
    const phases = wholeIteration(lazy).map(({ name, every, gain }) => [name, every, gain]);
    expect(phases).toEqual([
      ['critic', 1, 1],
      ['critic-r1-r2', 4, 4],
      ['generator', 1, 1],
    ]);
    expect(partsOf(wholeIteration(lazy))).toHaveLength(3);
    expect(wholeIteration(made({ objective: 'hinge', r1: 1, r2: 1 }))).toHaveLength(2);
  });

  it('may be changed while a run trains that has them, and are named to be elsewhere where it has not', () => {
    const [without, beside] = [{}, { r1: 2 }].map((said) => resolveConfig({ objective: 'gan', ...said })) as [
      ReturnType<typeof resolveConfig>,
      ReturnType<typeof resolveConfig>,
    ];
    expect(() => requireMeaning(without, { key: 'r1' })).toThrow('r1: this run trains without');
    expect(requireMeaning(beside, { key: 'r1' })).toBe(undefined);
    expect(liveValues(without)).not.toHaveProperty('r1');
    expect(liveValues(beside)).toMatchObject({ r1: 2 });
    expect(liveValues(beside)).not.toHaveProperty('r2');
    const option = optionsOf(beside).find(({ key }) => key === 'r1')!;
    expect([isLive(without, option), isLive(beside, option)]).toEqual([false, true]);
  });

  it('are refused by a critic that normalises over a batch', () => {
    expect(() => made({ objective: 'hinge', r1: 1, criticNorm: 'batch' })).toThrow(
      'cannot be used with the gradient penalty of r1',
    );
  });

  it('are in no hash of a run without them', () => {
    const config = resolveConfig();
    const text = trajectoryText(config, 'data');
    for (const key of ['r1', 'r2', 'schedule', 'horizon', 'accumulate', 'clipGradient']) {
      expect(flatValues(config)).toHaveProperty(key);
      expect(text).not.toContain(`"${key}"`);
    }
    expect(trajectoryText(resolveConfig({ objective: 'gan', r1: 1 }), 'data')).toContain(
      '"training.r1.weight"',
    );
  });
});
