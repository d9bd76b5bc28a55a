// How many points lie near to a mode.

import { areModesKnown, clusters } from '../parts/modes.ts';
import { defineMeasure } from './measure.ts';

export const highQualityShare = defineMeasure({
  name: 'highQualityShare',
  explanation: {
    label: 'high-quality share',
    better: 'higher',
    unit: 'share',
    text: 'The share of generated points within three standard deviations of a cluster’s centre. Real points reach 0.989, for 1.1 % of a round Gaussian in the plane lies outside.',
    source: 'Lin et al. 2018 (PacGAN), arXiv:1712.04086',
  },
  chinese: {
    label: '高质量比例',
    text: '落在某个簇中心三个标准差以内的生成点所占的比例。真实的点达到 0.989，因为平面上圆形高斯分布有 1.1 % 落在外面。',
  },
  kinds: { points: 'maybe' },
  fits: areModesKnown,
  brief: ['points'],
  needs: { clusters },
  compute: ({ clusters }) => clusters.highQualityShare,
});
