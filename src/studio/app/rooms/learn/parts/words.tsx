// Texts with coloured words. In a caption the coloured words show and hide what they name.

import type { Signal } from '@preact/signals';
import { type Meaning, type Piece, piecesOf } from './markup.ts';

/** What a figure hides; a figure that has no such layers gives none. */
export type Hidden = Signal<ReadonlySet<Meaning>>;

interface WordsProps {
  readonly text: string;
  readonly hidden?: Hidden | undefined;
}

export function Words({ text, hidden }: WordsProps) {
  return (
    <>
      {piecesOf(text).map((piece, index) => (
        <Word key={`${index} ${piece.text}`} {...{ piece, hidden }} />
      ))}
    </>
  );
}

function Word({
  piece: { kind, text },
  hidden,
}: {
  readonly piece: Piece;
  readonly hidden: Hidden | undefined;
}) {
  if (kind === 'plain') return text;
  if (kind === 'emphasis') return <em>{text}</em>;
  if (kind === 'code') return <code>{text}</code>;
  if (hidden === undefined) return <span class={`word-${kind}`}>{text}</span>;
  const isShown = !hidden.value.has(kind);
  const toggle = () => {
    const next = new Set(hidden.value);
    if (isShown) next.add(kind);
    else next.delete(kind);
    hidden.value = next;
  };
  return (
    <button type="button" class={`word-toggle word-${kind}`} aria-pressed={isShown} onClick={toggle}>
      {text}
    </button>
  );
}

/** Paragraphs, parted by empty lines. */
export function Paragraphs({ text }: { readonly text: string }) {
  return (
    <>
      {text.split('\n\n').map((paragraph) => (
        <p key={paragraph}>
          <Words text={paragraph} />
        </p>
      ))}
    </>
  );
}
