// The options of a configuration in words, as their parts describe them.

import type { Bilingual } from '../../../base/options.ts';
import { fieldOfKey } from '../../../train/form.ts';
import { language } from '../i18n/language.ts';

/** The name of a field, and what it does in one sentence. */
export interface FieldText {
  readonly label: string;
  readonly explanation: string;
}

/** A text in the language of the page. */
export const inLanguage = ([english, chinese]: Bilingual): string =>
  language.value === 'zh' ? chinese : english;

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
