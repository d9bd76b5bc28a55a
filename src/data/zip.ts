// ZIP archives read in place, entry by entry, over yauzl: nothing is unpacked to disk.

import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { DataError } from '../base/errors.ts';
import { bytesOf } from '../formats/byte-source.ts';
import { reasonOf } from './files.ts';

/** A file in an archive. */
export interface ZipEntry {
  readonly path: string;
  readonly sizeBytes: number;
  /** CRC-32 of its content. */
  readonly checksum: number;
  readonly isEncrypted: boolean;
  /** Its content, checked against its size and its checksum.
   *  @param most  as many bytes are read
   *  @throws DataError if it has more, is damaged, or not packed by Deflate */
  read(most: number): Promise<Uint8Array>;
}

/** What `use` makes of the files in an archive, which is open meanwhile.
 *  @throws DataError if it is no ZIP archive, cut off, or names files outside of itself */
export async function withZip<T>(
  path: string,
  use: (entries: readonly ZipEntry[]) => Promise<T>,
): Promise<T> {
  const archive = await openPromise(path, { autoClose: false, lazyEntries: true }).catch((cause: unknown) =>
    fail(path, cause),
  );
  try {
    const entries: ZipEntry[] = [];
    try {
      for await (const entry of archive.eachEntry()) {
        if (!entry.fileName.endsWith('/')) entries.push(entryOf(path, archive, entry));
      }
    } catch (cause) {
      fail(path, cause);
    }
    return await use(entries);
  } finally {
    archive.close();
  }
}

function fail(path: string, cause: unknown): never {
  throw new DataError(`${path}: cannot be read as a ZIP archive, got ${reasonOf(cause)}`, {
    help: 'if it was cut off on its way, fetch it again; unzip -t tests it',
    cause,
  });
}

function entryOf(path: string, archive: ZipFile, entry: Entry): ZipEntry {
  return {
    path: entry.fileName,
    sizeBytes: entry.uncompressedSize,
    checksum: entry.crc32,
    isEncrypted: entry.isEncrypted(),
    async read(most) {
      try {
        if (entry.uncompressedSize > most) throw new Error(`${entry.uncompressedSize} bytes, over ${most}`);
        const bytes = bytesOf(await buffer(await archive.openReadStreamPromise(entry)));
        if (crc32(bytes) !== entry.crc32) throw new Error('another checksum than the archive tells');
        return bytes;
      } catch (cause) {
        throw new DataError(`${path}: ${entry.fileName} cannot be read, got ${reasonOf(cause)}`, { cause });
      }
    },
  };
}
