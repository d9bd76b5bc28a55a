// Sentences with words that can be switched: `The {critic:critic’s score} of a place`.

interface Piece {
  readonly name?: string;
  readonly text: string;
}

/** The pieces of a sentence, in order. */
export function parseSentence(sentence: string): readonly Piece[] {
  return sentence.split(/(\{\w+:[^}]*\})/).flatMap((part): readonly Piece[] => {
    const match = /^\{(\w+):([^}]*)\}$/.exec(part);
    if (match !== null) return [{ name: match[1]!, text: match[2]! }];
    return part === '' ? [] : [{ text: part }];
  });
}
