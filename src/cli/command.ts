// What a command is, and commander set up the way every command wants it.

import { Command, Option } from 'commander';
import type { Io } from './io.ts';
import { spokenHelp } from './language/help.ts';
import { languages, say, translate } from './language/say.ts';
import { colorDepth, painter } from './terminal/colors.ts';
import { paragraph } from './terminal/paragraph.ts';

/** One command of the command line. */
export interface CommandRecord {
  readonly name: string;
  /** One sentence for the list of commands. */
  readonly summary: string;
  /** Lines to type, shown in its help; the first also in the list of examples. */
  readonly examples: readonly string[];
  /** Sentences between its options and its examples. */
  readonly details?: readonly string[];
  /** Arguments as commander writes them: `<run>` needed, `[run]` not. */
  readonly arguments?: readonly (readonly [syntax: string, help: string])[];
  /** Adds its options. */
  readonly options?: (command: Command) => void;
  /** Does the work and returns the exit code. */
  readonly run: (invocation: Invocation) => Promise<number>;
}

/** A command as it was typed. */
export interface Invocation {
  readonly io: Io;
  readonly arguments: readonly string[];
  /** By camelCase name; only what was typed. */
  readonly options: Readonly<Record<string, unknown>>;
}

const HELP_COLUMNS = 100;

/** Heading of the options that every command has. */
export const HELP_GROUP = 'Help:';
/** Of the option that every command has; it is read before commander reads anything. */
export const LANGUAGE_HELP = `Language: ${languages.join(', ')}. (default: as the environment says)`;

/** Commander without its own exits and messages: what it has to say is thrown as CommanderError. */
export function quietCommand(name: string, io: Io): Command {
  const paint = painter(colorDepth({ isTerminal: io.stdout.isTerminal, env: io.env }));
  return new Command(name)
    .exitOverride()
    .addHelpOption(new Option('-h, --help', 'Show this help.').helpGroup(HELP_GROUP))
    .configureOutput({
      writeOut: (text) => io.stdout.print(text.replace(/\n$/, '').split('\n')),
      writeErr: () => {},
      outputError: () => {},
      getOutHelpWidth: () => Math.min(io.stdout.columns, HELP_COLUMNS),
    })
    .configureHelp({
      styleTitle: (title) => paint('bold', translate(title)),
      subcommandTerm,
      ...spokenHelp(),
    });
}

/** A command with its argument, for the list of commands. */
function subcommandTerm(command: Command): string {
  const [argument] = command.registeredArguments;
  if (argument === undefined) return command.name();
  return `${command.name()} ${argument.required ? `<${argument.name()}>` : `[${argument.name()}]`}`;
}

/** The record as a command of commander; `finish` gets its exit code. */
export function toCommander(record: CommandRecord, io: Io, finish: (code: number) => void): Command {
  const command = quietCommand(record.name, io).description(record.summary);
  for (const [syntax, help] of record.arguments ?? []) command.argument(syntax, help);
  record.options?.(command);
  if (record.details !== undefined) command.addHelpText('after', () => detailsText(record, io));
  command.addOption(new Option('--lang <name>', LANGUAGE_HELP).helpGroup(HELP_GROUP));
  command.addOption(new Option('--debug', 'Show where an error comes from.').helpGroup(HELP_GROUP));
  command.addHelpText(
    'after',
    `\n${say`Examples:`}\n${record.examples.map((line) => `  $ ${line}\n`).join('')}`,
  );
  command.action(async () => {
    const { debug: _, lang: __, ...options } = command.opts<Record<string, unknown>>();
    finish(await record.run({ io, arguments: command.args, options }));
  });
  return command;
}

function detailsText({ details = [] }: CommandRecord, io: Io): string {
  const columns = Math.min(io.stdout.columns, HELP_COLUMNS);
  return ['', ...details.flatMap((text) => paragraph(translate(text), columns))].join('\n');
}
