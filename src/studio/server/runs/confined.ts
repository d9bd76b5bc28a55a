// A file system that ends at a folder: links that lead out of it, pipes and huge files are refused, so that whatever
// a run folder holds, nothing else is read or written.

import nodeFs from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { RunError } from '../../../base/errors.ts';
import type { FileSystem } from '../../../run/system.ts';

/** The largest file that is read as a whole; logs are read in parts. */
const MOST_BYTES = 16e6;

/** The part of `files` inside `folder`.
 *  @throws RunError from each function for a path that leads out, or for what is no plain file or folder */
export function confine(files: FileSystem, folder: string): FileSystem {
  const root = nodeFs.realpathSync.native(folder);
  const inside = (path: nodeFs.PathLike): string => {
    const text = String(path);
    const real = realPath(text);
    if (real === root || real.startsWith(root + sep)) return text;
    throw new RunError(`${text}: expected a file inside ${folder}, got a link that leads out of it`);
  };
  const plain = (path: nodeFs.PathLike): string => {
    const text = inside(path);
    const status = nodeFs.lstatSync(text, { throwIfNoEntry: false });
    if (status === undefined || status.isFile() || status.isDirectory()) return text;
    throw new RunError(`${text}: expected a plain file, got something else`);
  };
  const small = (path: nodeFs.PathLike): string => {
    const text = plain(path);
    const size = nodeFs.statSync(text, { throwIfNoEntry: false })?.size ?? 0;
    if (size <= MOST_BYTES) return text;
    throw new RunError(`${text}: expected at most ${MOST_BYTES / 1e6} MB, got ${Math.round(size / 1e6)} MB`);
  };
  return {
    ...files,
    existsSync(path) {
      try {
        return files.existsSync(inside(path));
      } catch {
        return false;
      }
    },
    linkSync: (from, to) => files.linkSync(plain(from), plain(to)),
    mkdirSync: ((path: string, options: nodeFs.MakeDirectoryOptions) =>
      files.mkdirSync(inside(path), options)) as FileSystem['mkdirSync'],
    openSync: (path, ...rest) => files.openSync(plain(path), ...rest),
    readFileSync: ((path: string, options: BufferEncoding) =>
      files.readFileSync(small(path), options)) as FileSystem['readFileSync'],
    readdirSync: ((path: string, options: BufferEncoding) =>
      files.readdirSync(inside(path), options)) as FileSystem['readdirSync'],
    renameSync: (from, to) => files.renameSync(plain(from), plain(to)),
    rmSync: (path, options) => files.rmSync(inside(path), options),
    statSync: ((path: string, options: nodeFs.StatSyncOptions) =>
      files.statSync(plain(path), options)) as FileSystem['statSync'],
  };
}

/** Where a path really leads; of a file that is not there, where it would be. */
function realPath(path: string): string {
  try {
    return nodeFs.realpathSync.native(path);
  } catch (error) {
    if ((error as { readonly code?: string }).code !== 'ENOENT' || dirname(path) === path) throw error;
    if (nodeFs.lstatSync(path, { throwIfNoEntry: false }) !== undefined) return sep; // a link to nothing
    return join(realPath(dirname(path)), basename(path));
  }
}
