// How many images have specks beside their largest stroke.

import { fragmentedShare } from '../fragments.ts';
import { images } from '../parts/drawn.ts';
import { defineMeasure } from './measure.ts';

export const fragments = defineMeasure({
  name: 'fragments',
  explanation: {
    label: 'fragments',
    better: 'real',
    unit: 'share',
    text: 'The share of images with more than 2 % of their ink in specks beside the largest stroke. Fully connected generators leave such specks, which an eye sees and the classifier’s features hardly do.',
  },
  chinese: {
    label: '碎点',
    text: '主笔画以外的碎点占墨迹 2 % 以上的图像所占的比例。全连接生成器会留下这样的碎点，眼睛看得见，分类器的特征却几乎察觉不到。',
  },
  kinds: { digits: 'maybe' },
  brief: ['digits'],
  needs: { images },
  compute: ({ images }) => fragmentedShare(images, 28, 28),
});
