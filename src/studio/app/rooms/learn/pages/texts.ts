// The words of a page; the same keys in both languages. Markup: see parts/markup.ts.

export interface PageTexts {
  /** A few words. */
  readonly title: string;
  /** What the page claims, in one sentence. */
  readonly claim: string;
  /** Paragraphs before the figure, parted by empty lines. */
  readonly story: string;
  /** What to try, one thing a line. */
  readonly tries: string;
  /** Paragraphs after the figure. */
  readonly after: string;
  /** The equation read aloud. */
  readonly equation: string;
}
