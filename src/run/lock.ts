// The lock of a run folder: at most one live process trains in it.

import { join } from 'node:path';
import { RunError } from '../base/errors.ts';
import { shellPath } from '../base/shell.ts';
import { parseJson } from '../formats/json.ts';
import { fileError, onFile, readText } from './files.ts';
import type { RunPaths } from './folder.ts';
import type { ProcessId } from './processes.ts';
import { processSchema } from './stored.ts';
import type { FileSystem, System } from './system.ts';

/** A lock that this process holds. */
export interface Lock {
  /** The dead process that it was taken from. */
  readonly takenFrom?: ProcessId;
  /** How long that one showed no life, where it is of another host and could not be asked. */
  readonly silentSeconds?: number;
  release(): void;
}

/** A lock whose owner cannot be asked and shows no life. */
export interface SilentLock {
  /** What stands in it. */
  readonly silent?: string;
  readonly seconds?: number;
}

/** Who holds the lock of a run, dead or alive; undefined where nobody does.
 *  @throws RunError if it cannot be read */
export function lockOwner({ files }: System, { lock }: RunPaths): ProcessId | undefined {
  const text = readText(files, lock);
  return text === undefined ? undefined : parseOwner(text);
}

/** Whether a live process, or one that cannot be asked, trains in the folder. */
export function isLocked(system: System, paths: RunPaths): boolean {
  const owner = lockOwner(system, paths);
  return owner !== undefined && system.processState(owner) !== 'dead';
}

/** What a damaged lock says: nobody, which is as good as a dead process. */
const nobody: ProcessId = { pid: 0, host: '' };

function parseOwner(text: string): ProcessId {
  try {
    const { pid, host, started } = processSchema.parse(parseJson('lock', text));
    return { pid, host, ...(started !== undefined && { started }) };
  } catch {
    return nobody;
  }
}

/** Takes the lock of a run folder, also from a dead process, and the silent one.
 *  @throws RunError if a live process holds it, or it cannot be written */
export function takeLock(system: System, paths: RunPaths, { silent, seconds }: SilentLock = {}): Lock {
  const { files } = system;
  const release = () => releaseLock(system, paths);
  for (let attempt = 0; attempt < 10; attempt++) {
    if (createOwn(system, paths, paths.lock)) return { release };
    const text = readText(files, paths.lock);
    if (text === undefined) continue;
    const owner = parseOwner(text);
    const isSilent = text === silent;
    const isDead = owner === nobody || system.processState(owner) === 'dead';
    if (!isDead && !isSilent) throw lockedBy(system, paths, owner);
    if (!replaceDead(system, paths, text)) continue;
    const silence = isSilent && seconds !== undefined ? { silentSeconds: seconds } : {};
    return { takenFrom: owner, ...silence, release };
  }
  throw new RunError(`${paths.lock}: cannot be taken, got other processes that try the same`);
}

/** Who else trains the run, and what to do. */
export function lockedBy(system: System, { folder, lock }: RunPaths, owner: ProcessId): RunError {
  const isElsewhere = system.processState(owner) === 'unknown';
  const where = isElsewhere ? ` on ${owner.host}` : '';
  return new RunError(
    `${folder}: expected a run that nobody trains, got process ${owner.pid}${where} training it`,
    {
      help: isElsewhere
        ? `stop it with wgan stop ${shellPath(folder)}; if that process is gone, try again, or delete ${shellPath(lock)}`
        : `stop it with wgan stop ${shellPath(folder)}, or choose another folder with --out`,
    },
  );
}

const ownPath = ({ process }: System, { folder }: RunPaths) => join(folder, `.lock.${process.pid}.part`);

/** Creates a file that says whose it is, with its content in one step; false if there is one. */
function createOwn(system: System, paths: RunPaths, path: string): boolean {
  const { files, process } = system;
  const own = ownPath(system, paths);
  return onFile(path, 'written', () => {
    try {
      writeOwner(files, own, process, 'w');
      linkOrWrite(files, own, path, process);
      return true;
    } catch (error) {
      // ENOENT: the process that has the lock by now has tidied up
      if (['EEXIST', 'ENOENT'].includes(codeOf(error))) return false;
      throw error;
    } finally {
      files.rmSync(own, { force: true });
    }
  });
}

/** File systems without links (exFAT, some network folders) get the lock first and its content a moment later. */
function linkOrWrite(files: FileSystem, own: string, lock: string, owner: ProcessId): void {
  try {
    files.linkSync(own, lock);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL'].includes(codeOf(error))) throw error;
    writeOwner(files, lock, owner, 'wx');
  }
}

const codeOf = (error: unknown) => (error as { readonly code?: string }).code ?? '';

function writeOwner(files: FileSystem, path: string, owner: ProcessId, flags: 'w' | 'wx'): void {
  const file = files.openSync(path, flags);
  try {
    files.writeSync(file, new TextEncoder().encode(`${JSON.stringify(owner)}\n`));
  } finally {
    files.closeSync(file);
  }
}

/** Puts this process in the place of a dead one, in one step. Of several processes that want to, only one at a time may:
 *  the one that has the claim. It finds a dead lock as it was read, or somebody else's by now.
 *  @throws RunError if another process has the claim: it has the run in a moment */
function replaceDead(system: System, paths: RunPaths, text: string): boolean {
  const { files, process } = system;
  const claim = join(paths.folder, '.lock.claim.part');
  if (!createOwn(system, paths, claim)) {
    refuseClaimed(system, paths, claim);
    return false;
  }
  try {
    if (readText(files, paths.lock) !== text) return false;
    writeOwner(files, ownPath(system, paths), process, 'w');
    files.renameSync(ownPath(system, paths), paths.lock);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false; // tidied up by the process that has the lock by now
    throw error instanceof RunError ? error : fileError(paths.lock, 'written', error);
  } finally {
    files.rmSync(claim, { force: true });
  }
}

/** A claim of a dead process is removed, so that the next attempt may have it. */
function refuseClaimed(system: System, paths: RunPaths, claim: string): void {
  const text = readText(system.files, claim);
  if (text === undefined) return;
  const owner = parseOwner(text);
  if (owner !== nobody && system.processState(owner) !== 'dead') throw lockedBy(system, paths, owner);
  system.files.rmSync(claim, { force: true });
}

/** Checks that no other process has taken the run over, as one of another host may where this one stood still.
 *  @throws RunError */
export function requireOwnLock(system: System, paths: RunPaths): void {
  const owner = lockOwner(system, paths);
  if (owner === undefined || owner === nobody || isSame(owner, system.process)) return;
  throw new RunError(
    `${paths.folder}: expected a run that this process trains, got process ${owner.pid} on ${owner.host}, which took it over`,
    { help: 'this process stood still for too long; the other one goes on' },
  );
}

const isSame = (one: ProcessId, other: ProcessId) =>
  one.pid === other.pid && one.host === other.host && one.started === other.started;

/** A lock that cannot be removed is that of a dead process soon. */
function releaseLock(system: System, paths: RunPaths): void {
  try {
    const owner = lockOwner(system, paths);
    if (owner !== undefined && isSame(owner, system.process))
      system.files.rmSync(paths.lock, { force: true });
  } catch {
    // what made it fail is told by whoever met it first
  }
}
