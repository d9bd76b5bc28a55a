// The pages, in the order of the story.

import { clippingPage } from './clipping.tsx';
import { fourChangesPage } from './four-changes.tsx';
import { gamePage } from './game.tsx';
import { lineCriticPage } from './line-critic.tsx';
import { lossPage } from './loss.tsx';
import type { LearnPage } from './page.ts';
import { penaltyPage } from './penalty.tsx';
import { transportPage } from './transport.tsx';
import { twoLinesPage } from './two-lines.tsx';

export const pages: readonly LearnPage[] = [
  gamePage,
  twoLinesPage,
  transportPage,
  lineCriticPage,
  fourChangesPage,
  clippingPage,
  penaltyPage,
  lossPage,
];
