// Installing in a clone: npm has nothing to complain about, and nothing is fetched that wgan does not use.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

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

describe.each(['README.md', 'README.zh-CN.md'])('%s', (name) => {
  const text = readFileSync(`${repository}/${name}`, 'utf8');
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) =>
    block!.trim().split('\n'),
  );

  it('starts with the clone, in two lines', () => {
    expect(blocks[0]).toEqual(['npm ci && npx wgan train', 'npm ci && npm test']);
    expect(text.slice(0, text.indexOf('npm ci &&'))).toMatch(/PowerShell 5\.1/);
  });

  it('installs what npm pack makes of this version, and promises no more', () => {
    const { version } = json('package.json');
    expect(blocks[1]).toEqual([
      'cd ../wgan && npm ci && npm pack',
      'cd ../my-project',
      `npm install --ignore-scripts ../wgan/wgan-${version}.tgz`,
      'npx wgan train',
    ]);
    expect(text.match(/^.*npm install (--ignore-scripts )?wgan`.*$/gm)).toEqual([
      expect.stringMatching(/Once wgan is published|等 wgan 发布以后/),
    ]);
  });
});
