// Commands as people copy them: words of a command line, quoted where a shell would take them for something else.

/** Letters, digits and marks that no shell reads as its own. */
const plain = /^[\p{L}\p{N}\p{M}_@%+:,./=-]+$/u;

/** What quotation marks, the same ones in sh, PowerShell and cmd, do not protect. */
const special = /["$`!]|\\(?=\\|$)/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: a name may hold them, and a copied command must still name it
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** A word of a command line, as it is typed: plain, "in quotes", or as sh alone reads it: 'in "quotes"', $'with\n'. */
export function shellWord(text: string): string {
  if (plain.test(text)) return text;
  if (control.test(text)) return `$'${[...text].map(escaped).join('')}'`;
  return special.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : `"${text}"`;
}

/** A path as a word; one that begins with a dash is no option. */
export const shellPath = (path: string): string => shellWord(path.startsWith('-') ? `./${path}` : path);

/** Words of a command, as they are typed. */
export const shellLine = (words: readonly string[]): string => words.map(shellWord).join(' ');

function escaped(letter: string): string {
  if (letter === "'" || letter === '\\') return `\\${letter}`;
  if (!control.test(letter)) return letter;
  return [...new TextEncoder().encode(letter)]
    .map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`)
    .join('');
}
