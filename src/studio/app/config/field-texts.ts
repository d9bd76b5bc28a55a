// The options of a configuration in words, as their parts describe them.

import { signal } from '@preact/signals';
import type { Bilingual } from '../../../base/options.ts';
import { fieldOfKey } from '../../../train/form.ts';
import { language } from '../i18n/language.ts';

/** The name of a field, and what it does in one sentence. */
export interface FieldText {
  readonly label: string;
  readonly explanation: string;
}

/** In the built page, Chinese texts are numbers of this list (chinese-texts.ts), which comes when the first is wanted. */
const chineseTexts = signal<readonly string[]>();
let isComing = false;

async function loadChinese(): Promise<void> {
  if (isComing) return;
  isComing = true;
  const name = '__CHINESE_TEXTS__';
  const answer = await fetch(new URL(name, import.meta.url));
  chineseTexts.value = (await answer.json()) as readonly string[];
}

/** A text in the language of the page; in English until the Chinese has come. */
export function inLanguage([english, chinese]: Bilingual): string {
  if (language.value !== 'zh') return english;
  if (!chinese.includes('\ue000')) return chinese;
  loadChinese().catch(console.error);
  const texts = chineseTexts.value;
  return texts ? chinese.replace(/\ue000(\d+)\ue001/g, (_, place) => texts[Number(place)]!) : english;
}

/** The texts of a key; its name where no part has it. */
export function fieldText(key: string): FieldText {
  const { label, help } = fieldOfKey(key) ?? { label: [key, key] as const, help: ['', ''] as const };
  return { label: inLanguage(label), explanation: inLanguage(help) };
}

/** A value of a configuration as people write it. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.join(', ');
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number' && value !== 0 && Math.abs(value) < 1e-3) return value.toExponential();
  return String(value);
}
