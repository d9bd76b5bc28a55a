// How many real ones have a sample in their neighbourhood.

import { neighbours, neighboursYardstick } from '../parts/neighbours.ts';
import { amongNeighbours, defineMeasure } from './measure.ts';

export const coverage = defineMeasure({
  name: 'coverage',
  explanation: {
    label: 'coverage',
    better: 'higher',
    unit: 'share',
    text: 'The share of real images that have a generated one in their neighbourhood: variety, without the recall’s weakness for scattered samples. Real test images reach about 0.96, which is the most to hope for.',
    source: 'Naeem et al. 2020, arXiv:2002.09797',
  },
  chinese: {
    label: '覆盖率',
    text: '邻域里有生成图像的真实图像所占的比例：多样性，且不像召回率那样偏袒散乱的样本。真实测试图像约为 0.96，这就是可以期望的上限。',
  },
  kinds: { digits: 'maybe', points: 'maybe', images: 'maybe' },
  brief: ['digits', 'points', 'images'],
  countedOn: amongNeighbours,
  needs: { neighbours },
  compute: ({ neighbours }) => neighbours?.coverage,
  yardstick: neighboursYardstick('coverage'),
});
