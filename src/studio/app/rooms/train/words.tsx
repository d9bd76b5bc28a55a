// A sentence whose coloured words switch what they name.

import './words.css';
import { parseSentence } from './sentence.ts';

export interface WordLook {
  readonly color: `--${string}`;
  readonly isOn: boolean;
  /** Nothing to switch here: the words stay plain. */
  readonly isAbsent?: boolean;
}

interface WordsProps<T extends string> {
  /** With {name:words} for what can be switched. */
  readonly sentence: string;
  readonly looks: Readonly<Record<T, WordLook>>;
  readonly onToggle: (name: T) => void;
  readonly hint: string;
}

/** Punctuation stays on the line of the word before it. */
const joined = (text: string) => (/^[.,;:，。；：]/.test(text) ? `\u2060${text}` : text);

export function Words<T extends string>({ sentence, looks, onToggle, hint }: WordsProps<T>) {
  return (
    <p class="words">
      {parseSentence(sentence).map(({ name, text }) => {
        const look = looks[name as T] as WordLook | undefined;
        if (name === undefined || look === undefined || look.isAbsent) return joined(text);
        return (
          <button
            key={name}
            type="button"
            class="word"
            title={hint}
            aria-pressed={look.isOn}
            style={{ '--word': `var(${look.color})` }}
            onClick={() => onToggle(name as T)}
          >
            {text}
          </button>
        );
      })}
    </p>
  );
}
