import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import { inMemory } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { stackDigits, stackedMnist, stackedRows } from '../../src/data/stacked-mnist.ts';

describe('stacked MNIST', () => {
  test('every channel is the digit that its row names', async () => {
    const digits = inMemory(await loadDataset('mnist-test'));
    const stacked = stackDigits(digits, 100);
    expect(stacked).toMatchObject({ name: 'stacked-mnist', count: 100, sampleShape: [3, 28, 28] });
    const rows = stackedRows(100, digits.count);
    for (const channel of [0, 1, 2, 152, 299]) {
      const row = rows[channel]!;
      expect(stacked.values.subarray(channel * 784, (channel + 1) * 784)).toEqual(
        digits.values.subarray(row * 784, (row + 1) * 784),
      );
    }
  });

  test('its rows are part of the format, and all 1,000 modes occur', async () => {
    const rows = stackedRows(128_000, 60_000);
    expect([...rows.subarray(0, 6)]).toMatchInlineSnapshot(`
      [
        55291,
        5975,
        53971,
        31773,
        48292,
        42855,
      ]
    `);
    expect([...stackedRows(2, 60_000)]).toEqual([...rows.subarray(0, 6)]);
    const labels = inMemory(await loadDataset('mnist')).labels!.values;
    const modes = new Set<number>();
    for (let image = 0; image < 128_000; image++) {
      const [r, g, b] = [0, 1, 2].map((channel) => labels[rows[3 * image + channel]!]!) as [
        number,
        number,
        number,
      ];
      modes.add(100 * r + 10 * g + b);
    }
    expect(modes.size).toBe(1000);
  });

  test('cannot be grey', async () => {
    await expect(stackedMnist.load({ color: 'grey' })).rejects.toThrow(ConfigError);
  });
});
