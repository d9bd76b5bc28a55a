// Noise where the platform gives WebAssembly no memory, or has none: the same bits.

import { afterEach, expect, it, vi } from 'vitest';
import { fillNormal, fillUniform, permutation } from '../../src/base/random.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

type Platform = Readonly<Record<'Memory' | 'Module' | 'Instance', unknown>>;

class Refused {
  constructor() {
    throw new RangeError('WebAssembly.Memory(): could not allocate memory');
  }
}

const { Memory, Module, Instance } = (globalThis as unknown as { readonly WebAssembly: Platform })
  .WebAssembly;

it.each([
  ['no memory', { Memory: Refused, Module, Instance }],
  ['no vectors', { Memory, Module: Refused, Instance }],
  ['no WebAssembly', undefined],
])('%s', async (_, platform) => {
  vi.stubGlobal('WebAssembly', platform);
  vi.resetModules();
  const without = await import('../../src/base/random.ts');
  expect(without.fillNormal).not.toBe(fillNormal);
  for (const [length, seed] of [
    [1, 1],
    [9001, 2 ** 40 + 3],
    [30_000, 7],
  ] as const) {
    const key = { seed, purpose: 'latent', counter: length } as const;
    for (const fill of ['normal', 'uniform'] as const) {
      const [one, other] = [new Float32Array(length), new Float32Array(length)];
      (fill === 'normal' ? fillNormal : fillUniform)(one, key);
      (fill === 'normal' ? without.fillNormal : without.fillUniform)(other, key);
      expect(Buffer.from(other.buffer).equals(Buffer.from(one.buffer)), `${fill} ${length}`).toBe(true);
    }
    expect(without.permutation(length, key)).toEqual(permutation(length, key));
  }
});
