// What was done to images on the way to samples, counted and said. Pure.

import type { Metadata } from 'sharp';
import type { Range } from './deep-pixels.ts';

/** Of an image more than so many times as long as wide, most is cut away. */
const longSides = 4;

/** What an image file says of itself, as far as it decides what is done to it. */
export interface ImageFacts {
  /** The shorter and the longer side in pixels. */
  readonly sides: readonly [shorter: number, longer: number];
  readonly hasAlpha: boolean;
  readonly isAnimated: boolean;
  readonly isTurned: boolean;
  readonly is16Bit: boolean;
  readonly isCmyk: boolean;
}

export function imageFacts(metadata: Metadata): ImageFacts {
  const { width, height, hasAlpha, pages = 1, orientation = 1, depth, space } = metadata;
  return {
    sides: [Math.min(width, height), Math.max(width, height)],
    hasAlpha,
    isAnimated: pages > 1,
    isTurned: orientation > 1,
    is16Bit: depth === 'ushort',
    isCmyk: space === 'cmyk',
  };
}

/** Something done to some images. */
interface Step {
  readonly isDone: (facts: ImageFacts, size: number) => boolean;
  /** @param count  how many: "all", "1,204" */
  readonly sentence: (count: string, size: number) => string;
}

const steps: readonly Step[] = [
  {
    isDone: ({ isAnimated }) => isAnimated,
    sentence: (count) => `${count} of several frames or pages: the first was taken`,
  },
  {
    isDone: ({ isTurned }) => isTurned,
    sentence: (count) => `${count} turned upright, as their EXIF tags say`,
  },
  {
    isDone: ({ isCmyk }) => isCmyk,
    sentence: (count) => `${count} of CMYK: converted to red, green and blue`,
  },
  { isDone: ({ is16Bit }) => is16Bit, sentence: (count) => `${count} of 16 bits: reduced to 8` },
  {
    isDone: ({ hasAlpha }) => hasAlpha,
    sentence: (count) => `${count} with an alpha channel: white was put behind what is transparent`,
  },
  {
    isDone: ({ sides: [shorter, longer] }) => shorter !== longer,
    sentence: (count) => `${count} not square: the middle square was taken`,
  },
  {
    isDone: ({ sides: [shorter, longer] }) => longer > longSides * shorter,
    sentence: (count) => `${count} more than ${longSides} times as long as wide: most of each was cut away`,
  },
  {
    isDone: ({ sides: [shorter] }, size) => shorter > size,
    sentence: (count, size) => `${count} made smaller, to ${size}×${size}`,
  },
  {
    isDone: ({ sides: [shorter] }, size) => shorter < size,
    sentence: (count, size) => `${count} enlarged, to ${size}×${size}`,
  },
];

/** Counts what is done to images. */
export interface Tally {
  add(facts: ImageFacts): void;
  /** A sentence for each thing that was done to any of the images. */
  sentences(): readonly string[];
}

export function createTally(size: number): Tally {
  const counts = steps.map(() => 0);
  let all = 0;
  return {
    add(facts) {
      all += 1;
      for (const [index, { isDone }] of steps.entries()) if (isDone(facts, size)) counts[index]! += 1;
    },
    sentences: () =>
      steps.flatMap(({ sentence }, index) =>
        counts[index] === 0 ? [] : [sentence(countText(counts[index]!, all), size)],
      ),
  };
}

const countText = (count: number, all: number) => (count === all ? 'all' : count.toLocaleString('en'));

/** What became of images whose numbers are no bytes. */
export function scaledSentence(count: number, all: number, [black, white]: Range): string {
  return `${countText(count, all)} of floats, 32 bits or signs: ${numberText(black)} became black, ${numberText(white)} white`;
}

const numberText = (value: number) =>
  Number(value.toPrecision(6)).toLocaleString('en', { maximumSignificantDigits: 6 }).replace('-', '−');
