// A lock that a process of another host holds: nobody here can ask whether it lives, so its run is watched. Times are
// of this process's own clock; those of two hosts are never compared.

import { readText } from './files.ts';
import type { RunPaths } from './folder.ts';
import { type Lock, lockedBy, lockOwner, takeLock } from './lock.ts';
import type { RunTrainingOptions } from './options.ts';
import type { ProcessId } from './processes.ts';
import type { System } from './system.ts';

/** A live process tells its heartbeat every second or so, also while it is paused. */
const STILL_SECONDS = 60;
const POLL_MILLISECONDS = 1000;

/** Takes the lock of a run folder, also from a dead process, and from one of another host once heartbeat, log and lock
 *  have stood still for a minute.
 *  @throws RunError if a live process holds it, or it cannot be written */
export async function awaitLock(
  system: System,
  paths: RunPaths,
  { signal, onProgress }: Pick<RunTrainingOptions, 'signal' | 'onProgress'>,
): Promise<Lock> {
  const owner = lockOwner(system, paths);
  if (owner === undefined || !isElsewhere(system, owner)) return takeLock(system, paths);
  onProgress?.({ stage: 'lock', owner, seconds: STILL_SECONDS });
  const silent = readText(system.files, paths.lock);
  const before = signsOfLife(system, paths);
  const end = system.now() + 1000 * STILL_SECONDS;
  while (system.now() < end) {
    await system.sleep(POLL_MILLISECONDS);
    signal?.throwIfAborted();
    const now = signsOfLife(system, paths);
    if (now.lock === undefined) return takeLock(system, paths);
    if (JSON.stringify(now) !== JSON.stringify(before)) throw lockedBy(system, paths, owner);
  }
  return takeLock(system, paths, silent === undefined ? {} : { silent, seconds: STILL_SECONDS });
}

/** Not so a damaged lock, which is nobody's. */
const isElsewhere = (system: System, owner: ProcessId) =>
  owner.pid > 0 && system.processState(owner) === 'unknown';

function signsOfLife({ files }: System, { lock, status, metrics }: RunPaths) {
  return {
    lock: readText(files, lock),
    heartbeat: readText(files, status),
    logBytes: files.statSync(metrics, { throwIfNoEntry: false })?.size,
  };
}
