// Installing in a clone: npm has nothing to complain about, and nothing is fetched that wgan does not use.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const json = (name: string) => JSON.parse(readFileSync(`${repository}/${name}`, 'utf8'));

it('npm starts without a warning', () => {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  const isWindows = process.platform === 'win32';
  const { stdout, stderr } = spawnSync('npm', ['prefix'], {
    ...{
      cwd: repository,
      env: { ...env, npm_config_userconfig: devNull },
      encoding: 'utf8',
      shell: isWindows,
    },
  });
  expect(stdout.trim()).not.toBe('');
  expect(stderr).toBe('');
});

it("onnxruntime-node's script, which fetches CUDA libraries, is run by no npm", () => {
  const help =
    'remove hasInstallScript of onnxruntime-node from package-lock.json: it is what npm ci goes by';
  const { packages } = json('package-lock.json');
  expect(packages['node_modules/onnxruntime-node']).toBeDefined();
  expect(packages['node_modules/onnxruntime-node'].hasInstallScript, help).toBeUndefined();
  // npm from 11.19 on also asks here, whatever the lock says
  expect(json('package.json').allowScripts).toMatchObject({ 'onnxruntime-node': false });
});

it('every other script of a package is denied by name, so that npm has nothing to ask', () => {
  const scripted = Object.entries(
    json('package-lock.json').packages as Record<string, { hasInstallScript?: true }>,
  )
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace(/^.*node_modules\//, ''))
    .filter((name) => name !== '');
  const { allowScripts } = json('package.json') as { allowScripts: Record<string, boolean> };
  expect(scripted.filter((name) => allowScripts[name] === undefined)).toEqual([]);
});
