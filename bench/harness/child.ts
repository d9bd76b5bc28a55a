// A peer's process, seen from the harness: JSON lines to its input and from its output.

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Work } from '../works.ts';
import type { Contestant, EngineOptions } from './engines.ts';

type Message = Readonly<Record<string, unknown>>;

/** A process that answers one line for each line. */
export interface Child {
  /** The next line. @throws Error with the end of its standard error if the process ends instead */
  next(): Promise<Message>;
  ask(message: Message): Promise<Message>;
  /** Lets it end, and waits for it. */
  end(): Promise<void>;
}

/** Starts the contestant's process on a work. @throws Error if this machine cannot run it */
export function startChild(
  { engine, variant, threads }: Contestant,
  work: Work,
  options: EngineOptions,
  more: readonly string[] = [],
): Child {
  const command = engine.command(options);
  if (typeof command === 'string') throw new Error(command);
  const [file, ...start] = command;
  const own = ['--work', JSON.stringify(work), '--threads', String(threads), '--variant', variant];
  return talkTo(spawn(file!, [...start, ...own, ...more]));
}

function talkTo(process: ChildProcessWithoutNullStreams): Child {
  const lines = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
  const exited = new Promise<void>((resolve) => process.on('close', () => resolve()));
  let errors = '';
  process.stderr.on('data', (text) => {
    errors = (errors + text).slice(-2000);
  });
  process.stdin.on('error', () => {}); // the process has ended: `next` says so
  const next = async (): Promise<Message> => {
    const { value, done } = await lines.next();
    if (done) {
      await exited;
      throw new Error(reasonOf(errors));
    }
    return value.startsWith('{') ? JSON.parse(value) : next(); // libraries print, too
  };
  return {
    next,
    ask(message) {
      process.stdin.write(`${JSON.stringify(message)}\n`);
      return next();
    },
    async end() {
      process.stdin.end('{}\n');
      await exited;
    },
  };
}

/** The first line that names an error, or the last line. */
function reasonOf(text: string): string {
  const lines = text.trim().split('\n');
  const line = lines.find((line) => /Error:/.test(line)) ?? lines.at(-1) ?? 'ended without a word';
  return line.trim().slice(0, 100);
}
