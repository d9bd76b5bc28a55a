// Texts in the reader's language. The English text is the key: whoever writes one writes English, and the tables in
// `chinese/` hold its translation. As with `setlocale`, a process speaks one language.

import type { Translator } from './translator.ts';

export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

let spoken: Language = 'en';
let translator: Translator | undefined;

/** Lets this process speak a language; what one that is not English needs is loaded now. */
export async function speak(language: Language): Promise<void> {
  spoken = language;
  translator = language === 'en' ? undefined : await chineseTranslator();
}

async function chineseTranslator(): Promise<Translator> {
  const [{ createTranslator }, { chinese }] = await Promise.all([
    import('./translator.ts'),
    import('./chinese/table.ts'),
  ]);
  return createTranslator(chinese);
}

/** The language that this process speaks. */
export const spokenLanguage = (): Language => spoken;

/** A text of the command line: say`wrote ${path}`. Values stay as they are; those that are texts are said first. */
export function say(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  if (translator !== undefined) return translator.say(parts, values.map(String));
  return parts.reduce((text, part, index) => `${text}${values[index - 1]}${part}`);
}

/** "one file", "3 files"; in languages without a plural, the translation of "{1} files".
 *  @param shown  the count as people read it */
export function sayPlural(shown: string, noun: string): string {
  if (translator !== undefined) return translator.say(['', ` ${noun}s`], [shown]);
  return shown === '1' ? `one ${noun}` : `${shown} ${noun}s`;
}

/** Names with commas between them. */
export const enumerated = (names: readonly string[]): string => names.join(spoken === 'en' ? ', ' : '、');

/** A text behind its label: "note: …"; a wide colon brings its own space. */
export const labelled = (label: string, text: string, painted = label): string =>
  label.endsWith(':') ? `${painted} ${text}` : `${painted}${text}`;

/** A text that another floor wrote, in the reader's language; as it is where no table knows it. */
export const translate = (text: string): string => translator?.translate(text) ?? text;
