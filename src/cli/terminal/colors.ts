// What a terminal can show, and text in its colours.

import { WriteStream } from 'node:tty';
import { ESCAPE } from './output.ts';

/** Bits of colour: none, 16 colours, 256 colours, 24-bit. */
export type ColorDepth = 1 | 4 | 8 | 24;

export type Environment = Readonly<Record<string, string | undefined>>;

/** What is known of where text goes. */
export interface OutputFacts {
  readonly isTerminal: boolean;
  readonly env: Environment;
}

/** Colours by COLORTERM and TERM; none without a terminal or with NO_COLOR (https://no-color.org). */
export function colorDepth({ isTerminal, env }: OutputFacts): ColorDepth {
  const { NO_COLOR, ...rest } = env;
  if (!isTerminal || NO_COLOR) return 1;
  return WriteStream.prototype.getColorDepth.call(undefined, rest) as ColorDepth;
}

/** Whether lines can be redrawn in place. */
export function canRedraw({ isTerminal, env }: OutputFacts): boolean {
  return isTerminal && env.TERM !== 'dumb' && !env.CI;
}

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

export type Style = keyof typeof codes;

/** Text in a style, plain where there are no colours. */
export type Paint = (style: Style, text: string) => string;

export function painter(depth: ColorDepth): Paint {
  if (depth === 1) return (_, text) => text;
  return (style, text) => `${ESCAPE}[${codes[style][0]}m${text}${ESCAPE}[${codes[style][1]}m`;
}

const escapeCodes = new RegExp(`${ESCAPE}\\[[0-9;?]*[A-Za-z]`, 'gu');

/** The text without escape codes. */
export function plainText(text: string): string {
  return text.replaceAll(escapeCodes, '');
}

/** Characters of East Asian scripts and pictures take two columns (Unicode Standard Annex 11). */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
/** Marks that lie on the character before them, and characters that only join others. */
const without = /\p{Mn}|\p{Me}|\u200b|\u200c|\u200d/u;
/** Text of which every character takes a column. */
const narrow = /^[\x20-\u02ff\u2010-\u2319\u2500-\u25fc\u2800-\u28ff]*$/;

/** Columns that the text takes; none for escape codes. */
export function widthOf(text: string): number {
  const shown = plainText(text);
  if (narrow.test(shown)) return shown.length;
  return [...shown].reduce((sum, letter) => sum + (without.test(letter) ? 0 : wide.test(letter) ? 2 : 1), 0);
}
