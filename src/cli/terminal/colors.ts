// What a terminal can show, and text in its colours.

import { WriteStream } from 'node:tty';

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
  return (style, text) => `\x1b[${codes[style][0]}m${text}\x1b[${codes[style][1]}m`;
}

/** The text without escape codes. */
export function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes begin with one
  return text.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '');
}

/** Columns that the text takes: one for each character, none for escape codes. */
export function widthOf(text: string): number {
  return [...plainText(text)].length;
}
