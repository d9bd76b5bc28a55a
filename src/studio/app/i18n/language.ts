// The language of the page: English or Chinese. Every room keeps its own table of messages beside its code.

import { effect, signal } from '@preact/signals';
import { readSetting, writeSetting } from '../shell/settings.ts';

export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

export const language = signal<Language>(
  readSetting('language', languages) ?? (navigator.language.startsWith('zh') ? 'zh' : 'en'),
);

effect(() => {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
});

export function chooseLanguage(next: Language): void {
  language.value = next;
  writeSetting('language', next);
}

/** A message: text, or text around values. */
type Message = string | ((...values: never[]) => unknown);

/** The same keys, with the same values to put in. */
type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : T[K] };

/** A table of messages in both languages; the compiler lists a translation that is missing.
 *  @returns what gives the messages in the language of the page: `t().title` */
export function defineMessages<const T extends Readonly<Record<string, Message>>>(
  en: T,
  zh: Translated<T>,
): () => Translated<T> {
  const tables: { readonly [L in Language]: Translated<T> } = { en: en as Translated<T>, zh };
  return () => tables[language.value];
}
