// Page 2.

import { below, Formula, fraction, gap, name, number, row, sign, wideGap } from '../parts/formula.tsx';
import { quotes } from '../parts/quotes.ts';
import { pageTexts } from './all-texts.ts';
import type { LearnPage } from './page.ts';

const real = below(name('P'), name('real', 'real'));
const fake = below(name('P'), name('fake', 'fake'));

export const twoLinesPage: LearnPage = {
  name: 'two-lines',
  texts: pageTexts['two-lines'],
  figure: async () => (await import('../figures/two-lines.tsx')).TwoLines,
  Equation: () => (
    <Formula>
      {row(
        name('JS'),
        sign('='),
        fraction(number('1'), number('2')),
        name('KL'),
        sign('('),
        real,
        sign('‖'),
        name('M'),
        sign(')'),
        sign('+'),
        fraction(number('1'), number('2')),
        name('KL'),
        sign('('),
        fake,
        sign('‖'),
        name('M'),
        sign(')'),
        sign('='),
        name('log'),
        gap,
        number('2'),
        wideGap,
        name('W', 'critic'),
        sign('='),
        row(sign('|'), name('θ'), sign('|')),
      )}
    </Formula>
  ),
  quotes: [quotes.crossEntropy, quotes.onLine],
  sources: [
    {
      cite: 'Arjovsky, Chintala, Bottou 2017, Wasserstein GAN',
      where: { en: 'example 1', zh: '例 1' },
      href: 'https://arxiv.org/abs/1701.07875',
    },
    {
      cite: 'Arjovsky, Bottou 2017, Towards principled methods for training GANs',
      where: { en: 'section 2', zh: '第 2 节' },
      href: 'https://arxiv.org/abs/1701.04862',
    },
  ],
};
