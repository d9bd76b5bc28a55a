// Damaged and hostile run files: no crash, no hang, no memory beyond the file's size.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { FormatError, WganError } from '../../src/base/errors.ts';
import { decodeSafetensors, encodeSafetensors } from '../../src/formats/safetensors.ts';
import { controlReader, readChanges } from '../../src/run/control.ts';
import { runPaths } from '../../src/run/folder.ts';
import { summarizeRun } from '../../src/run/list.ts';
import { lockOwner } from '../../src/run/lock.ts';
import { readConfigFile, readRunConfig } from '../../src/run/run-config.ts';
import { type FileSystem, type System, system } from '../../src/run/system.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../../src/train/checkpoint.ts';
import { resolveConfig } from '../../src/train/config.ts';
import { decodeGenerator } from '../../src/train/model.ts';
import { damaged, survivesDamage } from '../formats/hostile.ts';
import { ask, drive } from './drive.ts';
import { finalCheckpoint, gzippedImages, sharedFolder, temporaryFolder, tinyConfig } from './tiny.ts';

const RUNS = 10_000;
const shared = sharedFolder();
let run = '';
let checkpoint: Uint8Array = new Uint8Array();
let generator: Uint8Array = new Uint8Array();

beforeAll(async () => {
  run = join(shared.path, 'run');
  const config = tinyConfig(gzippedImages(shared.path), {
    iterations: 3,
    logEvery: 1,
    generatorHidden: [2],
    criticHidden: [2],
    latent: 2,
  });
  await drive({ config, out: run }, { 1: () => ask(run, 'a', 'set', 'penalty', 2) });
  checkpoint = finalCheckpoint(run).bytes;
  generator = readFileSync(join(run, 'generator.safetensors'));
});

test('damaged generator files', () => {
  survivesDamage(decodeGenerator, generator, RUNS);
});

test('damaged checkpoints: none is taken for the state that it was', async () => {
  const damage = fc.asyncProperty(damaged(checkpoint), async (bytes) => {
    const { snapshot } = await decodeCheckpoint(bytes).catch((error: unknown) => {
      if (!(error instanceof FormatError)) throw error;
      return { snapshot: undefined };
    });
    if (snapshot === undefined) return;
    const again = await encodeCheckpoint(await decodeCheckpoint(bytes));
    expect(Buffer.compare(again, checkpoint)).toBe(0); // damage to the padding, or none
  });
  await fc.assert(damage, { numRuns: RUNS });
});

/** What is asked of a plain file. */
const fileOf = (size: number) => ({ size, isFile: () => true, isDirectory: () => false });
/** No file has it. */
const HANDLE = 1_000_000;

/** A file system in which one file has other bytes. */
function withBytes(path: string, bytes: Uint8Array): FileSystem {
  const real = system().files;
  const readFileSync = (name: string, encoding?: 'utf8') => {
    if (name !== path) return real.readFileSync(name, encoding);
    return encoding === undefined ? Buffer.from(bytes) : new TextDecoder().decode(bytes);
  };
  const readSync = (file: number, target: Uint8Array, offset: number, length: number, position: number) => {
    if (file !== HANDLE) return real.readSync(file, target, offset, length, position);
    const part = bytes.subarray(position, position + length);
    target.set(part, offset);
    return part.length;
  };
  return {
    ...real,
    openSync: (name, flags, mode) => (name === path ? HANDLE : real.openSync(name, flags, mode)),
    fstatSync: ((file: number) =>
      file === HANDLE ? fileOf(bytes.length) : real.fstatSync(file)) as FileSystem['fstatSync'],
    readSync: readSync as FileSystem['readSync'],
    closeSync: (file) => (file === HANDLE ? undefined : real.closeSync(file)),
    readFileSync: readFileSync as FileSystem['readFileSync'],
    statSync: ((name: string, options: object) =>
      name === path ? fileOf(bytes.length) : real.statSync(name, options)) as FileSystem['statSync'],
  };
}

