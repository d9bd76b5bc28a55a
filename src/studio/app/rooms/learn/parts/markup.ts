// The little markup of the texts: {real:blue words}, {fake:orange words}, {critic:red words}, *emphasis*, `code`.

export const meanings = ['real', 'fake', 'critic'] as const;
/** What has a colour of its own, in words, formulas and figures alike. */
export type Meaning = (typeof meanings)[number];

export interface Piece {
  readonly kind: 'plain' | 'emphasis' | 'code' | Meaning;
  readonly text: string;
}

const pattern = /\{(real|fake|critic):([^{}]+)\}|\*([^*]+)\*|`([^`]+)`/g;

/** The pieces of a text, in order. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) pieces.push({ kind: 'plain', text: text.slice(end, match.index) });
    const [whole, meaning, colored, emphasis, code] = match;
    if (colored !== undefined) pieces.push({ kind: meaning as Meaning, text: colored });
    else if (emphasis !== undefined) pieces.push({ kind: 'emphasis', text: emphasis });
    else pieces.push({ kind: 'code', text: code! });
    end = match.index + whole.length;
  }
  if (end < text.length) pieces.push({ kind: 'plain', text: text.slice(end) });
  return pieces;
}
