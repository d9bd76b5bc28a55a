// One dead lock and several processes that want it: whatever happens between which of their operations, one has it.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RunError } from '../../src/base/errors.ts';
import { type RunPaths, runPaths } from '../../src/run/folder.ts';
import { type Lock, takeLock } from '../../src/run/lock.ts';
import { removeLeftovers } from '../../src/run/new-folder.ts';
import { type FileSystem, type System, system } from '../../src/run/system.ts';
import { temporaryFolder } from './tiny.ts';

const DEAD = 7;

/** A process of this host; only that of the dead lock is gone. Before its operation `at` on files, something happens. */
function processSystem(pid: number, at = -1, happens = () => {}): System & { readonly count: () => number } {
  const real = system();
  let count = 0;
  const files = Object.fromEntries(
    Object.entries(real.files).map(([name, use]) => [
      name,
      (...args: readonly unknown[]) => {
        if (count++ === at) happens();
        return (use as (...args: readonly unknown[]) => unknown)(...args);
      },
    ]),
  ) as unknown as FileSystem;
  const processState: System['processState'] = (owner) => (owner.pid === DEAD ? 'dead' : 'alive');
  return { ...real, files, process: { pid, host: 'here' }, processState, count: () => count };
}

/** A run folder with a dead lock, and with the claim of a dead process where that is asked for. */
function deadRun(hasClaim: boolean): RunPaths {
  const paths = runPaths(temporaryFolder());
  for (const folder of [paths.samples, paths.checkpoints]) mkdirSync(folder);
  const owner = JSON.stringify({ pid: DEAD, host: 'here' });
  writeFileSync(paths.lock, owner);
  if (hasClaim) writeFileSync(`${paths.folder}/.lock.claim.part`, owner);
  return paths;
}

/** The lock, or undefined where it was refused in words. */
function tryLock(own: System, paths: RunPaths): Lock | undefined {
  try {
    return takeLock(own, paths);
  } catch (error) {
    expect(error).toBeInstanceOf(RunError);
    expect((error as RunError).message).toMatch(
      /nobody trains, got process|other processes that try the same/,
    );
    return undefined;
  }
}

test.each([false, true])(
  'between any two operations another process takes it and tidies up (dead claim: %s)',
  (hasClaim) => {
    for (let at = 0, isOver = false; !isOver; at++) {
      const paths = deadRun(hasClaim);
      let other: Lock | undefined;
      const second = processSystem(22);
      const first = processSystem(11, at, () => {
        other = tryLock(second, paths);
        if (other !== undefined) removeLeftovers(second.files, paths);
      });
      const own = tryLock(first, paths);
      isOver = first.count() <= at;
      expect(
        [own, other].filter((lock) => lock !== undefined),
        `at ${at}`,
      ).toHaveLength(1);
      const holder = JSON.parse(readFileSync(paths.lock, 'utf8')) as { readonly pid: number };
      expect(holder.pid, `at ${at}`).toBe(own === undefined ? 22 : 11);
      expect((own ?? other)?.takenFrom?.pid).toBe(DEAD);
      (own ?? other)?.release();
      expect(readdirSync(paths.folder).sort(), `at ${at}`).toEqual(['checkpoints', 'samples']);
    }
  },
);
