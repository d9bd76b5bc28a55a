// How many samples look like some real one.

import { neighbours, neighboursYardstick } from '../parts/neighbours.ts';
import { amongNeighbours, defineMeasure } from './measure.ts';

export const precision = defineMeasure({
  name: 'precision',
  explanation: {
    label: 'precision',
    better: 'higher',
    unit: 'share',
    text: 'The share of generated images that look like some real image: quality. A generator that makes one perfect image again and again reaches 1, and blurred drawings may too, so read it beside the recall and the distances.',
    source: 'Kynkäänniemi et al. 2019, arXiv:1904.06991',
  },
  chinese: {
    label: '精确率',
    text: '与某幅真实图像相像的生成图像所占的比例：质量。只会反复生成同一幅完美图像的生成器也能达到 1，模糊的图画有时也能，所以要与召回率和各种距离一起看。',
  },
  kinds: { digits: 'maybe', points: 'maybe', images: 'maybe' },
  brief: ['digits', 'points'],
  countedOn: amongNeighbours,
  needs: { neighbours },
  compute: ({ neighbours }) => neighbours?.precision,
  yardstick: neighboursYardstick('precision'),
});
