// Which size and colour a folder of images gets, where the options leave it open.

import { join } from 'node:path';
import type { ColorChoice, DatasetOptions } from './dataset.ts';
import { type Channels, type ImageFacts, inspectImage } from './image-decode.ts';

/** What all samples of a folder of images have in common. */
export interface ImageForm {
  /** Width and height in pixels. */
  readonly size: number;
  readonly channels: Channels;
}

/** How many images decide. */
const sampledImages = 32;

/** The form that was asked for, or the one that suits the folder: of the first readable image in each of 32
 *  equal stretches of the paths, the median of the shorter sides gives the size, and grey is chosen if all
 *  of them are grey. */
export async function chooseForm(
  folder: string,
  paths: readonly string[],
  { size, color = 'auto', signal }: DatasetOptions,
): Promise<ImageForm> {
  if (size !== undefined && color !== 'auto') return { size, channels: channelsFor(color, []) };
  const facts = await inspectSome(folder, paths, signal);
  return { size: size ?? defaultSize(facts), channels: channelsFor(color, facts) };
}

function channelsFor(color: ColorChoice, facts: readonly ImageFacts[]): Channels {
  if (color === 'auto') return facts.every((image) => image.isGrey) ? 1 : 3;
  return color === 'grey' ? 1 : 3;
}

/** The smallest of 28, 32 and 64 that loses no pixels of the typical image; 64 where all lose some. */
function defaultSize(facts: readonly ImageFacts[]): number {
  const sides = facts.map((image) => image.shortSide).sort((a, b) => a - b);
  const median = sides[sides.length >> 1] ?? 64;
  return [28, 32].find((size) => median <= size) ?? 64;
}

async function inspectSome(
  folder: string,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly ImageFacts[]> {
  const stretch = Math.max(1, paths.length / sampledImages);
  const facts: ImageFacts[] = [];
  for (let from = 0; Math.floor(from) < paths.length; from += stretch) {
    const found = await firstFacts(folder, paths.slice(Math.floor(from), Math.floor(from + stretch)), signal);
    if (found) facts.push(found);
  }
  return facts;
}

async function firstFacts(
  folder: string,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ImageFacts | undefined> {
  for (const path of paths) {
    signal?.throwIfAborted();
    const facts = await inspectImage(join(folder, path)).catch(() => undefined);
    if (facts) return facts;
  }
  return undefined;
}
