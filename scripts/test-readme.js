// Installs the package by the README's words, in an empty folder beside this clone, and trains there for a moment.
// Needs the npm registry, or a cache that npm ci has filled. npm run test:readme

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const small = '--dataset ring --iterations 3 --latent 4 --generator-hidden 8 --critic-hidden 8 --threads 1';

/** The README's lines for a project of one's own; npm ci has been run in this clone. */
function lines() {
  const blocks = readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm);
  const [block] = [...blocks].map(([, text]) => text).filter((text) => text.includes('npm pack'));
  if (block === undefined) throw new Error('README.md: expected a block that packs the clone, got none');
  const told = block.trim().replace('npm ci && ', '');
  const tried = told.replace(/npx wgan train$/, `npx wgan train ${small}`);
  if (tried === told) throw new Error(`README.md: expected npx wgan train as the last line, got ${told}`);
  return tried;
}

const temporary = mkdtempSync(join(tmpdir(), 'wgan-readme-'));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
try {
  const folder = join(temporary, 'my-project');
  mkdirSync(folder);
  symlinkSync(root, join(temporary, 'wgan'));
  const own = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)); // not of npm run
  const npm = { npm_config_prefer_offline: 'true', npm_config_audit: 'false', npm_config_fund: 'false' };
  const { status } = spawnSync('bash', ['-euxc', lines()], {
    ...{ cwd: folder, env: { ...Object.fromEntries(own), ...npm }, timeout: 600_000 },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error(`the README's lines must succeed, got exit ${status}`);
  console.log("the package installs by the README's words, and trains");
} catch (error) {
  console.error(`test-readme: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(temporary, { recursive: true, force: true });
  rmSync(join(root, `wgan-${version}.tgz`), { force: true });
}
