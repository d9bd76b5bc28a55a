// Builds dist from src, with tsc and (the studio's page) Vite, unless it is current. npm runs this after `npm ci` and before the first `npx wgan`
// in a clone; `--force` always builds. Built aside and renamed, so that nobody sees half a build; one at a time.
// Leaves quietly where there is nothing to build with: an installed package, or --omit=dev.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const stamp = join(dist, '.hash');
const lock = join(root, '.build-lock');
const page = join(root, 'src', 'studio', 'app');

/** Every file that the build depends on. */
function sources() {
  const below = (folder) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? below(path) : [path];
    });
  const settings = ['package.json', 'tsconfig.json', 'tsconfig.build.json'].map((name) => join(root, name));
  return [...below(join(root, 'src')).sort(), ...settings];
}

function hashOfSources({ version }, bundler) {
  const hash = createHash('sha256').update(`${version} ${bundler?.version}`);
  for (const path of sources()) hash.update(`\0${relative(root, path)}\0`).update(readFileSync(path));
  return hash.digest('hex');
}

const isCurrent = (hash) => existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;

/** The folder and version of a development dependency, or undefined where it is not installed here. */
function installed(name) {
  const folder = join(root, 'node_modules', name);
  const path = join(folder, 'package.json');
  return existsSync(path) ? { folder, version: JSON.parse(readFileSync(path, 'utf8')).version } : undefined;
}

/** Runs a tool on the half-made build; a failure removes it. */
function make(name, aside, args) {
  const env = { ...process.env, NODE_ENV: 'production' }; // Vite builds for developers where tests set another
  const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: ['ignore', 2, 2] });
  if (status === 0) return;
  rmSync(aside, { recursive: true, force: true });
  throw new Error(`prepare: ${name} must succeed, got the errors above; dist is unchanged`);
}

function build(compiler, bundler, hash) {
  const aside = join(root, `.build-${process.pid}`);
  const tsc = join(compiler.folder, 'lib', 'tsc.js');
  const project = ['-p', join(root, 'tsconfig.build.json'), '--outDir', aside];
  make('tsc', aside, [tsc, ...project]);
  // again for modules without comments: declarations are where docstrings are read
  make('tsc', aside, [tsc, ...project, '--noCheck', '--declaration', 'false', '--removeComments']);
  if (existsSync(page)) {
    const vite = [join(bundler.folder, 'bin', 'vite.js'), 'build', page, '--logLevel', 'warn'];
    make('vite', aside, [...vite, '--emptyOutDir', '--outDir', join(aside, 'studio', 'app')]);
    const recording = [
      join(bundler.folder, 'bin', 'vite.js'),
      'build',
      join(page, 'recording'),
      '--logLevel',
      'warn',
    ];
    make('vite', aside, [...recording, '--outDir', join(aside, 'studio', 'recording', 'page')]);
  }
  writeFileSync(join(aside, '.hash'), hash);
  const old = `${aside}-old`;
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(aside, dist);
  rmSync(old, { recursive: true, force: true });
}

/** True while the process that holds the lock lives; a lock without an owner is one of the last second. */
function isHeld() {
  try {
    const owner = Number(readFileSync(join(lock, 'pid'), 'utf8'));
    if (owner > 0) return process.kill(owner, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
    if (error.code === 'EPERM') return true;
  }
  return existsSync(lock) && Date.now() - statSync(lock, { throwIfNoEntry: false })?.mtimeMs < 1000;
}

/** Waits for another builder; takes over from a dead one. */
function takeLock() {
  for (;;) {
    try {
      mkdirSync(lock);
      writeFileSync(join(lock, 'pid'), String(process.pid));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isHeld()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    else rmSync(lock, { recursive: true, force: true });
  }
}

/** What killed builders left behind. */
function removeLeftovers() {
  for (const name of readdirSync(root)) {
    if (/^\.build-\d/.test(name)) rmSync(join(root, name), { recursive: true, force: true });
  }
}

function prepare({ isForced }) {
  const compiler = installed('typescript');
  const bundler = installed('vite');
  const hasTools = compiler && installed('@types/node') && (bundler || !existsSync(page));
  if (!hasTools || !existsSync(join(root, 'src'))) {
    if (isForced) throw new Error('prepare: building needs src and the development dependencies: run npm ci');
    return;
  }
  if (!isForced && isCurrent(hashOfSources(compiler, bundler))) return;
  takeLock();
  try {
    const hash = hashOfSources(compiler, bundler);
    if (!isForced && isCurrent(hash)) return;
    removeLeftovers();
    build(compiler, bundler, hash);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

try {
  prepare({ isForced: process.argv.includes('--force') });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
