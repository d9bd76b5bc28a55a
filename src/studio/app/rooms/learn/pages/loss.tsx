// Page 8.

import { call, Formula, mean, name, row, sign } from '../parts/formula.tsx';
import { quotes } from '../parts/quotes.ts';
import { pageTexts } from './all-texts.ts';
import type { LearnPage } from './page.ts';

const f = name('f', 'critic');

export const lossPage: LearnPage = {
  name: 'loss',
  texts: pageTexts.loss,
  figure: async () => (await import('../figures/loss.tsx')).loadLoss(),
  Equation: () => (
    <Formula>
      {row(
        name('estimate', 'critic'),
        sign('='),
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
      where: { en: 'section 4.2, figures 3 and 4', zh: '第 4.2 节，图 3 与图 4' },
      href: 'https://arxiv.org/abs/1701.07875',
    },
    {
      cite: 'Gulrajani et al. 2017, Improved training of Wasserstein GANs',
      where: { en: 'figure 5b, on overfitting', zh: '图 5b，关于过拟合' },
      href: 'https://arxiv.org/abs/1704.00028',
    },
    {
      cite: 'Stanczuk et al. 2021, Wasserstein GANs work because they fail',
      where: { en: 'the estimate is not the distance', zh: '估计值不是距离' },
      href: 'https://arxiv.org/abs/2103.01678',
    },
    {
      cite: 'Korotin et al. 2022, Kantorovich strikes back!',
      where: { en: 'benchmark pairs of known distance', zh: '距离已知的基准对' },
      href: 'https://arxiv.org/abs/2206.07767',
    },
  ],
};
