// A machine whose process dies, or whose disk fails, at a chosen operation on files.

import type { FileSystem, System } from '../../src/run/system.ts';
import { quickSystem } from './drive.ts';

/** Operations that change what is on disk. */
const changing = [
  'openSync',
  'writeSync',
  'fsyncSync',
  'ftruncateSync',
  'renameSync',
  'linkSync',
  'rmSync',
  'mkdirSync',
] as const;

class Crash extends Error {}

/** No process lives to so many operations. */
export const NEVER = 1_000_000;

export interface CrashingSystem extends System {
  /** Operations so far. */
  readonly operations: () => number;
}

/** A process of its own that dies at operation `at`: a write is cut in half, and after it nothing works any more.
 *  All other processes are dead. */
export function crashingSystem(at: number, real: System = quickSystem()): CrashingSystem {
  let count = 0;
  let isDead = false;
  const files: Record<string, unknown> = { ...real.files };
  for (const [name, use] of Object.entries(real.files) as [string, (...args: unknown[]) => unknown][]) {
    files[name] = (...args: unknown[]) => {
      if (isDead) throw new Crash('dead');
      if ((changing as readonly string[]).includes(name) && ++count === at) {
        isDead = true;
        if (name === 'writeSync') cutWrite(real.files, args as [number, Uint8Array, number]);
        throw new Crash(`died at operation ${at}: ${name}`);
      }
      return use(...args);
    };
  }
  return {
    ...real,
    files: files as unknown as FileSystem,
    process: { pid: 1_000_000 + at, host: 'test', started: String(at) },
    processState: () => 'dead',
    operations: () => count,
  };
}

function cutWrite(files: FileSystem, [file, bytes, offset]: [number, Uint8Array, number]): void {
  files.writeSync(file, bytes, offset, Math.floor((bytes.length - offset) / 2));
  files.closeSync(file);
}

/** A disk that refuses an operation on the paths that match, with the error of the platform. */
export function failingSystem(
  code: 'ENOSPC' | 'EROFS' | 'EACCES' | 'EIO',
  operation: (typeof changing)[number],
  isRefused: (path: string) => boolean,
  real: System = quickSystem(),
): System {
  const paths = new Map<number, string>();
  const fail = (path: string) => {
    throw Object.assign(new Error(`${code}: ${operation} '${path}'`), { code, syscall: operation, path });
  };
  const files: FileSystem = {
    ...real.files,
    openSync: (path, flags, mode) => {
      if (operation === 'openSync' && isRefused(String(path))) fail(String(path));
      const file = real.files.openSync(path, flags, mode);
      paths.set(file, String(path));
      return file;
    },
    writeSync: ((file: number, bytes: Uint8Array, offset: number) => {
      if (operation !== 'writeSync' || !isRefused(paths.get(file) ?? '')) {
        return real.files.writeSync(file, bytes, offset);
      }
      if (offset === 0 && bytes.length > 1) return real.files.writeSync(file, bytes, 0, bytes.length >> 1);
      return fail(paths.get(file) ?? '');
    }) as FileSystem['writeSync'],
    renameSync: (from, to) => {
      if (operation === 'renameSync' && isRefused(String(to))) fail(String(to));
      real.files.renameSync(from, to);
    },
    mkdirSync: ((path: string, options: object) => {
      if (operation === 'mkdirSync' && isRefused(path)) fail(path);
      return real.files.mkdirSync(path, options);
    }) as FileSystem['mkdirSync'],
  };
  return { ...real, files };
}
