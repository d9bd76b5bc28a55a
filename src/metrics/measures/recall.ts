// How many real ones look like some sample.

import { neighbours, neighboursYardstick } from '../parts/neighbours.ts';
import { amongNeighbours, defineMeasure } from './measure.ts';

export const recall = defineMeasure({
  name: 'recall',
  explanation: {
    label: 'recall',
    better: 'higher',
    unit: 'share',
    text: 'The share of real images that look like some generated image: variety. A generator that scatters widely can reach much with poor images, so read it beside the precision.',
    source: 'Kynkäänniemi et al. 2019, arXiv:1904.06991',
  },
  chinese: {
    label: '召回率',
    text: '与某幅生成图像相像的真实图像所占的比例：多样性。四处撒开的生成器用劣质图像也能得高分，所以要与精确率一起看。',
  },
  kinds: { digits: 'maybe', points: 'maybe', images: 'maybe' },
  countedOn: amongNeighbours,
  needs: { neighbours },
  compute: ({ neighbours }) => neighbours?.recall,
  yardstick: neighboursYardstick('recall'),
});
