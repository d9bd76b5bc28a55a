// Nothing leaves this machine, and nothing lies outside the run: commands, the studio and its training, and programs
// that import the library, in a main thread and in a worker thread, with a home that holds nothing.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { encodePng } from '../../src/formats/png.ts';
import { post } from '../studio/server/asking.ts';
import { ensureBuilt, entry, small } from './built.ts';

const strace = { program: 'strace', options: ['-f', '-qq', '-e', 'trace=network', '-o'] };
const isTraced = spawnSync(strace.program, [...strace.options, '/dev/null', 'true']).status === 0;
if (!isTraced) console.log('skipped: that no process asks the network needs strace that may trace');

/** Telemetry that is on asks for its first name ten seconds after the first model is loaded. */
const patience = isTraced ? 14_000 : 0;

const folder = mkdtempSync(join(tmpdir(), 'wgan-privacy-'));
const home = join(folder, 'home');
const traces = join(folder, 'traces');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The environment of a user who has set nothing, with every place that programs write to below the home. */
const environment = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(CI|GITHUB_.*|XDG_.*|ORT_.*|VITEST.*)$/.test(name)),
  ),
  ...{ HOME: home, USERPROFILE: home, TMPDIR: join(home, 'tmp'), XDG_CACHE_HOME: join(home, 'cache') },
  ...{ XDG_CONFIG_HOME: join(home, 'config'), XDG_DATA_HOME: join(home, 'data') },
  ...{ XDG_STATE_HOME: join(home, 'state'), NODE_ENV: '' },
};

/** Starts Node in the folder, its system calls on the network written down where they can be. */
function start(name: string, args: readonly string[]) {
  const command = [process.execPath, ...args];
  const traced = isTraced
    ? [strace.program, ...strace.options, join(traces, name), '--', ...command]
    : command;
  const child = spawn(traced[0]!, traced.slice(1), { cwd: folder, env: environment, detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return { child, output: () => output, ended: once(child, 'close') };
}

async function finish(name: string, args: readonly string[]): Promise<void> {
  const { child, output, ended } = start(name, args);
  await ended;
  expect(child.exitCode, output()).toBe(0);
}

/** What is there once it is. */
const until = <T>(look: () => T) =>
  vi.waitFor(() => look() || Promise.reject(new Error(`expected ${look}, got nothing`)), { timeout: 60_000 });

const wgan = (name: string, ...args: readonly string[]) => finish(name, [entry, ...args]);

async function commands(): Promise<void> {
  await wgan('train', 'train', '--dataset', 'pictures', ...small, '--iterations', '30', '--out', 'runs/a');
  await wgan('sample', 'sample', 'runs/a', '--out', 'sheet.png');
  await wgan('evaluate', 'evaluate', 'runs/a', '--samples', '64');
}

/** A studio, and a training that it starts: paused, so that time passes and no work is done. */
async function studio(): Promise<void> {
  const { child, output, ended } = start('studio', [
    ...[entry, 'studio', '--no-open', '--port', '0', '--runs', 'runs'],
  ]);
  try {
    const url = await until(() => /http:\/\/\S+/.exec(output())?.[0]);
    const config = { dataset: 'ring', iterations: 1e8, latent: 4, generatorHidden: [8], criticHidden: [8] };
    const answer = await post(url, '/api/runs', { name: 'b', config: { ...config, threads: 1 } });
    expect(answer.status, answer.text).toBe(202);
    const status = join(folder, 'runs/b/status.json');
    const is = (state: string) =>
      until(() => existsSync(status) && JSON.parse(readFileSync(status, 'utf8')).state === state);
    await is('running');
    await post(url, '/api/runs/b/control', { command: 'pause' });
    await is('paused');
    await pass(patience);
    await post(url, '/api/runs/b/control', { command: 'stop' });
    await is('stopped');
    await until(() => !readdirSync(join(home, 'tmp')).some((name) => name.startsWith('wgan-')));
  } finally {
    process.kill(-child.pid!, 'SIGINT'); // the group: strace lets it pass
    await ended;
  }
}

const program = `
import { isMainThread, Worker } from 'node:worker_threads';
import { ganOf, loadDataset, openDevice, resolveConfig, scheduleOf, settingsOf, train } from '${pathToFileURL(
  fileURLToPath(new URL('../../dist/index.js', import.meta.url)),
)}';

async function trainOnce() {
  const dataset = await loadDataset('ring');
  const config = resolveConfig({ iterations: 3, latent: 4, generatorHidden: [8], criticHidden: [8], logEvery: 1 });
  const gan = ganOf(config, dataset.sampleShape);
  const device = await openDevice('cpu', { threads: 1 });
  for await (const _ of train({ ...scheduleOf(config), gan, settings: settingsOf(config), dataset, device }));
  await new Promise((resolve) => setTimeout(resolve, ${patience}));
}
if (isMainThread && process.argv[2] === 'worker') new Worker(new URL(import.meta.url));
else await trainOnce();
`;

/** Every address that a trace asks for, but this machine's own. */
function addressesIn(trace: string): readonly string[] {
  const calls = readFileSync(join(traces, trace), 'utf8').split('\n');
  return calls.filter((call) => {
    if (!/sa_family=AF_INET|\/resolve\//.test(call)) return false;
    const isLoopback = /inet_addr\("127\.|"::1"|"::ffff:127\./.test(call);
    const isAnybody = /\bbind\(|\bgetsockname\(/.test(call);
    return !isAnybody && (!isLoopback || /htons\(53\)/.test(call));
  });
}

describe.skipIf(process.platform === 'win32')(
  'a home that is empty (skipped on Windows, which has no HOME)',
  () => {
    beforeAll(async () => {
      ensureBuilt();
      for (const name of ['home/tmp', 'traces', 'pictures'])
        mkdirSync(join(folder, name), { recursive: true });
      for (let picture = 0; picture < 20; picture++) {
        const data = Uint8Array.from({ length: 64 }, (_, pixel) => (pixel * picture * 7) % 256);
        writeFileSync(
          join(folder, `pictures/${picture}.png`),
          encodePng({ width: 8, height: 8, channels: 1, data }),
        );
      }
      writeFileSync(join(folder, 'program.mjs'), program);
      const own = [finish('library', ['program.mjs']), finish('worker', ['program.mjs', 'worker'])];
      await Promise.all([...own, studio(), commands()]);
    });

    it('holds our cache and nothing else', () => {
      const files = readdirSync(home, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => relative(home, join(entry.parentPath, entry.name)));
      expect(files).not.toEqual([]);
      expect(files.filter((path) => !/^cache\/wgan\/(images|reference)-[\w.-]+$/.test(path))).toEqual([]);
    });

    it.skipIf(!isTraced)(
      'no process asks for a name or speaks to another machine (skipped without strace)',
      () => {
        const names = readdirSync(traces);
        expect(names.sort()).toEqual(['evaluate', 'library', 'sample', 'studio', 'train', 'worker']);
        expect(names.flatMap(addressesIn)).toEqual([]);
      },
    );
  },
);
