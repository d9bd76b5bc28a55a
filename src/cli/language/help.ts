// The help of commands in the reader's language.

import { Help, type HelpConfiguration } from 'commander';
import { widthOf } from '../terminal/colors.ts';
import { paragraph } from '../terminal/paragraph.ts';
import { say, spokenLanguage, translate } from './say.ts';

/** What commander is told about help; in English its own ways stay. */
export function spokenHelp(): HelpConfiguration {
  if (spokenLanguage() === 'en') return {};
  const help = new Help();
  return {
    commandUsage: (command) =>
      help.commandUsage(command).replace('[options]', say`[options]`).replace('<command>', say`<command>`),
    commandDescription: (command) => translate(help.commandDescription(command)),
    subcommandDescription: (command) => translate(help.subcommandDescription(command)),
    argumentDescription: (argument) => translate(help.argumentDescription(argument)),
    optionDescription: (option) => translate(help.optionDescription(option)),
    displayWidth: widthOf,
    boxWrap: (text, columns) =>
      text
        .split('\n')
        .flatMap((line) => paragraph(line, columns))
        .join('\n'),
  };
}