/** What reads each file of a run. */
const readers: Readonly<Record<string, (system: System, path: string) => unknown>> = {
  'config.json': ({ files }, path) => {
    readRunConfig(files, runPaths(run));
    return resolveConfig(readConfigFile(files, path));
  },
  'status.json': (current) => summarizeRun(run, current),
  'metrics.jsonl': (current) => summarizeRun(run, current),
  'changes.jsonl': ({ files }) => readChanges(files, runPaths(run)),
  'control.jsonl': ({ files }) => controlReader(files, runPaths(run), new Set(), 10).take(),
  lock: (current) => lockOwner(current, runPaths(run)),
};

test.each(Object.keys(readers))('damaged %s', (name) => {
  const path = join(run, name);
  const content = name === 'lock' ? JSON.stringify(system().process) : readFileSync(path, 'utf8');
  const property = fc.property(damaged(new TextEncoder().encode(content)), (bytes) => {
    try {
      readers[name]!({ ...system(), files: withBytes(path, bytes) }, path);
    } catch (error) {
      if (!(error instanceof WganError)) throw error;
      expect(error.message).not.toContain('\n');
    }
  });
  fc.assert(property, { numRuns: RUNS });
});

/** The checkpoint with other metadata. */
const withMetadata = (change: Readonly<Record<string, string>>) => {
  const { tensors, metadata } = decodeSafetensors(checkpoint);
  return encodeSafetensors(tensors, { ...metadata, ...change });
};

test.each([
  [{ format: 'wgan-checkpoint/2' }, /expected format wgan-checkpoint\/1, got "wgan-checkpoint\/2"/, /update/],
  [{ format: 'pt' }, /expected format wgan-checkpoint\/1, got "pt"/, /no checkpoint of wgan/],
  [{ iteration: '4' }, /header must have the SHA-256 that the file states/, /damaged/],
  [{ settings: '{}' }, /header must have the SHA-256/, /damaged/],
])('a checkpoint with %o is refused', async (change, message, help) => {
  const error = await decodeCheckpoint(withMetadata(change)).catch((cause: FormatError) => cause);
  expect(error).toBeInstanceOf(FormatError);
  expect((error as FormatError).message).toMatch(message);
  expect((error as FormatError).help).toMatch(help);
});

test('a specification that asks for more than the file has is refused before it costs memory', () => {
  const { tensors, metadata } = decodeSafetensors(generator);
  const spec = JSON.parse(metadata.generator!);
  const claims = [
    [{ latent: 1e9 }, /parameter "0\.weight" must be float32\[2,1000000000\], got float32\[2,2\]/],
    [{ hidden: [1e9] }, /parameter "[^"]*" must be float32\[1000000000,2\]/],
    [{ hidden: Array(2000).fill(1) }, /generator\.hidden: /],
    [{ hidden: [] }, /parameter "0\.weight" must be float32\[36,2\], got float32\[2,2\]/],
    [{ activation: 'x' }, /generator\.activation: /],
    [{ sampleShape: [1, 6] }, /parameter "3\.weight" must be/],
    [{ extra: 1 }, /generator: .*extra/],
  ] as const;
  for (const [claim, message] of claims) {
    const bytes = encodeSafetensors(tensors, {
      ...metadata,
      generator: JSON.stringify({ ...spec, ...claim }),
    });
    expect(() => decodeGenerator(bytes), JSON.stringify(claim).slice(0, 60)).toThrow(message);
  }
});

test('a run of another kind of file in its place says which file', async () => {
  const folder = join(temporaryFolder(), 'run');
  mkdirSync(folder);
  writeFileSync(join(folder, 'config.json'), readFileSync(join(run, 'config.json')));
  writeFileSync(join(folder, 'generator.safetensors'), checkpoint);
  const { loadGenerator } = await import('../../src/run/model-file.ts');
  expect((await loadGenerator(folder)).iteration).toBe(3);
  writeFileSync(join(folder, 'generator.safetensors'), generator.subarray(0, generator.length - 1));
  await expect(loadGenerator(folder)).rejects.toThrow(
    /generator\.safetensors: safetensors: tensors take \d+ bytes/,
  );
});
