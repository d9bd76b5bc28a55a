// Where pictures come from: a folder, an archive, an array of numbers.

import type { SkippedFile } from './dataset.ts';
import type { Labels } from './labels.ts';

/** Pixels as they lie in a file of numbers. */
export interface RawPicture {
  /** uint8[height, width, channels] */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
}

/** A picture that can be read. */
export interface Picture {
  /** Relative to its source, with `/` on every platform. */
  readonly path: string;
  /** The bytes of an image file, or pixels.
   *  @throws DataError if it cannot be read */
  read(): Promise<Uint8Array | RawPicture>;
}

/** The classes of pictures, and what is to be said of them. */
export interface Labelling {
  readonly labels?: Labels | undefined;
  readonly notes: readonly string[];
}

/** Pictures of one origin. */
export interface PictureSource {
  /** The path that errors name. */
  readonly where: string;
  readonly kind: 'folder' | 'archive' | 'file';
  /** What the dataset is called. */
  readonly name: string;
  readonly pictures: readonly Picture[];
  /** What is no picture and was not tried. */
  readonly unusable: readonly SkippedFile[];
  /** All that the samples depend on, as JSON writes it: their cache is found by it. */
  readonly content: unknown;
  /** The classes of those pictures that became samples.
   *  @param kept  their places among the pictures, ascending */
  labelled(kept: readonly number[]): Labelling;
}
