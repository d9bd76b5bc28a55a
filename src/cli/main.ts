// The command line: commands, help, errors, exit codes.

import { type Command, CommanderError, Option } from 'commander';
import { HELP_GROUP, LANGUAGE_HELP, quietCommand, toCommander } from './command.ts';
import { commands } from './commands/registry.ts';
import { reportError } from './errors.ts';
import { exitCodes, type Io, processIo } from './io.ts';
import { languageOf, refuseLanguage } from './language/language.ts';
import { say, speak } from './language/say.ts';
import { usageError } from './usage-errors.ts';
import { versionText } from './versions.ts';

/** Runs the command line in this process. */
export async function run(): Promise<void> {
  const args = process.argv.slice(2);
  const io = processIo();
  process.on('uncaughtException', (error) => process.exit(report(error, args, io)));
  const code = await main(args, io);
  process.exitCode = code || process.exitCode; // lost output is a failure, too
}

/** Runs a command and returns the exit code: 0 done, 1 failed, 2 bad usage, 128 + signal interrupted after saving. */
export async function main(typed: readonly string[], process: Io): Promise<number> {
  const { args, io } = withoutColor(typed, process);
  let code: number = exitCodes.done;
  try {
    await speak(languageOf(args, io.env));
    refuseLanguage(args);
    const program = createProgram(io, (result) => {
      code = result;
    });
    if (args.length === 0) program.outputHelp();
    else await parse(program, args);
    return code;
  } catch (error) {
    return report(error, args, io);
  }
}

async function parse(program: Command, args: readonly string[]): Promise<void> {
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    throw error instanceof CommanderError && error.exitCode !== 0
      ? await usageError(error, program, args)
      : error;
  }
}

const NO_COLOR = '--no-color';

/** The convention of other programs: --no-color, wherever it stands, is as NO_COLOR in the environment. */
function withoutColor(typed: readonly string[], io: Io) {
  const end = typed.indexOf('--');
  const args = typed.filter((arg, index) => arg !== NO_COLOR || (end >= 0 && index > end));
  return args.length === typed.length
    ? { args, io }
    : { args, io: { ...io, env: { ...io.env, NO_COLOR: '1' } } };
}

const report = (error: unknown, args: readonly string[], io: Io): number =>
  reportError(error, io, { isDebug: args.includes('--debug') });

function createProgram(io: Io, finish: (code: number) => void): Command {
  const program = quietCommand('wgan', io)
    .description('Trains Wasserstein GANs on this computer, and works with what they learnt.')
    .usage('<command> [options]')
    .version(versionText(), '-v, --version', 'Show the versions of wgan, ONNX Runtime and Node.')
    .helpCommand('help [command]', 'Show the help of a command.')
    .addOption(new Option('--lang <name>', LANGUAGE_HELP))
    .addOption(new Option(NO_COLOR, 'Print without colours, as with NO_COLOR.'))
    .addOption(new Option('--debug', 'Show where an error comes from.'))
    .addHelpText(
      'after',
      `\n${say`Examples:`}\n${commands.map(({ examples }) => `  $ ${examples[0]}\n`).join('')}`,
    );
  for (const option of program.options) option.helpGroup(HELP_GROUP);
  for (const record of commands) program.addCommand(toCommander(record, io, finish));
  return program;
}
