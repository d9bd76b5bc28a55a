// What was done to images on the way to samples, counted and said. Pure.

import type { Metadata } from 'sharp';
import type { Range } from './deep-pixels.ts';
import type { AlphaChoice, Extent, FitChoice } from './image-size.ts';

/** Of an image more than so many times as long as wide, most is cut away. */
const longSides = 4;

/** What an image file says of itself, as far as it decides what is done to it. */
export interface ImageFacts {
  /** In pixels, upright. */
  readonly sides: readonly [width: number, height: number];
  readonly hasAlpha: boolean;
  readonly isAnimated: boolean;
  readonly isTurned: boolean;
  readonly is16Bit: boolean;
  readonly isCmyk: boolean;
}

export function imageFacts(metadata: Metadata): ImageFacts {
  const { width, height, hasAlpha, pages = 1, orientation = 1, depth, space } = metadata;
  return {
    sides: orientation > 4 ? [height, width] : [width, height],
    hasAlpha,
    isAnimated: pages > 1,
    isTurned: orientation > 1,
    is16Bit: depth === 'ushort',
    isCmyk: space === 'cmyk',
  };
}

/** What images are brought to. */
export interface Target extends Extent {
  readonly fit: FitChoice;
  readonly alpha: AlphaChoice;
}

/** Something done to some images. */
interface Step {
  readonly isDone: (facts: ImageFacts, form: Target) => boolean;
  /** @param count  how many: "all", "1,204" */
  readonly sentence: (count: string, form: Target) => string;
}

const alphaSentence: Readonly<Record<AlphaChoice, (count: string) => string>> = {
  white: (count) => `${count} with an alpha channel: white was put behind what is transparent`,
  black: (count) => `${count} with an alpha channel: black was put behind what is transparent`,
  keep: (count) => `${count} with an alpha channel, which is learnt as a fourth channel`,
};

const paddedSentence: Readonly<Record<AlphaChoice, (count: string) => string>> = {
  white: (count) => `${count} of another shape: padded with white`,
  black: (count) => `${count} of another shape: padded with black`,
  keep: (count) => `${count} of another shape: padded with transparency`,
};

const shapeSentence: Readonly<Record<FitChoice, (count: string, form: Target) => string>> = {
  crop: (count, { width, height }) =>
    width === height
      ? `${count} not square: the middle square was taken`
      : `${count} of another shape: the middle was taken, as much as ${width}×${height} holds`,
  pad: (count, { alpha }) => paddedSentence[alpha](count),
  stretch: (count) => `${count} of another shape: stretched`,
};

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
    sentence: (count, { alpha }) => alphaSentence[alpha](count),
  },
  {
    isDone: ({ sides }, form) => stretchOf(sides, form) !== 1,
    sentence: (count, form) => shapeSentence[form.fit](count, form),
  },
  {
    isDone: ({ sides }, form) => form.fit === 'crop' && stretchOf(sides, form) > longSides,
    sentence: (count, form) =>
      form.width === form.height
        ? `${count} more than ${longSides} times as long as wide: most of each was cut away`
        : `${count} of a very different shape: most of each was cut away`,
  },
  {
    isDone: ({ sides }, form) => sizeOf(sides, form) === 'larger',
    sentence: (count, { width, height }) => `${count} made smaller, to ${width}×${height}`,
  },
  {
    isDone: ({ sides }, form) => sizeOf(sides, form) === 'smaller',
    sentence: (count, { width, height }) => `${count} enlarged, to ${width}×${height}`,
  },
];

/** Counts what is done to images. */
export interface Tally {
  add(facts: ImageFacts): void;
  /** A sentence for each thing that was done to any of the images. */
  sentences(): readonly string[];
}

/** How many times as long, in one direction, an image is as one of that form. */
function stretchOf([width, height]: ImageFacts['sides'], form: Extent): number {
  const stretch = (width * form.height) / (height * form.width);
  return Math.max(stretch, 1 / stretch);
}

/** How an image compares with what it becomes. */
function sizeOf([width, height]: ImageFacts['sides'], form: Target): 'larger' | 'smaller' | 'equal' {
  if (form.fit === 'pad') {
    if (width > form.width || height > form.height) return 'larger';
    return width < form.width && height < form.height ? 'smaller' : 'equal';
  }
  if (width < form.width || height < form.height) return 'smaller';
  return width > form.width && height > form.height ? 'larger' : 'equal';
}

export function createTally(form: Target): Tally {
  const counts = steps.map(() => 0);
  let all = 0;
  return {
    add(facts) {
      all += 1;
      for (const [index, { isDone }] of steps.entries()) if (isDone(facts, form)) counts[index]! += 1;
    },
    sentences: () =>
      steps.flatMap(({ sentence }, index) =>
        counts[index] === 0 ? [] : [sentence(countText(counts[index]!, all), form)],
      ),
  };
}

const countText = (count: number, all: number) => (count === all ? 'all' : count.toLocaleString('en'));

/** What became of images whose numbers are no bytes. */
export function scaledSentence(count: number, all: number, [black, white]: Range): string {
  return `${countText(count, all)} of floats, 32 bits or signs: ${numberText(black)} became black, ${numberText(white)} white`;
}

/** What became of the numbers of an array. */
export const rangeSentence = ([black, white]: Range): string =>
  `floats became bytes: ${numberText(black)} black, ${numberText(white)} white`;

const numberText = (value: number) =>
  Number(value.toPrecision(6)).toLocaleString('en', { maximumSignificantDigits: 6 }).replace('-', '−');
