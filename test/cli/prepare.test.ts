// scripts/prepare.js and bin/wgan.js in a project of one file.

import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders: string[] = [];

afterAll(() => folders.forEach((folder) => void rmSync(folder, { recursive: true, force: true })));

/** A project with what is needed to build one file. */
function createProject({ hasCompiler = true, hasSource = true, node = '>=20' } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'wgan-prepare-'));
  folders.push(folder);
  for (const name of ['scripts', 'bin']) cpSync(join(root, name), join(folder, name), { recursive: true });
  const write = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));
  write('package.json', { name: 'project', type: 'module', engines: { node } });
  const compilerOptions = {
    target: 'ES2023',
    module: 'NodeNext',
    types: [],
    noEmitOnError: true,
    skipLibCheck: true,
  };
  write('tsconfig.json', { compilerOptions });
  write('tsconfig.build.json', {
    extends: './tsconfig.json',
    compilerOptions: { rootDir: 'src' },
    include: ['src'],
  });
  if (hasCompiler) symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  if (hasSource) {
    mkdirSync(join(folder, 'src/cli'), { recursive: true });
    writeFileSync(join(folder, 'src/cli/main.ts'), `export const run = (): void => console.log('one');\n`);
  }
  return folder;
}

const prepare = (folder: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, [join(folder, 'scripts/prepare.js'), ...args], { encoding: 'utf8' });
const start = (folder: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, [join(folder, 'bin/wgan.js'), ...args], { encoding: 'utf8' });
const leftovers = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('.build'));

it('builds what is not current, and nothing else', () => {
  const folder = createProject();
  const built = () => statSync(join(folder, 'dist/cli/main.js')).mtimeMs;
  expect(prepare(folder).status).toBe(0);
  expect(start(folder).stdout).toBe('one\n');
  const first = built();
  expect(prepare(folder).status).toBe(0);
  expect(built()).toBe(first);
  writeFileSync(join(folder, 'src/cli/main.ts'), `export const run = (): void => console.log('two');\n`);
  expect(prepare(folder).status).toBe(0);
  expect(start(folder).stdout).toBe('two\n');
  expect(leftovers(folder)).toEqual([]);
});

it('keeps the old build where the new one fails', () => {
  const folder = createProject();
  prepare(folder);
  writeFileSync(join(folder, 'src/cli/main.ts'), 'export const run: string = 1;\n');
  const { status, stderr } = prepare(folder);
  expect(status).toBe(1);
  expect(stderr).toContain('error TS2322');
  expect(start(folder).stdout).toBe('one\n');
  expect(leftovers(folder)).toEqual([]);
});

it('builds once where two start at the same time, and takes over from a dead builder', async () => {
  const folder = createProject();
  mkdirSync(join(folder, '.build-lock'));
  writeFileSync(join(folder, '.build-lock/pid'), '4194304');
  mkdirSync(join(folder, '.build-123'));
  const codes = [1, 2].map(
    () =>
      new Promise((resolve) => {
        spawn(process.execPath, [join(folder, 'scripts/prepare.js')]).on('close', resolve);
      }),
  );
  expect(await Promise.all(codes)).toEqual([0, 0]);
  expect(start(folder).stdout).toBe('one\n');
  expect(leftovers(folder)).toEqual([]);
});

it.each([{ hasCompiler: false }, { hasSource: false }])('leaves quietly with %j', (parts) => {
  const folder = createProject(parts);
  expect(prepare(folder)).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(existsSync(join(folder, 'dist'))).toBe(false);
  const forced = prepare(folder, '--force');
  expect(forced.status).toBe(1);
  expect(forced.stderr).toContain('run npm ci');
  const started = start(folder);
  expect(started.status).toBe(1);
  expect(started.stderr).toBe('wgan: has not been built yet\nhelp: run npm run build\n');
  expect(start(folder, '--lang', 'zh').stderr).toBe('wgan: 尚未构建\n提示：请运行 npm run build\n');
});

it('names the Node version that is needed', () => {
  const { status, stderr } = start(createProject({ node: '>=99.1' }));
  expect(status).toBe(1);
  expect(stderr).toContain(`needs Node 99.1 or newer, got ${process.versions.node}`);
});

it('is built as package.json says', () => {
  const { bin, scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(bin).toEqual({ wgan: 'bin/wgan.js' });
  expect(scripts).toMatchObject({
    prepare: 'node scripts/prepare.js',
    build: 'node scripts/prepare.js --force',
  });
  expect(readFileSync(join(root, 'bin/wgan.js'), 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true);
});
