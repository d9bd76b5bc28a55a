// Text that takes as many columns as there is room for.

import { widthOf } from './colors.ts';

/** The text with spaces after it, so that it takes so many columns. */
export const padEnd = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - widthOf(text)));

/** The text with spaces before it. */
export const padStart = (text: string, columns: number): string =>
  ' '.repeat(Math.max(0, columns - widthOf(text))) + text;

/** Nothing may break a line before these, or after those. */
const closing = /^[，。、；：？！）》」』”’…％]/;
const opening = /[（《「『“‘]$/;

/** A piece of text that stays whole in a line, with the spaces before it. */
export function unbreakable(text: string): readonly string[] {
  return (text.match(/\s*\S+/g) ?? []).flatMap((word) => {
    const pieces: string[] = [];
    for (const letter of word) {
      const last = pieces.at(-1);
      const mayBreak = last !== undefined && last.trim() !== '' && isBreak(last, letter);
      if (last === undefined || mayBreak) pieces.push(letter);
      else pieces[pieces.length - 1] = last + letter;
    }
    return pieces;
  });
}

/** Lines may break beside every character of Chinese. */
function isBreak(before: string, letter: string): boolean {
  if (closing.test(letter) || opening.test(before)) return false;
  return ideograph.test(letter) || ideograph.test(before.at(-1)!);
}

const ideograph = /[\u2e80-\u303e\u3041-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]/;
