// A process for tests: what was written, a clock and timers that the test moves, signals that it sends.

import type { Io, StopSignal } from '../../src/cli/io.ts';
import type { Environment } from '../../src/cli/terminal/colors.ts';
import { type Output, terminalText, textOfLines } from '../../src/cli/terminal/output.ts';

export interface FakeOutput extends Output {
  text(): string;
  /** What was written besides text. */
  bytes(): Uint8Array;
  resize(columns: number, rows: number): void;
}

export interface FakeIo extends Io {
  readonly stdout: FakeOutput;
  readonly stderr: FakeOutput;
  /** Lets time pass and its timers call back. */
  advance(milliseconds: number): void;
  send(signal: StopSignal): void;
  /** Codes of exits at once. */
  readonly exits: readonly number[];
  /** Listeners and timers that nobody has stopped. */
  readonly pending: () => number;
}

export interface FakeIoOptions {
  readonly isTerminal?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Environment;
}

export function fakeOutput({ isTerminal = false, columns = 80, rows = 24 }: FakeIoOptions = {}): FakeOutput {
  let written = '';
  const chunks: Uint8Array[] = [];
  let size = { columns, rows };
  const listeners = new Set<() => void>();
  const write = (text: string) => {
    written += terminalText(text);
  };
  return {
    isTerminal,
    get columns() {
      return size.columns;
    },
    get rows() {
      return size.rows;
    },
    writeBytes: (bytes) => chunks.push(bytes),
    bytes: () => Buffer.concat(chunks),
    print: (lines) => write(textOfLines(lines)),
    write,
    onResize(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    text: () => written,
    resize(nextColumns, nextRows) {
      size = { columns: nextColumns, rows: nextRows };
      for (const listener of listeners) listener();
    },
  };
}

export function fakeIo(options: FakeIoOptions = {}): FakeIo {
  let time = 0;
  const exits: number[] = [];
  const timers = new Set<{ readonly every: number; next: number; readonly listener: () => void }>();
  const listeners = new Set<(signal: StopSignal) => void>();
  return {
    stdout: fakeOutput(options),
    stderr: fakeOutput(options),
    env: { TERM: 'xterm', ...options.env },
    now: () => time,
    onSignal(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onContinue: () => () => {},
    every(milliseconds, listener) {
      const timer = { every: milliseconds, next: time + milliseconds, listener };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    exit(code) {
      exits.push(code);
      return undefined as never;
    },
    advance(milliseconds) {
      const end = time + milliseconds;
      for (;;) {
        const [first] = [...timers].toSorted((a, b) => a.next - b.next);
        if (first === undefined || first.next > end) break;
        time = first.next;
        first.next += first.every;
        first.listener();
      }
      time = end;
    },
    send: (signal) => listeners.forEach((listener) => void listener(signal)),
    exits,
    pending: () => timers.size + listeners.size,
  };
}
