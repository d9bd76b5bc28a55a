// Page 6.

import { Formula, name, row, sign } from '../parts/formula.tsx';
import { quotes } from '../parts/quotes.ts';
import { pageTexts } from './all-texts.ts';
import type { LearnPage } from './page.ts';

const w = name('w', 'critic');
const c = name('c');

export const clippingPage: LearnPage = {
  name: 'clipping',
  texts: pageTexts.clipping,
  figure: async () => (await import('../figures/clipping.tsx')).Clipping,
  Equation: () => (
    <Formula>
      {row(
        w,
        sign('←'),
        name('min'),
        sign('('),
        name('max'),
        sign('('),
        w,
        sign(','),
        sign('−'),
        c,
        sign(')'),
        sign(','),
        c,
        sign(')'),
      )}
    </Formula>
  ),
  quotes: [quotes.clip],
  sources: [
    {
      cite: 'Gulrajani et al. 2017, Improved training of Wasserstein GANs',
      where: { en: 'section 3, figure 1', zh: '第 3 节，图 1' },
      href: 'https://arxiv.org/abs/1704.00028',
    },
    {
      cite: 'Arjovsky, Chintala, Bottou 2017, Wasserstein GAN',
      where: { en: 'section 3', zh: '第 3 节' },
      href: 'https://arxiv.org/abs/1701.07875',
    },
  ],
};
