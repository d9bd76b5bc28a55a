// Finds the translation of a text: by its key, or by the template from which it was made.

/** Translations by English text. `{1}`, `{2}`… stand for values. `{1!}` in a translation: the value is a word, or a
 *  list of words, that has a translation itself. */
export type Table = Readonly<Record<string, string>>;

/** Tables of a language: of the texts that are marked by `say`, and of those that are found by what they look like. */
export interface Tables {
  readonly said: readonly Table[];
  readonly found: readonly Table[];
}

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
  /** Letters besides values. */
  readonly letters: number;
  /** The numbers of the values in each group of the pattern; values that touch share one. */
  readonly groups: readonly (readonly number[])[];
  readonly translation: string;
}

/** A value is known as text by so many letters at least: names that people gave must stay. */
const LEAST_LETTERS = 5;
/** A whole text by so many: "…, got …". */
const FEW_LETTERS = 3;

export function createTranslator({ said, found: others }: Tables): Translator {
  const entries = new Map([...said, ...others].flatMap(Object.entries<string>));
  let made: readonly Template[] | undefined;
  const templates = () => {
    made ??= others
      .flatMap(Object.entries<string>)
      .filter(([key]) => /\{\d+\}/.test(key))
      .map(templateOf);
    return made;
  };

  /** Of all ways to translate a text, the one that leaves least of it as it was. */
  function known(text: string, least = LEAST_LETTERS): string | undefined {
    const exact = entries.get(text);
    if (exact !== undefined) return exact;
    const ways = [sentences(text), coded(text), ...placed(text), ...byTemplates(text, least)];
    return fewest(ways);
  }

  /** By every template that fits, those that say most first. */
  function byTemplates(text: string, least: number): readonly string[] {
    return templates()
      .filter((template) => template.letters >= least && text.includes(template.anchor))
      .toSorted((a, b) => b.letters - a.letters)
      .flatMap(({ pattern, groups, translation }) => {
        const found = pattern.exec(text)?.slice(1);
        return found === undefined ? [] : [inPlaces(translation, groups, found)];
      });
  }

  function inPlaces(translation: string, groups: Template['groups'], found: readonly string[]): string {
    const values = new Map(
      groups.flatMap((numbers, group) =>
        numbers.map((number, index) => [number, index === 0 ? found[group]! : ''] as const),
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
    const one = (part: string) =>
      entries.get(part) ?? byTemplates(part, LEAST_LETTERS).find((way) => !/\. [A-Z]/.test(way));
    const bare = text.endsWith('.') ? one(text.slice(0, -1)) : undefined;
    return one(text) ?? (bare && `${bare}。`);
  }

  /** "where: rule". */
  function placed(text: string): readonly string[] {
    return Array.from(text.matchAll(/: /g)).flatMap(({ index }) => {
      const [where, rule] = [text.slice(0, index), text.slice(index + 2)];
      const told = known(rule);
      const place = textOf(where);
      return told === undefined && place === where ? [] : [`${place}：${told ?? rule}`];
    });
  }

  /** "reason (CODE)". */
  function coded(text: string): string | undefined {
    const [, reason, code] = /^(.+) \(([A-Z\d_]+)\)$/s.exec(text) ?? [];
    const told = reason && known(reason);
    return told && `${told}（${code}）`;
  }

  /** "name (reason), name (reason)". */
  function reasoned(value: string): string | undefined {
    const told = value.replace(/ \(((?:[^()]|\([^()]*\))*)\)/g, (all, reason) => {
      const text = known(reason);
      return text === undefined ? all : `（${text}）`;
    });
    return told === value ? undefined : told;
  }

  /** A value that is text itself is translated: several words, and nothing in quotes. */
  function textOf(value: string): string {
    if (!/[A-Za-z] |[ ,][A-Za-z]/.test(value) || /^".*"$/.test(value)) return value;
    return fewest([known(value), joined(value), reasoned(value)]) ?? value;
  }

  /** Two texts, one after the other. */
  function joined(value: string): string | undefined {
    for (const { index } of value.matchAll(/[,;]? /g)) {
      const [left, right] = [value.slice(0, index), known(value.slice(index))];
      if (index > 0 && right !== undefined) return (known(left) ?? left) + right;
    }
    return undefined;
  }

  /** A word, or words with commas and "and" between them. */
  function wordsOf(value: string): string {
    const words = value.split(/, | and /).map(counted);
    return words.includes(undefined) ? (known(value) ?? value) : words.join('、');
  }

  /** A word, with its number behind it where it has one: "test (100)". */
  function counted(word: string): string | undefined {
    const [, name = '', count] = /^(.+?)(?: \(([\d,]+)\))?$/s.exec(word) ?? [];
    const told = entries.get(name);
    return told && (count === undefined ? told : `${told}（${count}）`);
  }

  return {
    say(parts, values) {
      const key = parts.reduce((text, part, index) => `${text}{${index}}${part}`);
      return filled(entries.get(key) ?? key, (number) => values[number - 1]!);
    },
    translate: (text) => known(text, FEW_LETTERS) ?? text,
  };
}

/** The translation that leaves fewest letters of the original. */
function fewest(ways: readonly (string | undefined)[]): string | undefined {
  return ways
    .filter((way) => way !== undefined)
    .reduce<string | undefined>(
      (best, way) => (best !== undefined && letters(best) <= letters(way) ? best : way),
      undefined,
    );
}

/** Letters of the Latin alphabet. */
const letters = (text: string): number => text.match(/[A-Za-z]/g)?.length ?? 0;

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
    letters: letters(texts.join('')),
    groups: parts
      .filter((_, index) => index % 2 === 1)
      .map((holes) => Array.from(holes.matchAll(/\d+/g), ([number]) => Number(number))),
    translation,
  };
}
