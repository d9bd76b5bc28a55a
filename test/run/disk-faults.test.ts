// Full disks, folders that cannot be written, locks.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { RunError } from '../../src/base/errors.ts';
import { readChanges } from '../../src/run/control.ts';
import { runPaths } from '../../src/run/folder.ts';
import { isLocked } from '../../src/run/lock.ts';
import { ownProcess, processState } from '../../src/run/processes.ts';
import { replayRun } from '../../src/run/replay.ts';
import { runTraining } from '../../src/run/run-training.ts';
import { system } from '../../src/run/system.ts';
import { failingSystem } from './crashing.ts';
import { ask, drive } from './drive.ts';
import {
  finalCheckpoint,
  gzippedImages,
  linesOf,
  sharedFolder,
  temporaryFolder,
  tinyConfig,
} from './tiny.ts';

const { files } = system();
const shared = sharedFolder();
const config = (more = {}) =>
  tinyConfig(join(shared.path, 'data'), {
    iterations: 8,
    logEvery: 1,
    sampleEvery: 4,
    checkpointEvery: 4,
    ...more,
  });
let whole = '';

beforeAll(async () => {
  gzippedImages(shared.path);
  whole = join(shared.path, 'whole');
  await drive({ config: config(), out: whole }, { 4: () => ask(whole, 'a', 'set', 'penalty', 2) });
});

/** The error of a promise that must fail. */
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as RunError,
  );

describe('a disk that is full', () => {
  const written = [
    'lock',
    'config.json',
    'status.json',
    'real.png',
    '000000.png',
    '000000.safetensors',
    'metrics.jsonl',
    'changes.jsonl',
    '000004.png',
    '000008.safetensors',
    'generator.safetensors',
    'generator.onnx',
    'README.md',
  ];

  test.each(written)('while writing %s', async (name) => {
    const out = join(temporaryFolder(), 'run');
    const isRefused = (path: string) => path.includes(name) || (name === 'lock' && path.includes('.lock.'));
    const full = failingSystem('ENOSPC', 'writeSync', isRefused);
    const at = { 4: () => ask(out, 'a', 'set', 'penalty', 2) };
    const error = await failure(drive({ config: config(), out, system: full }, at));
    expect(error).toBeInstanceOf(RunError);
    expect(error!.message).toMatch(/cannot be written, got a full disk \(ENOSPC\)$/);
    expect(error!.message).toContain(name);
    expect(error!.help).toMatch(/free some space/);
    const names = readdirSync(out, { recursive: true }).map(String);
    expect(names.filter((file) => /part|^lock/.test(file))).toEqual([]);
    expect(readIfThere(join(out, 'metrics.jsonl'))).toMatch(/^(.*\}\n)*$/);
    expect(readIfThere(join(out, 'changes.jsonl'))).toMatch(/^(.*\}\n)*$/);
    const options = names.includes('config.json') ? { resume: out } : { config: config(), out };
    await drive(options, name === 'changes.jsonl' ? {} : at);
    const changedAt = readChanges(files, runPaths(out)).map(({ iteration }) => iteration);
    if (changedAt[0] === 4) expect(finalCheckpoint(out)).toEqual(finalCheckpoint(whole));
    else expect(await replayRun(out)).toMatchObject({ isSame: true, iteration: 8 });
  });

  const readIfThere = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
});

describe('folders that cannot be written', () => {
  test.each([
    ['EACCES', 'mkdirSync', /cannot be created, got no permission \(EACCES\)/],
    ['EROFS', 'mkdirSync', /cannot be created, got a read-only file system \(EROFS\)/],
    ['EROFS', 'openSync', /lock: cannot be written, got a read-only file system/],
    ['EACCES', 'renameSync', /config\.json: cannot be written, got no permission/],
    ['EIO', 'renameSync', /config\.json: cannot be written, got a device that does not work/],
  ] as const)('%s in %s', async (code, operation, message) => {
    const out = join(temporaryFolder(), 'run');
    const refusing = failingSystem(code, operation, () => true);
    await expect(runTraining({ config: config(), out, system: refusing })).rejects.toThrow(message);
  });

  test('a file in the way', async () => {
    const out = join(temporaryFolder(), 'run');
    writeFileSync(out, 'mine');
    await expect(runTraining({ config: config(), out })).rejects.toThrow(
      /run: cannot be read, got a file where a folder/,
    );
    await expect(runTraining({ config: config(), out: join(out, 'deeper') })).rejects.toThrow(RunError);
    expect(readFileSync(out, 'utf8')).toBe('mine');
  });
});

