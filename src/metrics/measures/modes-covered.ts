// How many of the modes of the data are reached.

import { areModesKnown, modes } from '../parts/modes.ts';
import { defineMeasure } from './measure.ts';

export const modesCovered = defineMeasure({
  name: 'modesCovered',
  explanation: {
    label: 'modes covered',
    better: 'higher',
    unit: 'modes',
    text: 'How many of the separate clusters of the data, or of the 1,000 triples of digits, the generator reaches at least once. Missing ones are mode collapse, a known fault of GANs.',
    source: 'Lin et al. 2018 (PacGAN), arXiv:1712.04086',
  },
  chinese: {
    label: '覆盖的模式',
    text: '数据里各个分开的簇（或 1,000 种三位数字组合）中，生成器至少到达过一次的有多少。缺失就是模式崩溃，GAN 的一种已知毛病。',
  },
  kinds: { 'stacked-digits': 'always', points: 'maybe' },
  fits: areModesKnown,
  brief: ['stacked-digits', 'points'],
  most: 'modeCount',
  notes: ({ kind }) =>
    kind === 'stacked-digits'
      ? ['digits that the classifier mistakes count as modes too: 1,000 says less than the divergence']
      : [],
  needs: { modes },
  compute: ({ modes }) => modes.modesCovered,
  details: ({ modes: { modeCount } }) => ({ modeCount }),
});
