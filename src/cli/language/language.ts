// Which language the reader wants: as asked for by --lang, else as the environment says.

import { UsageError } from '../errors.ts';
import type { Environment } from '../terminal/colors.ts';
import { type Language, languages } from './say.ts';

/** The language of a command line. */
export function languageOf(args: readonly string[], env: Environment): Language {
  const typed = typedLanguage(args);
  return (typed === undefined ? undefined : known(typed)) ?? environmentLanguage(env);
}

/** @throws UsageError for a language that --lang names and that is not there */
export function refuseLanguage(args: readonly string[]): void {
  const typed = typedLanguage(args);
  if (typed === undefined || known(typed) !== undefined) return;
  throw new UsageError(`lang: expected one of ${languages.join(', ')}, got "${typed}"`);
}

/** What follows the last --lang. */
function typedLanguage(args: readonly string[]): string | undefined {
  const end = args.indexOf('--');
  const options = end < 0 ? args : args.slice(0, end);
  const place = options.findLastIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  if (place < 0) return undefined;
  return options[place] === '--lang' ? options[place + 1] : options[place]!.slice('--lang='.length);
}

/** The language of messages as POSIX and gettext say: the first of LC_ALL, LC_MESSAGES and LANG that is set is the
 *  locale; unless that is C's, LANGUAGE may list what the reader likes better. English where nothing is said, and
 *  where the locale's characters are not those of Unicode, in which we write. */
function environmentLanguage(env: Environment): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || 'C';
  if (/^(C|POSIX)(\.|$)/.test(locale) || !isUnicode(locale)) return 'en';
  const wanted = [...(env.LANGUAGE ?? '').split(':'), locale].map(known);
  return wanted.find((language) => language !== undefined) ?? 'en';
}

/** "zh_CN.UTF-8", "zh-Hans" and "zh" are Chinese. */
function known(locale: string): Language | undefined {
  const name = /^[a-z]+/i.exec(locale)?.[0].toLowerCase();
  return languages.find((language) => language === name);
}

function isUnicode(locale: string): boolean {
  const charset = /\.([^@]*)/.exec(locale)?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset);
}