describe('folders that hold something', () => {
  test('a run is touched only with overwrite, and then only its own files go', async () => {
    const out = join(temporaryFolder(), 'run');
    await drive({ config: config({ iterations: 6 }), out });
    writeFileSync(join(out, 'notes.txt'), 'mine');
    const before = finalCheckpoint(out);
    const error = await failure(runTraining({ config: config(), out }));
    expect(error?.message).toBe(`${out}: expected an empty folder, got a run`);
    expect(error?.help).toContain(`--resume ${out}`);
    expect(finalCheckpoint(out)).toEqual(before);
    await drive({ config: config({ iterations: 5 }), out, overwrite: true });
    expect(finalCheckpoint(out).name).toBe('000005.safetensors');
    expect(linesOf(join(out, 'metrics.jsonl'))).toHaveLength(5);
    expect(readFileSync(join(out, 'notes.txt'), 'utf8')).toBe('mine');
  });

  test('what is no run is never overwritten', async () => {
    const out = temporaryFolder();
    writeFileSync(join(out, 'README.md'), 'mine');
    writeFileSync(join(out, 'config.json'), '{"mine": true}');
    const error = await failure(runTraining({ config: config(), out, overwrite: true }));
    expect(error?.message).toMatch(
      /expected an empty folder or a run, got other files \(README\.md, config\.json\)/,
    );
    expect(readFileSync(join(out, 'README.md'), 'utf8')).toBe('mine');
  });
});

describe('locks', () => {
  const locked = (owner: unknown) => {
    const out = join(temporaryFolder(), 'run');
    mkdirSync(out);
    writeFileSync(join(out, 'lock'), typeof owner === 'string' ? owner : JSON.stringify(owner));
    return out;
  };

  test('two live processes: the second one is refused and changes nothing', async () => {
    const out = join(temporaryFolder(), 'run');
    const both = [
      runTraining({ config: config(), out }),
      runTraining({ config: config(), out, overwrite: true }),
    ];
    const refused = (await Promise.allSettled(both)).filter(({ status }) => status === 'rejected');
    expect(refused).toEqual([{ status: 'rejected', reason: expect.any(RunError) }]);
    expect(finalCheckpoint(out).name).toBe('000008.safetensors');
  });

  test('a live owner is named', async () => {
    const out = locked(ownProcess());
    const error = await failure(runTraining({ config: config(), out }));
    expect(error?.message).toBe(
      `${out}: expected a run that nobody trains, got process ${process.pid} training it`,
    );
    expect(error?.help).toBe(`stop it with wgan stop ${out}, or choose another folder with --out`);
  });

  test.each([
    [
      'a process that is gone',
      { ...ownProcess(), pid: 2 ** 22 + 1 },
      /process 4194305, which trained it, is gone/,
    ],
    ['a number that another process has now', { ...ownProcess(), started: 'before' }, /is gone/],
    ['a damaged lock', '{"pid": 12', /its lock was damaged/],
    ['an empty lock', '', /its lock was damaged/],
  ])('%s is taken over, and said', async (_, owner, message) => {
    const { events } = await drive({ config: config({ iterations: 1 }), out: locked(owner) });
    const warning = events.find((event) => event.type === 'warning');
    expect(warning).toMatchObject({ name: 'dead-owner', message: expect.stringMatching(message) });
  });

  test('a file system without links', async () => {
    const out = join(temporaryFolder(), 'run');
    const linkSync = () => {
      throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
    };
    const exfat = { ...system(), files: { ...files, linkSync } };
    const states: boolean[] = [];
    await drive(
      { config: config(), out, system: exfat },
      { 3: () => states.push(isLocked(exfat, runPaths(out))) },
    );
    expect(states).toEqual([true]);
    expect(readdirSync(out).filter((name) => name.includes('lock'))).toEqual([]);
    writeFileSync(join(out, 'lock'), JSON.stringify(ownProcess()));
    await expect(runTraining({ resume: out, system: exfat })).rejects.toThrow(
      /expected a run that nobody trains/,
    );
  });

  test('this process is alive, and a zombie number is not', () => {
    expect(processState(ownProcess())).toBe('alive');
    expect(processState({ ...ownProcess(), started: 'x' })).toBe('dead');
  });
});
