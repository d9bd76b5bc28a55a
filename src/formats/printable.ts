// Text of others among ours: names of files, and what files hold, stay within their line and give no orders.

/** Characters that change what is read around them: controls, line separators, and those that turn the direction of
 *  text. */
export const commanding = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A character as JSON writes it, so that JSON stays the same JSON. */
export const escaped = (character: string): string =>
  short[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The text in one line, with what commands shown as `\n` or `\u001b`. */
export function printable(text: string): string {
  return text.replaceAll(commanding, escaped);
}

/** The text within a line of Markdown: nothing of it is markup. */
export function markdownText(text: string): string {
  return printable(text).replaceAll(/[\\`*_[\]<>&#|!~$]/g, (letter) => `\\${letter}`);
}

/** The text as a string of YAML, with its quotes. */
export function yamlText(text: string): string {
  return printable(JSON.stringify(text));
}
