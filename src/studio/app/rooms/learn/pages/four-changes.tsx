// Page 5.

import { below, call, Formula, mean, name, row, sign, wideGap } from '../parts/formula.tsx';
import { quotes } from '../parts/quotes.ts';
import { pageTexts } from './all-texts.ts';
import type { LearnPage } from './page.ts';

const f = name('f', 'critic');
const loss = (of: Parameters<typeof below>[1]) => below(name('L'), of);

export const fourChangesPage: LearnPage = {
  name: 'four-changes',
  texts: pageTexts['four-changes'],
  figure: async () => (await import('../figures/four-changes.tsx')).FourChanges,
  Equation: () => (
    <Formula>
      {row(
        loss(name('critic', 'critic')),
        sign('='),
        mean(name('fake', 'fake'), call(f, name('fake', 'fake'))),
        sign('−'),
        mean(name('real', 'real'), call(f, name('real', 'real'))),
        wideGap,
        loss(name('generator', 'fake')),
        sign('='),
        sign('−'),
        mean(name('fake', 'fake'), call(f, name('fake', 'fake'))),
      )}
    </Formula>
  ),
  quotes: [quotes.criticLoss, quotes.generatorLoss],
  sources: [
    {
      cite: 'Arjovsky, Chintala, Bottou 2017, Wasserstein GAN',
      where: { en: 'algorithm 1 and section 4', zh: '算法 1 与第 4 节' },
      href: 'https://arxiv.org/abs/1701.07875',
    },
    {
      cite: 'Gulrajani et al. 2017, Improved training of Wasserstein GANs',
      where: { en: 'algorithm 1', zh: '算法 1' },
      href: 'https://arxiv.org/abs/1704.00028',
    },
  ],
};
