// How crowded with real ones the neighbourhoods of samples are.

import { neighbours, neighboursYardstick } from '../parts/neighbours.ts';
import { amongNeighbours, defineMeasure } from './measure.ts';

export const density = defineMeasure({
  name: 'density',
  explanation: {
    label: 'density',
    better: 'higher',
    unit: 'none',
    text: 'How crowded with real images the neighbourhoods are in which generated images lie: quality, like precision, but a lone odd real image counts little. Real test images reach about 1; above that, the generator keeps to the most typical images.',
    source: 'Naeem et al. 2020, arXiv:2002.09797',
  },
  chinese: {
    label: '密度',
    text: '生成图像所处的邻域里真实图像有多密集：与精确率一样衡量质量，但个别孤立的真实图像影响很小。真实测试图像约为 1；更高说明生成器只做最典型的图像。',
  },
  kinds: { digits: 'maybe', points: 'maybe', images: 'maybe' },
  countedOn: amongNeighbours,
  needs: { neighbours },
  compute: ({ neighbours }) => neighbours?.density,
  yardstick: neighboursYardstick('density'),
});
