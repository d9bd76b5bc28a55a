// Kills runs for as long as one likes: `npm run torture -- <kills> <seed>`. Every run must go on to the same bytes.
// Dies at every single operation on files, then by kill −9 at random instants (500 by default).

import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [kills = '500', seed] = process.argv.slice(2);
const env = { ...process.env, WGAN_TORTURE: '1', WGAN_KILLS: kills, ...(seed && { WGAN_SEED: seed }) };
const tests = ['test/run/crash.test.ts', 'test/run/kill.test.ts'];
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', '--testTimeout', '86400000', ...tests], {
  cwd: root,
  env,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
