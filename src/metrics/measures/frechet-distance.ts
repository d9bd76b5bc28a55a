// The Fréchet distance of digits, of the features of our classifier.

import { momentsOf } from '../moments.ts';
import { digitFeatures, trainingFeatures } from '../parts/digits.ts';
import { defineMeasure } from './measure.ts';

export const frechet = defineMeasure({
  name: 'frechetDistance',
  explanation: {
    label: 'Fréchet distance',
    better: 'lower',
    unit: 'none',
    text: 'A small network that reads digits describes every image by 64 numbers; this compares the average and the spread of those numbers between generated and real images. 0 would be the same; look at what the test images reach, and compare only numbers of the same classifier and the same number of samples.',
    source: 'Heusel et al. 2017, arXiv:1706.08500',
  },
  chinese: {
    label: 'Fréchet 距离',
    text: '一个识别数字的小网络用 64 个数描述每幅图像；这里比较生成图像与真实图像在这些数上的均值和离散程度。0 表示相同；请以测试图像的数值为参照，并且只比较同一分类器、同样样本数的结果。',
  },
  orders: true,
  kinds: { digits: 'always' },
  brief: ['digits'],
  countedOn: ({ samples, real }) => ({ samples, real }),
  notes: ({ digits, counts: { samples } }) => [
    ...(digits === 'asked'
      ? [
          'features and classes are those of a classifier of handwritten digits, which these images may not be',
        ]
      : []),
    ...(samples === 10_000
      ? []
      : [`distances grow as samples get fewer: compare only with others of ${samples} samples`]),
  ],
  needs: { digitFeatures, trainingFeatures },
  async compute({ digitFeatures: { features }, trainingFeatures: { moments } }) {
    const { frechetDistance } = await import('../frechet.ts'); // its eigenvalues are a large package
    return frechetDistance(momentsOf(features), moments);
  },
});
