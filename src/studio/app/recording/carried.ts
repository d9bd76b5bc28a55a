// What the file of the page holds besides the page: blocks of data that no browser runs.

import type { Recording } from '../../../train/recording.ts';

const textOf = (id: string): string => document.getElementById(id)?.textContent ?? '';

/** The recorded run. */
export const recording = JSON.parse(textOf('recording')) as Recording;

/** Gzipped, as base64. */
export const samplesText = (): string => textOf('samples');
export const runtimeText = (): string => textOf('runtime');

/** The last recorded picture of samples. */
export interface RecordedPicture {
  readonly iteration: number;
  /** A PNG as base64. */
  readonly png: string;
}

export const recordedPicture: RecordedPicture | undefined = pictureOf(document.getElementById('picture'));

function pictureOf(block: HTMLElement | null): RecordedPicture | undefined {
  if (block === null) return undefined;
  return { iteration: Number(block.dataset.iteration), png: block.textContent ?? '' };
}

/** Of the software in this file. */
export const licences = JSON.parse(textOf('licences')) as string;
