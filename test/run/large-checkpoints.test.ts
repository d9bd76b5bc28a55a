// Checkpoints larger than any array are written and read piece by piece; their bytes are what they always were.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { float32, hostTensor, type TensorRecord } from '../../src/base/host-tensor.ts';
import { checkpointPath, partsOf, readCheckpoint, saveCheckpoint } from '../../src/run/checkpoints.ts';
import { describe as describePath } from '../../src/run/describe.ts';
import { PIECE_BYTES } from '../../src/run/files.ts';
import { runPaths } from '../../src/run/folder.ts';
import { hashOfFile, hashOfParts } from '../../src/run/large-files.ts';
import { loadCheckpoint } from '../../src/run/model-file.ts';
import { type FileSystem, system } from '../../src/run/system.ts';
import { type Checkpoint, encodeCheckpoint } from '../../src/train/checkpoint.ts';
import { hashOf } from '../../src/train/sha256.ts';
import { temporaryFolder } from './tiny.ts';

const { files } = system();

const small: TensorRecord = {
  'generator.0.weight': float32([3, 2], [0.5, -0, 1, 2, 3e-45, -7]),
  'generator.0.bias': float32([3]),
  'optimizer.counted': hostTensor('int64', [], BigInt64Array.of(5n)),
  'critic.0.weight': float32([1, 3], [1, 2, 3]),
  'critic.0.bias': float32([1], [0.25]),
  'optimizer.critic.0.weight.square_avg': float32([1, 3], [4, 5, 6]),
};

function checkpointOf(state: TensorRecord): Checkpoint {
  const network = {
    architecture: 'mlp',
    hidden: [],
    norm: 'none',
    activation: 'relu',
    sampleShape: [3],
  } as const;
  return {
    snapshot: {
      iteration: 7,
      counts: { critic: 35, generator: 7 },
      cursor: 2240,
      settings: { penalty: 10, clip: 0, criticLearningRate: 1e-3, generatorLearningRate: 5e-4 },
      state,
    },
    generator: { ...network, latent: 2 },
    critic: network,
    configHash: 'abc',
  };
}

/** `small` with a tensor of so many bytes; every 4,096th number tells where it stands. */
function grown(bytes: number): TensorRecord {
  const large = new Float32Array(bytes / 4);
  for (let index = 0; index < large.length; index += 4096) large[index] = index / 4096;
  return { ...small, 'optimizer.generator.0.weight.square_avg': float32([large.length], large) };
}

function folder() {
  const paths = runPaths(temporaryFolder());
  files.mkdirSync(paths.checkpoints);
  return paths;
}

const save = async (at: FileSystem, paths: ReturnType<typeof runPaths>, checkpoint: Checkpoint) =>
  saveCheckpoint(at, paths, 7, await partsOf(checkpoint), { keep: 1 });

/** Files that write and read at most `limit` bytes at once, as Linux does from 2 GiB on, and take no more than a piece. */
function takingAtMost(limit: number): FileSystem {
  const length = (wanted: number) => {
    expect(wanted).toBeLessThanOrEqual(PIECE_BYTES);
    return Math.min(wanted, limit);
  };
  const writeSync = (file: number, bytes: Uint8Array, offset = 0) =>
    files.writeSync(file, bytes, offset, length(bytes.length - offset));
  const readSync = (file: number, bytes: Uint8Array, offset: number, wanted: number, position: number) =>
    files.readSync(file, bytes, offset, length(wanted), position);
  return {
    ...files,
    writeSync: writeSync as FileSystem['writeSync'],
    readSync: readSync as FileSystem['readSync'],
    readFileSync: (() => expect.unreachable('the whole file is read at once')) as FileSystem['readFileSync'],
  };
}

/** SHA-256 of the file that wgan wrote for `small` when it still made one array of it. */
const ofOneArray = '282d6398dddd8eb619b562623979ed311fd7cf554ce0e3518e4b4b7479ab5412';

test('the bytes are those of the encoder that made one array of them', async () => {
  const bytes = await encodeCheckpoint(checkpointOf(small));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(ofOneArray);
  const path = await save(files, folder(), checkpointOf(small));
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

describe('through files that take a part of what is asked at a time', () => {
  test.each([
    ['a few bytes', small, 13],
    ['a part of a piece', grown(2.5 * PIECE_BYTES), PIECE_BYTES - 4099],
  ])('%s', async (_, state, limit) => {
    const some = takingAtMost(limit);
    const paths = folder();
    const path = await save(some, paths, checkpointOf(state));
    const bytes = readFileSync(path);
    expect(bytes.equals(await encodeCheckpoint(checkpointOf(state)))).toBe(true);
    expect(await hashOfFile(some, path)).toBe(createHash('sha256').update(bytes).digest('hex'));
    const read = await readCheckpoint(some, path);
    expect(bytes.equals(await encodeCheckpoint(read))).toBe(true);
    expect(bytes.equals(await encodeCheckpoint((await loadCheckpoint(path, some))!))).toBe(true);
    expect(await describePath(path, { ...system(), files: some })).toMatchObject({
      kind: 'checkpoint',
      iteration: 7,
    });
  });
});

test('a file that became shorter while it was read is said to be', async () => {
  const path = await save(files, folder(), checkpointOf(grown(2 * PIECE_BYTES)));
  let reads = 0;
  const shrinking: FileSystem = {
    ...files,
    readSync: ((...args: Parameters<FileSystem['readSync']>) => {
      if (++reads === 3) truncateSync(path, PIECE_BYTES);
      return files.readSync(...args);
    }) as FileSystem['readSync'],
  };
  await expect(readCheckpoint(shrinking, path)).rejects.toThrow(/expected \d+ bytes, got \d+$/);
});

test('a byte that changed in any tensor is noticed', async () => {
  const path = await save(files, folder(), checkpointOf(grown(PIECE_BYTES + 4)));
  const bytes = readFileSync(path);
  bytes[bytes.length - 1]! ^= 1;
  files.writeSync(files.openSync(path, 'w'), bytes);
  await expect(readCheckpoint(files, path)).rejects.toThrow(
    /data must have the SHA-256 that the file states/,
  );
});

test('parts hash as what they are together', async () => {
  const parts = [Uint8Array.of(1, 2), new Uint8Array(PIECE_BYTES + 1), Uint8Array.of(3)];
  expect(await hashOfParts(...parts)).toBe(await hashOf(...parts));
});

/** As BigGAN's checkpoints of 128 pixels, and larger than Node's and Linux's limits for one array and one write. */
const LARGE = 3 * 2 ** 30;

test.runIf(process.env.WGAN_LARGE === '1')(
  '3 GiB, one tensor of them beyond 2 GiB (skipped without WGAN_LARGE=1: takes 7 GB of memory)',
  async () => {
    const paths = folder();
    const state = { ...grown(LARGE - 2 ** 29), last: float32([2 ** 27]) };
    const path = await save(files, paths, checkpointOf(state));
    expect(statSync(path).size).toBeGreaterThan(LARGE);
    expect(existsSync(join(paths.checkpoints, '.000007.safetensors.part'))).toBe(false);
    const { snapshot } = await readCheckpoint(files, checkpointPath(paths, 7));
    for (const [name, { data }] of Object.entries(state)) {
      const read = snapshot.state[name]!.data;
      expect(Buffer.compare(new Uint8Array(data.buffer), new Uint8Array(read.buffer)), name).toBe(0);
    }
  },
  300_000,
);
