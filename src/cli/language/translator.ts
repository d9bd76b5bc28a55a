// Finds the translation of a text: by its key, or by the template from which it was made.

/** Translations by English text. `{1}`, `{2}`… stand for values. `{1!}` in a translation: the value is a word, or a
 *  list of words, that has a translation itself. */
export type Table = Readonly<Record<string, string>>;

export interface Translator {
  /** The translation of a template with its values. */
  say(parts: readonly string[], values: readonly string[]): string;
  /** The translation of a finished text: by sentences, as a whole, or of what follows "where: ". A text that is not
   *  known stays as it is. */
  translate(text: string): string;
}

/** An entry with values, as a pattern of finished texts. */
interface Template {
  readonly pattern: RegExp;
  /** Its longest stretch without values: what does not hold this does not fit. */
  readonly anchor: string;
  /** Letters besides values: of several templates that fit, the one with most is meant. */
  readonly letters: number;
  /** The numbers of the values in each group of the pattern; values that touch share one. */
  readonly groups: readonly (readonly number[])[];
  readonly translation: string;
}

/** A value is known as text by so many letters at least: names that people gave must stay. */
const LEAST_LETTERS = 6;

interface Demand {
  readonly least?: number;
  /** No value may go on into another sentence. */
  readonly isSentence?: boolean;
}

export function createTranslator(table: Table): Translator {
  const entries = new Map(Object.entries(table));
  let made: readonly Template[] | undefined;
  const templates = () => {
    made ??= [...entries].filter(([key]) => /\{\d+\}/.test(key)).map(templateOf);
    return made;
  };

  const known = (text: string, demand: Demand = {}): string | undefined =>
    entries.get(text) ?? sentences(text) ?? byTemplate(text, demand) ?? placed(text, demand);

  /** By the template that says most. */
  function byTemplate(text: string, { least = 1, isSentence = false }: Demand): string | undefined {
    const found = templates()
      .filter(({ letters, anchor }) => letters >= least && text.includes(anchor))
      .flatMap((template) => {
        const values = template.pattern.exec(text)?.slice(1);
        if (values === undefined || (isSentence && values.some((value) => /\. [A-Z]/.test(value)))) return [];
        return [{ template, values }];
      })
      .reduce<{ template: Template; values: readonly string[] } | undefined>(
        (best, each) => (best && best.template.letters >= each.template.letters ? best : each),
        undefined,
      );
    if (found === undefined) return undefined;
    const { groups, translation } = found.template;
    const values = new Map(
      groups.flatMap((numbers, group) =>
        numbers.map((number, index) => [number, index === 0 ? found.values[group]! : ''] as const),
      ),
    );
    return filled(translation, (number, isWord) => {
      const value = values.get(number) ?? '';
      return isWord ? wordsOf(value) : textOf(value);
    });
  }

  /** Sentence by sentence, where all are known; an entry may be several sentences. */
  function sentences(text: string): string | undefined {
    const parts = text.split(/(?<=\.) (?=[A-Z])/);
    if (parts.length < 2) return undefined;
    let told = '';
    for (let from = 0; from < parts.length; ) {
      const ends = Array.from({ length: parts.length - from }, (_, index) => parts.length - index);
      const end = ends.find((to) => to - from < parts.length && sentence(parts.slice(from, to).join(' ')));
      if (end === undefined) return undefined;
      told += sentence(parts.slice(from, end).join(' '));
      from = end;
    }
    return told;
  }

  /** With or without its full stop. */
  function sentence(text: string): string | undefined {
    const one = (part: string) => entries.get(part) ?? byTemplate(part, { isSentence: true });
    const bare = text.endsWith('.') ? one(text.slice(0, -1)) : undefined;
    return one(text) ?? (bare && `${bare}。`);
  }

  /** "where: rule". */
  function placed(text: string, demand: Demand): string | undefined {
    for (const { index } of text.matchAll(/: /g)) {
      const rest = known(text.slice(index + 2), demand);
      if (rest !== undefined) return `${text.slice(0, index)}：${rest}`;
    }
    return undefined;
  }

  /** A value that is text itself is translated: several words, and nothing in quotes. */
  function textOf(value: string): string {
    if (!/[A-Za-z] |[ ,][A-Za-z]/.test(value) || /^".*"$/.test(value)) return value;
    return known(value, { least: LEAST_LETTERS }) ?? joined(value) ?? value;
  }

  /** Two texts, one after the other. */
  function joined(value: string): string | undefined {
    for (const { index } of value.matchAll(/[,;]? /g)) {
      const left = index === 0 ? undefined : known(value.slice(0, index), { least: LEAST_LETTERS });
      const right = left && known(value.slice(index), { least: LEAST_LETTERS });
      if (right) return left + right;
    }
    return undefined;
  }

  /** A word, or words with commas and "and" between them. */
  function wordsOf(value: string): string {
    const words = value.split(/, | and /).map((word) => entries.get(word));
    return words.includes(undefined) ? (known(value) ?? value) : words.join('、');
  }

  return {
    say(parts, values) {
      const key = parts.reduce((text, part, index) => `${text}{${index}}${part}`);
      return filled(entries.get(key) ?? key, (number) => values[number - 1]!);
    },
    translate: (text) => known(text) ?? text,
  };
}

/** The text with its values put in. */
function filled(text: string, textAt: (number: number, isWord: boolean) => string): string {
  return text.replace(/\{(\d+)(!?)\}/g, (_, number, mark) => textAt(Number(number), mark === '!'));
}

function templateOf([key, translation]: readonly [string, string]): Template {
  const parts = key.split(/((?:\{\d+\})+)/);
  const texts = parts.filter((_, index) => index % 2 === 0);
  const pattern = texts.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.*?)');
  return {
    pattern: new RegExp(`^${pattern}$`, 's'),
    anchor: texts.reduce((longest, text) => (text.length > longest.length ? text : longest)),
    letters: texts.join('').match(/\p{L}/gu)?.length ?? 0,
    groups: parts
      .filter((_, index) => index % 2 === 1)
      .map((holes) => Array.from(holes.matchAll(/\d+/g), ([number]) => Number(number))),
    translation,
  };
}
