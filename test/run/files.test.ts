// Folders are created one level at a time.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RunError } from '../../src/base/errors.ts';
import { makeFolder } from '../../src/run/files.ts';
import { system } from '../../src/run/system.ts';

it('creates a folder and those it lies in, and leaves an existing one', () => {
  const root = mkdtempSync(join(tmpdir(), 'wgan-folder-'));
  makeFolder(system().files, join(root, 'a', 'b'));
  makeFolder(system().files, join(root, 'a', 'b'));
  expect(readdirSync(join(root, 'a'))).toEqual(['b']);
  rmSync(root, { recursive: true });
});

it.runIf(process.platform === 'linux')(
  'ends where a file system claims that an existing parent is missing',
  () => {
    expect(() => makeFolder(system().files, '/proc/wgan/run')).toThrow(RunError);
  },
);
