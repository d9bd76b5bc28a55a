// HTML in which every value is inert text, unless it is HTML itself.

import { commanding } from './printable.ts';

/** A piece of HTML. */
export interface Html {
  readonly html: string;
}

type Value = string | number | Html | readonly Html[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const textOf = (value: string): string =>
  value.replaceAll(commanding, '\ufffd').replaceAll(/[&<>"']/g, (letter) => escapes[letter]!);

function render(value: Value): string {
  if (typeof value === 'string') return textOf(value);
  if (typeof value === 'number') return textOf(String(value));
  return 'html' in value ? value.html : value.map(({ html: part }) => part).join('');
}

/** A template whose values are text, good between tags and between the quotes of attributes. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: parts.reduce((sum, part, index) => sum + render(values[index - 1]!) + part) };
}

/** Nothing. */
export const nothing: Html = { html: '' };
