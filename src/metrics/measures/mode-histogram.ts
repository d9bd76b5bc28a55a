// How many points are nearest to each mode.

import { areModesKnown, clusters } from '../parts/modes.ts';
import { defineMeasure } from './measure.ts';

export const modeHistogram = defineMeasure({
  name: 'modeHistogram',
  explanation: {
    label: 'samples per mode',
    better: 'real',
    unit: 'samples',
    text: 'How many generated points lie nearest to each cluster’s centre. Even numbers are right, for the clusters are equally likely.',
  },
  chinese: {
    label: '各模式的样本数',
    text: '离每个簇中心最近的生成点有多少。数目相近才对，因为各簇的概率相同。',
  },
  kinds: { points: 'maybe' },
  fits: areModesKnown,
  entries: 'mode',
  needs: { clusters },
  compute: ({ clusters }) => clusters.histogram,
});
