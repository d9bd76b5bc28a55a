// The switch oneSided of wgan-gp, which is the objective wgan-lp by now.

import { describe, expect, it } from 'vitest';
import { changedConfig } from '../../src/run/resume.ts';
import { leavesOf, parseConfig, resolveConfig } from '../../src/train/config.ts';
import { idleValues } from '../../src/train/format-1.ts';
import { trajectoryText } from '../../src/train/trajectory.ts';
import { flatConfig } from './values.ts';

/** What hashes said of wgan-gp with the switch: flat, and of parts that format 1 cannot say. */
const stored = {
  flat: (oneSided: boolean) => ({ ...flatConfig(resolveConfig()), oneSided }),
  nested: (oneSided: boolean) => {
    const config = resolveConfig({ criticOptimizer: 'adam' });
    return { ...config, objective: { name: 'wgan-gp', penalty: 10, oneSided } };
  },
};

describe('a configuration with the switch', () => {
  it.each([
    [{ oneSided: true }, 'wgan-lp'],
    [{ oneSided: false }, 'wgan-gp'],
    [{ objective: 'wgan-gp', oneSided: true }, 'wgan-lp'],
    [{ objective: { name: 'wgan-gp', oneSided: true } }, 'wgan-lp'],
    [{ objective: 'wgan-lp', oneSided: false }, 'wgan-lp'],
  ])('%o is %s', (said, name) => {
    expect(resolveConfig(said).objective).toEqual({ name, penalty: 10 });
  });

  it('is one over what it changes, and nothing where the objective is another', () => {
    const from = resolveConfig({ objective: 'wgan-lp', penalty: 3 });
    expect(resolveConfig({ oneSided: false }, { from }).objective).toEqual({ name: 'wgan-gp', penalty: 3 });
    expect(resolveConfig({ objective: 'gan' }, { from: { oneSided: true } }).objective.name).toBe('gan');
    expect(() => resolveConfig({ oneSided: true }, { from: resolveConfig({ objective: 'gan' }) })).toThrow(
      'oneSided: belongs to the objective wgan-gp, got the objective gan',
    );
    expect(() => resolveConfig({ oneSided: 'yes' })).toThrow('oneSided');
  });

  it.each([true, false])('%s keeps its hash, flat or nested', (oneSided) => {
    const flat = parseConfig(stored.flat(oneSided));
    const text = trajectoryText(flat, 'data', idleValues(stored.flat(oneSided), flat));
    expect(JSON.parse(text)[1]).toEqual(
      expect.arrayContaining([
        ['objective', 'wgan-gp'],
        ['oneSided', oneSided],
      ]),
    );
    expect(trajectoryText(flat, 'data')).toBe(text);
    const nested = parseConfig(stored.nested(oneSided));
    expect(nested.objective.name).toBe(oneSided ? 'wgan-lp' : 'wgan-gp');
    expect(JSON.parse(trajectoryText(nested, 'data'))[1]).toEqual(
      expect.arrayContaining([
        ['objective.name', 'wgan-gp'],
        ['objective.oneSided', oneSided],
      ]),
    );
  });

  it('may be said again when a run goes on, and not changed', () => {
    const config = resolveConfig({ oneSided: true });
    expect(changedConfig(config, { oneSided: true })).toEqual(config);
    expect(() => changedConfig(config, { oneSided: false })).toThrow('oneSided: a resumed run keeps');
    expect(leavesOf({ objective: 'wgan-gp', oneSided: true }).get('objective.name')!.value).toBe('wgan-lp');
  });
});
