// Processes by number, machine and start time, so that a number used twice is not taken for the same process.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, told apart from all others. */
export interface ProcessId {
  readonly pid: number;
  readonly host: string;
  /** When it started, as the platform tells; compared, never read. Absent where the platform does not tell. */
  readonly started?: string;
}

/** This process. */
export function ownProcess(): ProcessId {
  return identify(process.pid);
}

function identify(pid: number): ProcessId {
  const started = startOf(pid);
  return { pid, host: hostname(), ...(started !== undefined && { started }) };
}

/** Whether a process still runs; `unknown` for one of another machine. */
export function processState({ pid, host, started }: ProcessId): 'alive' | 'dead' | 'unknown' {
  if (host !== hostname()) return 'unknown';
  if (!exists(pid)) return 'dead';
  const now = startOf(pid);
  return started === undefined || now === undefined || now === started ? 'alive' : 'dead';
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

/** Linux: the boot and the clock ticks from it to the start, which no change of the wall clock moves. */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') return linuxStart(pid);
    if (process.platform === 'win32') return undefined;
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Fields 3 (state) and 22 (start) of proc(5); the name before them, in brackets, may hold spaces. */
function linuxStart(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const isGone = fields[0] === 'Z' || fields[0] === 'X';
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return isGone ? 'gone' : `${boot}:${fields[19]}`;
}
