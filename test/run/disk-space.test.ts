// What a run takes on disk is said before it trains, and refused where not even one checkpoint fits.

import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { planLines } from '../../src/cli/plan/plan.ts';
import { painter } from '../../src/cli/terminal/colors.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { describeDisk, diskFit, diskHelp, estimateDisk, roomFor } from '../../src/run/disk-space.ts';
import { type FileSystem, type System, system } from '../../src/run/system.ts';
import { ganOf } from '../../src/train/setup.ts';
import { drive, quickSystem } from './drive.ts';
import { gzippedImages, sharedFolder, temporaryFolder, tinyConfig } from './tiny.ts';

const shared = sharedFolder();
const config = (more = {}) =>
  tinyConfig(join(shared.path, 'data'), { iterations: 12, checkpointEvery: 2, ...more });
const estimate = estimateDisk(ganOf(config(), [1, 6, 6]), 3);

beforeAll(() => void gzippedImages(shared.path));

/** A disk with so many bytes left, whatever lies on it. */
function systemWith(free: number): System {
  const statfsSync = (() => ({
    bavail: Math.floor(free / 512),
    bsize: 512,
  })) as unknown as FileSystem['statfsSync'];
  return { ...quickSystem(), files: { ...system().files, statfsSync } };
}

const sizesIn = (folder: string, pattern: RegExp) =>
  readdirSync(folder)
    .filter((name) => pattern.test(name))
    .map((name) => statSync(join(folder, name)).size);
const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);

test('a run takes what was estimated, but for headers', async () => {
  const out = join(temporaryFolder(), 'run');
  await drive({ config: config({ keep: 3 }), out });
  const checkpoints = sizesIn(join(out, 'checkpoints'), /safetensors$/);
  expect(checkpoints).toHaveLength(3);
  for (const size of checkpoints) {
    expect(size).toBeGreaterThan(estimate.checkpoint);
    expect(size).toBeLessThan(estimate.checkpoint + 6000);
  }
  const generators = sum(sizesIn(out, /^(generator|best)\.(safetensors|onnx)$/));
  expect(generators).toBeLessThan(estimate.generators + 6000);
  expect(estimate.total).toBe(4 * estimate.checkpoint + estimate.generators);
});

describe('room', () => {
  const room = (files: FileSystem, folder: string) => roomFor(files, folder);

  it('is what is free where the folder will be, and what a run there takes', () => {
    const folder = temporaryFolder();
    const { files } = systemWith(51_200);
    expect(room(files, join(folder, 'not', 'yet'))).toBe(51_200);
    mkdirSync(join(folder, 'checkpoints'));
    writeFileSync(join(folder, 'checkpoints', '000001.safetensors'), new Uint8Array(1000));
    writeFileSync(join(folder, 'metrics.jsonl'), new Uint8Array(1000));
    expect(room(files, folder)).toBe(52_200);
  });

  it('of this machine is known, and unknown where the platform does not tell', () => {
    expect(room(system().files, temporaryFolder())).toBeGreaterThan(0);
    const statfsSync = (() => {
      throw new Error('ENOSYS');
    }) as unknown as FileSystem['statfsSync'];
    expect(room({ ...system().files, statfsSync }, '.')).toBeUndefined();
  });
});

it('fits, is short or refused, and --keep is named where it helps', () => {
  const { checkpoint, generators, total } = estimate;
  expect(diskFit(estimate, undefined)).toBe('fits');
  expect(diskFit(estimate, total)).toBe('fits');
  expect(diskFit(estimate, total - 1)).toBe('short');
  expect(diskFit(estimate, checkpoint - 1)).toBe('refused');
  expect(diskHelp(estimate, 3 * checkpoint + generators)).toMatch(/^--keep 2 keeps as many/);
  expect(diskHelp(estimate, 2 * checkpoint)).toMatch(/^free some space/);
  const large = { checkpoint: 2.2e9, checkpoints: 4, generators: 1e9, total: 9.8e9 };
  expect(describeDisk(large)).toBe(
    '9.80 GB = 3 checkpoints and the one being written, 2.20 GB each + generators 1.00 GB',
  );
});

describe('a run', () => {
  it('that cannot write a checkpoint is refused before it makes a folder', async () => {
    const out = join(temporaryFolder(), 'run');
    const full = systemWith(512);
    const error = await drive({ config: config(), out, system: full }).catch((cause: unknown) => cause);
    expect(error).toMatchObject({
      message: `${out}: a checkpoint takes 0.0 MB, there is room for 0.0 MB`,
      help: 'free some space, or choose a folder on another disk with --out',
    });
    expect(existsSync(out)).toBe(false);
  });

  it('that may fill its disk is warned, also when it goes on', async () => {
    const out = join(temporaryFolder(), 'run');
    const short = systemWith(2 * estimate.checkpoint);
    expect((await drive({ config: config({ keep: 20 }), out, system: short })).warnings).toContain(
      'disk-space',
    );
    const again = await drive({ resume: out, changes: { iterations: 13 }, system: short });
    expect(again.warnings).toContain('disk-space');
    const roomy = await drive({
      resume: out,
      changes: { iterations: 14 },
      system: systemWith(2 * estimate.total * 10),
    });
    expect(roomy.warnings).not.toContain('disk-space');
  });
});

it('the plan of a run says it', async () => {
  const dataset = await loadDataset(join(shared.path, 'data'));
  const lines = (room?: number) =>
    planLines(config({ keep: 1 }), dataset, { out: 'runs/x', room }, painter(1)).join('\n');
  expect(lines()).toContain('up to 0.0 MB = one checkpoint and the one being written');
  expect(lines(1e12)).toMatch(/being written, .+ there is room for 1000 GB$/);
  expect(lines(2 * estimate.checkpoint - 1)).toContain('it may be full before the end: free some space');
  expect(lines(10)).toContain('not even for one checkpoint: training would be refused');
});
