// Page 4.

import { call, Formula, gap, mean, name, norm, number, row, sign, under } from '../parts/formula.tsx';
import { quotes } from '../parts/quotes.ts';
import { pageTexts } from './all-texts.ts';
import type { LearnPage } from './page.ts';

const f = name('f', 'critic');

export const lineCriticPage: LearnPage = {
  name: 'line-critic',
  texts: pageTexts['line-critic'],
  figure: async () => (await import('../figures/line-critic.tsx')).LineCritic,
  Equation: () => (
    <Formula>
      {row(
        name('W'),
        sign('='),
        under(name('max'), row(norm(sign('∇'), f), sign('≤'), number('1'))),
        gap,
        mean(name('real', 'real'), call(f, name('real', 'real'))),
        sign('−'),
        mean(name('fake', 'fake'), call(f, name('fake', 'fake'))),
      )}
    </Formula>
  ),
  quotes: [quotes.estimate],
  sources: [
    {
      cite: 'Arjovsky, Chintala, Bottou 2017, Wasserstein GAN',
      where: { en: 'equation 2', zh: '公式 2' },
      href: 'https://arxiv.org/abs/1701.07875',
    },
    {
      cite: 'Villani 2009, Optimal transport: old and new',
      where: { en: 'theorem 5.10', zh: '定理 5.10' },
      href: 'https://doi.org/10.1007/978-3-540-71050-9',
    },
  ],
};
