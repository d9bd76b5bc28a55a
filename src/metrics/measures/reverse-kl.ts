// How unevenly samples spread over the modes.

import { areModesKnown, modes } from '../parts/modes.ts';
import { defineMeasure } from './measure.ts';

export const reverseKl = defineMeasure({
  name: 'reverseKl',
  explanation: {
    label: 'reverse KL',
    better: 'lower',
    unit: 'nats',
    text: 'How unevenly the samples spread over the clusters compared with the data, in nats; 0 is the same. Samples are finite, so that even real data show a little more than 0.',
    source: 'Lin et al. 2018 (PacGAN), arXiv:1712.04086',
  },
  chinese: {
    label: '反向 KL 散度',
    text: '与数据相比，样本在各簇之间分布得有多不均匀，单位是奈特；0 表示相同。样本数有限，所以真实数据也会略大于 0。',
  },
  orders: ['stacked-digits'],
  kinds: { 'stacked-digits': 'always', points: 'maybe' },
  fits: areModesKnown,
  brief: ['stacked-digits'],
  evenness: (value, kind) =>
    kind === 'points' ? { modeShare: Math.exp(-value) } : { classEvenness: Math.exp(-value) },
  needs: { modes },
  compute: ({ modes }) => modes.reverseKl,
});
