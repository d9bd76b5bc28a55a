// Where a command writes what it made, and in which format.

import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { ConfigError } from '../base/errors.ts';
import { pictureFormat } from '../run/picture-files.ts';
import { UsageError } from './errors.ts';
import type { Io } from './io.ts';

export interface OutputTarget<F extends string> {
  readonly kind: 'file' | 'folder' | 'stdout';
  readonly path: string;
  readonly format: F;
}

interface Offer<F extends string> {
  readonly formats: readonly F[];
  /** On stdout, unless one is named. */
  readonly usual: F;
  /** Of single pictures; undefined where there is no folder of them. */
  readonly single?: F;
}

/** Names that end in these are of pictures that others can make from ours. */
const films = ['.mp4', '.webm', '.mov', '.avi', '.mkv'];

/** What `--out` and `--format` say: a file by its ending, a folder, or `-` for stdout.
 *  @throws ConfigError for a name of another format, so that no folder gets the name of a file */
export function outputTarget<F extends string>(
  path: string,
  format: string | undefined,
  { formats, usual, single }: Offer<F>,
): OutputTarget<F> {
  const named = format === undefined ? undefined : knownFormat(format, formats);
  if (path === '-') return { kind: 'stdout', path, format: named ?? usual };
  const ending = extname(path).toLowerCase();
  const byName = formats.find((each) => each === (pictureFormat(path) ?? ending.slice(1)));
  const isFolder = /[\\/]$/.test(path) || isExistingFolder(path);
  if (byName !== undefined && !isFolder) {
    if (named !== undefined && named !== byName) {
      throw new ConfigError(`format: expected that of the name, ${byName}, got "${format}"`);
    }
    return { kind: 'file', path, format: byName };
  }
  const isPlain = !/^\.[a-z][a-z0-9]{0,4}$/.test(ending);
  if (single !== undefined && (isFolder || isPlain)) return { kind: 'folder', path, format: named ?? single };
  if (single === undefined && isPlain && !isFolder) return { kind: 'file', path, format: named ?? usual };
  const endings = formats.map((each) => `.${each}`).join(', ');
  throw new ConfigError(
    single === undefined
      ? `out: expected a name that ends in one of ${endings}, or - for stdout, got "${path}"`
      : `out: expected a name that ends in one of ${endings}, a folder, or - for stdout, got "${path}"`,
    { help: helpFor(path, ending, single !== undefined) },
  );
}

function helpFor(path: string, ending: string, hasFolders: boolean): string | undefined {
  if (films.includes(ending)) {
    return 'wgan interpolate --out walk.gif makes an animation, which ffmpeg -i walk.gif walk.mp4 makes a film';
  }
  return hasFolders ? `a folder's name ends in a slash: ${path}/` : undefined;
}

function knownFormat<F extends string>(format: string, formats: readonly F[]): F {
  const name = format.toLowerCase().replace(/^\./, '').replace('jpeg', 'jpg');
  const known = formats.find((each) => each === name);
  if (known !== undefined) return known;
  throw new ConfigError(`format: expected one of ${formats.join(', ')}, got "${format}"`);
}

const isExistingFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** @throws UsageError for bytes on a terminal */
export function refuseTerminal(io: Io, { kind, format }: OutputTarget<string>): void {
  if (kind !== 'stdout' || format === 'csv' || !io.stdout.isTerminal) return;
  throw new UsageError('out: expected stdout to go to a file or another program, got a terminal', {
    help: 'wgan sample --out - > samples.png',
  });
}
