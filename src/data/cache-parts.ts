// Files in the cache folder that are being written, and those that a writer left when it was killed.

import { createHash, randomUUID } from 'node:crypto';
import { readdir, stat, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** After so long without a write, a writer is taken for dead wherever it runs. */
const silentMilliseconds = 60 * 60 * 1000;

const hostTag = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** `<file>.<host>-<process>-<random>.part`; the host is a hash of its name. */
export const partName = (fileName: string): string =>
  `${fileName}.${hostTag}-${process.pid}-${randomUUID()}.part`;

const part = /^(?:images|reference)-.+\.(?:([0-9a-f]{8})-)?(\d+)-[0-9a-f]{8}-[0-9a-f-]{27}\.part$/;

/** Removes what dead writers left in a cache folder: a writer of this host whose process is gone, and any that wrote
 *  nothing for an hour. A writer that lives after all loses nothing but the cache: its renaming fails, and it says so. */
export async function sweepParts(folder: string, now = Date.now()): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [whole, host, pid] = part.exec(name) ?? [];
    if (whole === undefined) continue;
    const path = join(folder, name);
    const isDead = (host === hostTag && !isAlive(Number(pid))) || (await isSilent(path, now));
    if (isDead) await unlink(path).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { readonly code?: string }).code !== 'ESRCH';
  }
}

/** By the clock of this machine: one that lies behind that of a file server only makes it wait. */
async function isSilent(path: string, now: number): Promise<boolean> {
  const status = await stat(path).catch(() => undefined);
  return status !== undefined && now - status.mtimeMs > silentMilliseconds;
}
