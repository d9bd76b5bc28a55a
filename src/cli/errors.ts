// Errors as people meet them: one line, what to do about it, an exit code. Exit codes live in the command line only.

import { CommanderError } from 'commander';
import { ConfigError, WganError } from '../base/errors.ts';
import { printable } from '../formats/printable.ts';
import { exitCodes, type Io } from './io.ts';
import { labelled, say, translate } from './language/say.ts';
import { colorDepth, painter } from './terminal/colors.ts';

/** Wrong use of the command line itself. */
export class UsageError extends WganError {}

/** Tells an error on stderr and returns the exit code. */
export function reportError(error: unknown, io: Io, { isDebug }: { readonly isDebug: boolean }): number {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
  const { message, help, code } = storyOf(error);
  const paint = painter(colorDepth({ isTerminal: io.stderr.isTerminal, env: io.env }));
  const label = say`help:`;
  io.stderr.print([
    `${paint('red', 'wgan:')} ${translate(message)}`,
    ...(help === undefined ? [] : [labelled(label, translate(help), paint('cyan', label))]),
    ...(isDebug ? stackLines(error) : []),
  ]);
  return code;
}

interface Story {
  readonly message: string;
  readonly help: string | undefined;
  readonly code: number;
}

function storyOf(error: unknown): Story {
  if (error instanceof WganError) {
    const isUsage = error instanceof ConfigError || error instanceof UsageError;
    const help = error.help ?? memoryHelp(error.message);
    return { message: error.message, help, code: isUsage ? exitCodes.usage : exitCodes.failed };
  }
  const message = error instanceof Error ? error.message : String(error);
  const help = memoryHelp(message);
  if (help !== undefined) return { message, help, code: exitCodes.failed };
  if (isSystemError(error)) return { message, help: undefined, code: exitCodes.failed };
  return {
    message: `unexpected ${error instanceof Error ? error.name : 'error'}: ${message}`,
    help: 'this is a bug in wgan: please report it with what --debug shows',
    code: exitCodes.failed,
  };
}

/** V8 reserves 10 GB of addresses for each memory of WebAssembly, unless it is told not to. */
function memoryHelp(message: string): string | undefined {
  if (!/\bWebAssembly\b.*\bmemory\b/i.test(message)) return undefined;
  return say`allow this process more addresses (ulimit -v), or set NODE_OPTIONS=--disable-wasm-trap-handler`;
}

/** What the operating system refused: not our bug. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

/** Where an error comes from; its message, which may hold anything, in one line. */
function stackLines(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [String(error)];
  const { message, stack = message, cause } = error;
  const [first = '', ...rest] = cause === undefined ? [] : stackLines(cause);
  const lines = stack.replace(message, () => printable(message)).split('\n');
  return [...lines, ...(cause === undefined ? [] : [`caused by ${first}`]), ...rest];
}
