// What a page is made of.

import type { ComponentType } from 'preact';
import type { Quote } from '../parts/quotes.ts';
import type { PageName } from './names.ts';
import type { PageTexts } from './texts.ts';

/** A paper, by author and year, with its place on arXiv. */
export interface Source {
  readonly cite: string;
  readonly where: { readonly en: string; readonly zh: string };
  readonly href: string;
}

export interface LearnPage {
  readonly name: PageName;
  readonly texts: { readonly en: PageTexts; readonly zh: PageTexts };
  /** Its figure, whose code comes with it. */
  readonly figure: () => Promise<ComponentType>;
  readonly Equation: ComponentType;
  readonly quotes: readonly Quote[];
  readonly sources: readonly Source[];
}
