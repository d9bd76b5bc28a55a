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

/** What brings the Chinese of tables of messages that are there without it. */
const later = new Set<() => Promise<void>>();

/** Brings what is wanted of the messages of all code that has come; what cannot be fetched stays in English. */
export async function messagesIn(next: Language = language.value): Promise<void> {
  if (next === 'zh') await Promise.all([...later].map((bring) => bring()));
}

export async function chooseLanguage(next: Language): Promise<void> {
  await messagesIn(next);
  language.value = next;
  writeSetting('language', next);
}

/** A message: text, or text around values. */
type Message = string | ((...values: never[]) => unknown);

/** The same keys, with the same values to put in. */
type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : T[K] };

/** A table of messages in both languages; the compiler lists a translation that is missing. In the built page the Chinese
 *  is a function that fetches it (chinese-messages.ts).
 *  @returns what gives the messages in the language of the page: `t().title` */
export function defineMessages<const T extends Readonly<Record<string, Message>>>(
  en: T,
  zh: Translated<T> | (() => Promise<Translated<T>>),
): () => Translated<T> {
  const english = en as Translated<T>;
  const chinese = signal(typeof zh === 'function' ? english : zh);
  if (typeof zh === 'function') {
    const bring = async () => {
      try {
        chinese.value = await zh();
        later.delete(bring);
      } catch (error) {
        console.error(error);
      }
    };
    later.add(bring);
  }
  return () => (language.value === 'zh' ? chinese.value : english);
}
