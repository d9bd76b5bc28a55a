// wgan train --continue: the same line starts a run, and goes on with it.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { temporaryFolder } from '../run/tiny.ts';
import { fakeIo } from './fake-io.ts';

const tiny = [
  '--dataset',
  'ring',
  '--latent',
  '2',
  '--generator-hidden',
  '4',
  '--critic-hidden',
  '4',
  '--threads',
  '1',
];

async function train(...args: readonly string[]) {
  const io = fakeIo();
  const code = await main(['train', ...tiny, ...args], io);
  return { code, stdout: io.stdout.text(), stderr: io.stderr.text() };
}

it('starts, goes on, and is content with what is done', async () => {
  const out = join(temporaryFolder(), 'run');
  const line = [
    '--preset',
    'tutorial',
    '--learning-rate',
    '0.001',
    '--iterations',
    '4',
    '--out',
    out,
    '--continue',
  ];
  const status = () => JSON.parse(readFileSync(join(out, 'status.json'), 'utf8'));
  expect(await train(...line)).toMatchObject({ code: 0, stderr: '' });
  expect(status()).toMatchObject({ state: 'done', iteration: 4 });
  const again = await train(...line);
  expect(again).toMatchObject({ code: 0, stderr: '' });
  expect(again.stdout).toContain('resumed at iteration 4');
  expect((await train(...line, '--iterations', '6')).code).toBe(0);
  expect(status()).toMatchObject({ state: 'done', iteration: 6, iterations: 6 });
});

it('refuses another setting of what is there, and other files', async () => {
  const out = join(temporaryFolder(), 'run');
  await train('--iterations', '2', '--out', out, '--continue');
  const other = await train('--iterations', '2', '--out', out, '--continue', '--seed', '2');
  expect(other.code).toBe(2);
  expect(other.stderr).toContain('seed: a resumed run keeps its own value, got 2');
  const files = temporaryFolder();
  writeFileSync(join(files, 'photo.jpg'), '');
  expect((await train('--out', files, '--continue')).stderr).toContain(
    'expected an empty folder or a run, got other files',
  );
});

it.each([
  [[], '--continue: expected the folder of the run in --out, got none'],
  [['--out', 'a', '--overwrite'], '--continue: cannot be combined with --overwrite'],
  [['--resume', 'a'], '--continue: cannot be combined with --resume'],
])('with %j is a mistake', async (more, message) => {
  const { code, stderr } = await train('--continue', ...more);
  expect([code, stderr]).toEqual([2, expect.stringContaining(`wgan: ${message}\nhelp: `)]);
});

it('shows what would start, and no plan of what would go on', async () => {
  const out = join(temporaryFolder(), 'run');
  expect((await train('--iterations', '2', '--out', out, '--continue', '--dry-run')).code).toBe(0);
  await train('--iterations', '2', '--out', out);
  const { code, stderr } = await train('--iterations', '2', '--out', out, '--continue', '--dry-run');
  expect([code, stderr]).toEqual([2, expect.stringContaining(`help: wgan info ${out} shows it`)]);
});
