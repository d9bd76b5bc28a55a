// The other examples run as they stand, for a few iterations; none is longer than 60 lines.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { decodePng } from '../../src/formats/png.ts';

const folder = new URL('../../examples/', import.meta.url);
const logged: unknown[][] = [];
let workplace = '';

beforeEach(() => {
  workplace = mkdtempSync(join(tmpdir(), 'wgan-example-'));
  vi.spyOn(console, 'log').mockImplementation((...values: unknown[]) => void logged.push(values));
  logged.length = 0;
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(workplace, { recursive: true });
});

const sources = readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.ts'));

it.each(sources.map(String))('%s has at most 60 lines', (name) => {
  expect(readFileSync(new URL(name, folder), 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(60);
});

it('quick-start.ts trains on MNIST and draws', async () => {
  const picture = join(workplace, 'samples.png');
  process.argv.splice(2, Number.POSITIVE_INFINITY, '10', picture);
  await import('../../examples/quick-start.ts');
  expect(logged.map(([iteration]) => iteration)).toEqual([10]);
  expect(decodePng(readFileSync(picture)).width).toBe(8 * 56 + 7);
});

it('own-parts.ts learns the circle', async () => {
  process.argv.splice(2, Number.POSITIVE_INFINITY, '1000');
  await import('../../examples/own-parts.ts');
  expect(logged.map(([iteration]) => iteration)).toEqual([500, 1000]);
  expect(logged.flat().every((value) => Number.isFinite(value))).toBe(true);
});

it('measure.ts measures, as the docs print it', async () => {
  await import('../../examples/measure.ts');
  const [distance, yardstick] = logged[0] as [number, number];
  expect(distance).toBeGreaterThan(10 * yardstick);
  const source = readFileSync(new URL('measure.ts', folder), 'utf8');
  const code = source.slice(source.indexOf('import'));
  expect(readFileSync(new URL('../docs/metrics.md', folder), 'utf8')).toContain(code);
});
