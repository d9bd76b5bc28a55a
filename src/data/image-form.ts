// Which size and colour a folder of images gets, where the options leave it open.

import { ConfigError } from '../base/errors.ts';
import type { ColorChoice, DatasetOptions } from './dataset.ts';
import { type Channels, type ImageForm, type Inspection, inspectImage } from './image-decode.ts';
import { extentOf } from './image-size.ts';
import type { Picture } from './picture-source.ts';

/** How many images decide. */
export const sampledImages = 32;

/** The form that was asked for, or the one that suits the folder: of the first readable image in each of 32
 *  equal stretches of the paths, the median of the shorter sides gives the size, and grey is chosen if all
 *  of them are grey. */
export async function chooseForm(
  pictures: readonly Picture[],
  { size, color = 'auto', fit = 'crop', alpha = 'white', signal }: DatasetOptions,
): Promise<ImageForm> {
  if (alpha === 'keep' && color === 'grey') {
    throw new ConfigError('alpha: keep needs colour, got color grey', {
      help: 'leave color out: grey pictures become colour ones of equal red, green and blue',
    });
  }
  const isKnown = size !== undefined && (color !== 'auto' || alpha === 'keep');
  const facts = isKnown ? [] : await inspectSome(pictures, signal);
  const channels = alpha === 'keep' ? 4 : channelsFor(color, facts);
  return { ...extentOf(size ?? defaultSize(facts)), channels, fit, alpha };
}

function channelsFor(color: ColorChoice, facts: readonly Inspection[]): Channels {
  if (color === 'auto') return facts.every((image) => image.isGrey) ? 1 : 3;
  return color === 'grey' ? 1 : 3;
}

/** The smallest of 28, 32 and 64 that loses no pixels of the typical image; 64 where all lose some. */
function defaultSize(facts: readonly Inspection[]): number {
  const sides = facts.map((image) => image.shortSide).sort((a, b) => a - b);
  const median = sides[sides.length >> 1] ?? 64;
  return [28, 32].find((size) => median <= size) ?? 64;
}

async function inspectSome(
  pictures: readonly Picture[],
  signal: AbortSignal | undefined,
): Promise<readonly Inspection[]> {
  const stretch = Math.max(1, pictures.length / sampledImages);
  const facts: Inspection[] = [];
  for (let from = 0; Math.floor(from) < pictures.length; from += stretch) {
    const found = await firstFacts(pictures.slice(Math.floor(from), Math.floor(from + stretch)), signal);
    if (found) facts.push(found);
  }
  return facts;
}

async function firstFacts(
  pictures: readonly Picture[],
  signal: AbortSignal | undefined,
): Promise<Inspection | undefined> {
  for (const picture of pictures) {
    signal?.throwIfAborted();
    const facts = await inspectImage(picture).catch(() => undefined);
    if (facts) return facts;
  }
  return undefined;
}
