import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sampleCommand } from '../../src/cli/commands/sample.ts';
import { exportModel } from '../../src/run/export.ts';
import { temporaryFolder } from '../run/tiny.ts';
import { fakeIo } from './fake-io.ts';

const run = fileURLToPath(new URL('../fixtures/runs/before-ema-ramp', import.meta.url));

async function sample(model: string, options: Readonly<Record<string, unknown>>) {
  const io = fakeIo();
  const code = await sampleCommand.run({ io, arguments: [model], options: { count: '6', ...options } });
  return { code, stdout: io.stdout.text(), stderr: io.stderr.text() };
}

test('sample --raw draws from the weights of the last update and says so', async () => {
  const folder = temporaryFolder();
  const [averaged, raw] = [join(folder, 'averaged.csv'), join(folder, 'raw.csv')];
  expect((await sample(run, { out: averaged })).stdout).toContain('(iteration 20, seed 1)');
  const { code, stdout, stderr } = await sample(run, { raw: true, out: raw });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('(iteration 20, raw weights, seed 1)');
  expect(readFileSync(raw, 'utf8')).not.toBe(readFileSync(averaged, 'utf8'));
});

test('sample --raw says where there is no average', async () => {
  const folder = temporaryFolder();
  const model = join(folder, 'last.safetensors');
  await exportModel(run, { to: model, raw: true });
  const out = join(folder, 'points.csv');
  const { code, stderr } = await sample(model, { raw: true, out });
  expect(code).toBe(0);
  expect(stderr).toBe('note: this generator has no average: its samples come from the raw weights anyway\n');
});

test('sample --raw of a file with the average alone says what has both', async () => {
  const model = join(run, 'generator.safetensors');
  await expect(sample(model, { raw: true })).rejects.toThrow(/expected the raw weights, got a file with/);
});
