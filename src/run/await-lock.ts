// A lock that a process of another host holds: nobody here can ask whether it lives, so its run is watched. Times are
// of this process's own clock; those of two hosts are never compared.

import { readText } from './files.ts';
import type { RunPaths } from './folder.ts';
import { type Lock, lockedBy, lockOwner, takeLock } from './lock.ts';
import type { RunTrainingOptions } from './options.ts';
import type { ProcessId } from './processes.ts';
import type { World } from './world.ts';

/** A live process tells its heartbeat every second or so, also while it is paused. */
const STILL_SECONDS = 60;
const POLL_MILLISECONDS = 1000;

/** Takes the lock of a run folder, also from a dead process, and from one of another host once heartbeat, log and lock
 *  have stood still for a minute.
 *  @throws RunError if a live process holds it, or it cannot be written */
export async function awaitLock(
  world: World,
  paths: RunPaths,
  { signal, onProgress }: Pick<RunTrainingOptions, 'signal' | 'onProgress'>,
): Promise<Lock> {
  const owner = lockOwner(world, paths);
  if (owner === undefined || !isElsewhere(world, owner)) return takeLock(world, paths);
  onProgress?.({ stage: 'lock', owner, seconds: STILL_SECONDS });
  const silent = readText(world.files, paths.lock);
  const before = signsOfLife(world, paths);
  const end = world.now() + 1000 * STILL_SECONDS;
  while (world.now() < end) {
    await world.sleep(POLL_MILLISECONDS);
    signal?.throwIfAborted();
    const now = signsOfLife(world, paths);
    if (now.lock === undefined) return takeLock(world, paths);
    if (JSON.stringify(now) !== JSON.stringify(before)) throw lockedBy(world, paths, owner);
  }
  return takeLock(world, paths, silent === undefined ? {} : { silent, seconds: STILL_SECONDS });
}

/** Not so a damaged lock, which is nobody's. */
const isElsewhere = (world: World, owner: ProcessId) =>
  owner.pid > 0 && world.processState(owner) === 'unknown';

function signsOfLife({ files }: World, { lock, status, metrics }: RunPaths) {
  return {
    lock: readText(files, lock),
    heartbeat: readText(files, status),
    logBytes: files.statSync(metrics, { throwIfNoEntry: false })?.size,
  };
}
