// How far samples are from the training images most like them.

import { medianDistance, nearestInDataset } from '../nearest.ts';
import { nearest } from '../parts/nearest.ts';
import { realPart } from '../parts/part.ts';
import { realImages } from '../parts/real-images.ts';
import { defineMeasure } from './measure.ts';

export const nearestDistance = defineMeasure({
  name: 'nearestDistance',
  explanation: {
    label: 'nearest training image',
    better: 'real',
    unit: 'pixels',
    text: 'How far, in pixels fully changed (root of the sum of squares), a typical sample is from the most similar training image. Much less than real images show means that training images were learnt by heart, which no other number sees.',
  },
  chinese: {
    label: '最近的训练图像',
    text: '典型样本与最相似的训练图像相距多远，以完全改变的像素计（平方和的平方根）。如果远小于真实图像的数值，说明训练图像被背了下来，其他数值都看不出这一点。',
  },
  kinds: { digits: 'maybe', images: 'maybe' },
  brief: ['images'],
  countedOn: ({ samples, real, nearest }) =>
    real === undefined ? { samples } : { samples: nearest ?? samples, real },
  needs: { nearest },
  compute: ({ nearest }) => medianDistance(nearest),
  yardstick: realPart({
    needs: { realImages },
    make({ realImages: { rows, between } }, { dataset, counts: { nearest = 0 } }) {
      const own = rows.slice(0, Math.min(nearest, dataset.count));
      const found = nearestInDataset(between(0, own.length), dataset, { own });
      return medianDistance(found);
    },
  }),
  details: ({ nearest }) => ({ nearest }),
});
