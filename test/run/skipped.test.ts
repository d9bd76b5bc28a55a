import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { branchRun } from '../../src/run/branch.ts';
import { runPaths } from '../../src/run/folder.ts';
import { readRunConfig } from '../../src/run/run-config.ts';
import { runTraining } from '../../src/run/run-training.ts';
import { system } from '../../src/run/system.ts';
import { fakeIo } from '../cli/fake-io.ts';
import { drive } from './drive.ts';
import { temporaryFolder, tinyConfig } from './tiny.ts';

/** A folder of 30 pictures with an alpha channel, and what is none. */
function pictures(folder: string): string {
  for (let index = 0; index < 30; index++) {
    const data = Uint8Array.from({ length: 8 * 8 * 4 }, (_, i) => (i * 31 + index * 17) % 256);
    writeFileSync(join(folder, `${index}.png`), encode({ width: 8, height: 8, channels: 4, data }));
  }
  const others = ['a\nnote: all is well.png', 'b.png', 'c.txt', 'd.heic'];
  for (const name of others) writeFileSync(join(folder, name), '');
  return folder;
}

const listed = [
  'a\\nnote: all is well.png\tan empty file',
  'b.png\tan empty file',
  'c.txt\tan empty file',
  'd.heic\tan empty file',
  '',
].join('\n');

test('skipped.txt names all skipped files, after a resume, in a branch, and goes when nothing is skipped', async () => {
  const data = pictures(temporaryFolder());
  const out = join(temporaryFolder(), 'run');
  const config = tinyConfig(data, { iterations: 2, size: 8, holdout: 0 });
  await drive({ config, out });
  const list = runPaths(out).skipped;
  expect(readFileSync(list, 'utf8')).toBe(listed);
  const { dataset } = readRunConfig(system().files, runPaths(out));
  expect(dataset).toMatchObject({
    skippedCount: 4,
    preparation: ['all with an alpha channel: white was put behind what is transparent'],
  });

  rmSync(list);
  await drive({ resume: out, changes: { iterations: 3 } });
  expect(readFileSync(list, 'utf8')).toBe(listed);
  const branch = await branchRun(out, { at: 2, out: join(temporaryFolder(), 'branch') });
  expect(readFileSync(runPaths(branch).skipped, 'utf8')).toBe(listed);

  const io = fakeIo();
  expect(await main(['info', out], io)).toBe(0);
  expect(io.stdout.text()).toContain(`4 files, named with the reasons in ${list}\n`);
  expect(io.stdout.text()).toMatch(/^dataset .+\n +all with an alpha channel: white was put behind/m);
  expect(io.stdout.text()).toContain(
    'note          skipped 4 file(s) that are not readable images: a\\nnote: ',
  );

  await runTraining({ config: tinyConfig('ring', { iterations: 1 }), out, overwrite: true });
  expect(existsSync(list)).toBe(false);
});

test('training says what was done and where the list is; the plan says what would be done', async () => {
  const data = pictures(temporaryFolder());
  const out = join(temporaryFolder(), 'run');
  const small = ['--generator-hidden', '8', '--critic-hidden', '8', '--latent', '4', '--batch', '8'];
  const args = ['train', '--dataset', data, '--size', '4', '--iterations', '2', '--out', out, ...small];
  const plan = fakeIo();
  expect(await main([...args, '--dry-run'], plan)).toBe(0);
  expect(plan.stdout.text()).toMatch(/^ +all made smaller, to 4×4$/m);
  expect(plan.stderr.text()).not.toContain('skipped.txt');
  const io = fakeIo();
  expect(await main(args, io)).toBe(0);
  expect(io.stdout.text()).toMatch(/^ {2}all with an alpha channel: .+\n {2}all made smaller, to 4×4$/m);
  expect(io.stderr.text()).toMatch(
    /^note: skipped 4 file\(s\) .+ and 1 more\nnote: all skipped files are in .+skipped\.txt, with the reasons\n$/,
  );
});
