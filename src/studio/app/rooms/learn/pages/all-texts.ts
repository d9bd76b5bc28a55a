// The texts of all pages by name, apart from their figures.

import { clippingTexts } from './clipping-texts.ts';
import { fourChangesTexts } from './four-changes-texts.ts';
import { gameTexts } from './game-texts.ts';
import { lineCriticTexts } from './line-critic-texts.ts';
import { lossTexts } from './loss-texts.ts';
import type { PageName } from './names.ts';
import { penaltyTexts } from './penalty-texts.ts';
import type { PageTexts } from './texts.ts';
import { transportTexts } from './transport-texts.ts';
import { twoLinesTexts } from './two-lines-texts.ts';

export const pageTexts: Readonly<Record<PageName, { readonly en: PageTexts; readonly zh: PageTexts }>> = {
  game: gameTexts,
  'two-lines': twoLinesTexts,
  transport: transportTexts,
  'line-critic': lineCriticTexts,
  'four-changes': fourChangesTexts,
  clipping: clippingTexts,
  penalty: penaltyTexts,
  loss: lossTexts,
};
