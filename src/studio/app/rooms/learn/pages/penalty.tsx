// Page 7.

import {
  above,
  below,
  call,
  Formula,
  mean,
  name,
  norm,
  number,
  row,
  sign,
  wideGap,
} from '../parts/formula.tsx';
import { quotes } from '../parts/quotes.ts';
import { pageTexts } from './all-texts.ts';
import type { LearnPage } from './page.ts';

const x = name('x');
const f = name('f', 'critic');

export const penaltyPage: LearnPage = {
  name: 'penalty',
  texts: pageTexts.penalty,
  figure: async () => (await import('../figures/penalty.tsx')).Penalty,
  Equation: () => (
    <Formula>
      {row(
        name('λ'),
        mean(
          x,
          above(
            row(sign('('), norm(below(sign('∇'), x), call(f, x)), sign('−'), number('1'), sign(')')),
            number('2'),
          ),
        ),
        wideGap,
        x,
        sign('='),
        name('u'),
        name('real', 'real'),
        sign('+'),
        row(sign('('), number('1'), sign('−'), name('u'), sign(')')),
        name('fake', 'fake'),
      )}
    </Formula>
  ),
  quotes: [quotes.slope, quotes.penalty],
  sources: [
    {
      cite: 'Gulrajani et al. 2017, Improved training of Wasserstein GANs',
      where: { en: 'equation 3, proposition 1', zh: '公式 3，命题 1' },
      href: 'https://arxiv.org/abs/1704.00028',
    },
  ],
};
