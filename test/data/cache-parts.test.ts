import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { expect, test } from 'vitest';
import { partName, sweepParts } from '../../src/data/cache-parts.ts';
import { loadImageFolder } from '../../src/data/image-folder.ts';
import { counted, temporaryFolder } from './folders.ts';

const fileName = 'images-0123456789abcdef.bin';
const hour = 3_600_000;

/** The name of a part that a process of this machine left which is gone. */
function deadName(): string {
  const { pid } = spawnSync(process.execPath, ['--version']);
  return partName(fileName).replace(`-${process.pid}-`, `-${pid}-`);
}

function withParts(...names: readonly string[]): string {
  return temporaryFolder(Object.fromEntries(names.map((name) => [name, 'part'])));
}

test('what a killed writer left goes with the next dataset, whether it is in the cache or not', async () => {
  const images = temporaryFolder({
    'a.png': encode({ width: 8, height: 8, channels: 1, data: counted([8, 8]) }),
  });
  const cacheFolder = withParts(deadName());
  await loadImageFolder(images, { cacheFolder });
  expect(readdirSync(cacheFolder)).toHaveLength(1);
  const dead = join(cacheFolder, deadName());
  writeFileSync(dead, 'part');
  await loadImageFolder(images, { cacheFolder });
  expect(existsSync(dead)).toBe(false);
  expect(readdirSync(cacheFolder)).toHaveLength(1);
});

test('what a living writer writes stays, and so does what another machine wrote within the hour', async () => {
  const elsewhere = deadName().replace(/\.bin\.[0-9a-f]{8}-/, '.bin.00000000-');
  const unnamed = partName(fileName).replace(/\.bin\.[0-9a-f]{8}-/, '.bin.');
  const kept = [partName(fileName), elsewhere, unnamed, fileName, 'other.part', 'images-x.part'].sort();
  const folder = withParts(...kept);
  await sweepParts(folder);
  expect(readdirSync(folder).sort()).toEqual(kept);
  const before = new Date(Date.now() - 2 * hour);
  for (const name of kept) utimesSync(join(folder, name), before, before);
  await sweepParts(folder);
  expect(readdirSync(folder).sort()).toEqual([fileName, 'images-x.part', 'other.part'].sort());
});

test('a folder that is not there has nothing to sweep', async () => {
  await expect(sweepParts(join(temporaryFolder(), 'nowhere'))).resolves.toBeUndefined();
});
