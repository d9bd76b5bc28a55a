// What a warning means, by the name of its monitor, where the page does not speak the language of the run's files.

import { type MonitorWords, monitorWords } from '../../../words/monitors.ts';
import { language } from '../../i18n/language.ts';

/** The meaning in the language of the page; undefined where the file's own words will do, or are all there is. */
export function monitorText(name: string): MonitorWords | undefined {
  return language.value === 'zh' && Object.hasOwn(monitorWords, name) ? monitorWords[name] : undefined;
}
