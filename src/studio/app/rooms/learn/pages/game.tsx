// Page 1.

import { Game } from '../figures/game.tsx';
import { call, Formula, gap, mean, name, number, row, sign, under } from '../parts/formula.tsx';
import { quotes } from '../parts/quotes.ts';
import { pageTexts } from './all-texts.ts';
import type { LearnPage } from './page.ts';

const d = name('D', 'critic');

export const gamePage: LearnPage = {
  name: 'game',
  texts: pageTexts.game,
  figure: async () => Game,
  Equation: () => (
    <Formula>
      {row(
        under(name('min'), name('G', 'fake')),
        gap,
        under(name('max'), d),
        gap,
        mean(name('real', 'real'), name('log'), gap, call(d, name('real', 'real'))),
        sign('+'),
        mean(
          name('fake', 'fake'),
          name('log'),
          gap,
          sign('('),
          number('1'),
          sign('−'),
          call(d, name('fake', 'fake')),
          sign(')'),
        ),
      )}
    </Formula>
  ),
  quotes: [quotes.crossEntropy, quotes.ganGenerator],
  sources: [
    {
      cite: 'Goodfellow et al. 2014, Generative adversarial nets',
      where: { en: 'equation 1 and section 3', zh: '公式 1 与第 3 节' },
      href: 'https://arxiv.org/abs/1406.2661',
    },
  ],
};
