// Page 3.

import { call, Formula, gap, mean, name, norm, row, sign, under, wideGap } from '../parts/formula.tsx';
import { quotes } from '../parts/quotes.ts';
import { pageTexts } from './all-texts.ts';
import type { LearnPage } from './page.ts';

export const transportPage: LearnPage = {
  name: 'transport',
  texts: pageTexts.transport,
  figure: async () => (await import('../figures/transport.tsx')).Transport,
  Equation: () => (
    <Formula>
      {row(
        name('W'),
        sign('='),
        under(name('min'), name('π')),
        gap,
        mean(
          name('fake', 'fake'),
          norm(name('fake', 'fake'), sign('−'), call(name('π'), name('fake', 'fake'))),
        ),
        sign(','),
        wideGap,
        name('π'),
        sign(':'),
        name('fake', 'fake'),
        sign('→'),
        name('real', 'real'),
      )}
    </Formula>
  ),
  quotes: [quotes.transport],
  sources: [
    {
      cite: 'Arjovsky, Chintala, Bottou 2017, Wasserstein GAN',
      where: { en: 'equation 1', zh: '公式 1' },
      href: 'https://arxiv.org/abs/1701.07875',
    },
    {
      cite: 'Peyré, Cuturi 2019, Computational optimal transport',
      where: { en: 'chapter 2', zh: '第 2 章' },
      href: 'https://arxiv.org/abs/1803.00567',
    },
  ],
};
