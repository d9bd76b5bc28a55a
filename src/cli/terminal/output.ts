// Where text meets the terminal. What files and people name may hold anything, a line of its own or an order to the
// terminal; only the escape codes of this program get through, and only the ends of its own lines.

import { commanding, escaped, printable } from '../../formats/printable.ts';

/** Where text goes. */
export interface Output {
  readonly isTerminal: boolean;
  /** Size of the terminal at this moment; without one, of a usual terminal. */
  readonly columns: number;
  readonly rows: number;
  /** Writes lines; what would end one within its text is shown instead. */
  print(lines: readonly string[]): void;
  /** Writes text that may end lines, for what draws in place. */
  write(text: string): void;
  /** Writes bytes that are no text. */
  writeBytes(bytes: Uint8Array): void;
  /** Calls back after the size has changed; returns how to stop that. */
  onResize(listener: () => void): () => void;
}

/** Two private characters, chosen by chance for this process, which so no name can hold on purpose. */
const secret = () => String.fromCodePoint(...[0, 0].map(() => 0xf0000 + Math.floor(Math.random() * 0xfffe)));

/** Begins our own escape codes, until they are written. */
export const ESCAPE = secret();
/** Our own way back to the beginning of a line, until it is written. */
export const RETURN = secret();

/** The characters that a terminal gets for a text of ours, whose lines may end in it. */
export function terminalText(text: string): string {
  return text
    .replaceAll(commanding, (character) => (character === '\n' ? character : escaped(character)))
    .replaceAll(ESCAPE, '\x1b')
    .replaceAll(RETURN, '\r');
}

/** Lines as text. */
export const textOfLines = (lines: readonly string[]): string =>
  lines.map((line) => `${printable(line)}\n`).join('');

/** A value as JSON over several lines. */
export const jsonLines = (value: unknown): readonly string[] => JSON.stringify(value, null, 2).split('\n');
