// The Fréchet distance of features: of our classifier's of digits, of a network's of other images.

import { type Moments, momentsOf } from '../moments.ts';
import { digitFeatures, trainingFeatures } from '../parts/digits.ts';
import { imageFeatures, otherFeatures, realFeatures } from '../parts/image-features.ts';
import { kindPart, realPart } from '../parts/part.ts';
import type { Vectors } from '../vectors.ts';
import { defineMeasure } from './measure.ts';

const features = kindPart<{ readonly features: Vectors; readonly version?: string } | undefined>({
  digits: digitFeatures,
  images: imageFeatures,
});

const reference = kindPart<{ readonly moments: Moments } | undefined>({
  digits: trainingFeatures,
  images: realFeatures,
});

export const frechet = defineMeasure({
  name: 'frechetDistance',
  explanation: {
    label: 'Fréchet distance',
    better: 'lower',
    unit: 'none',
    text: 'A network describes every image by numbers: 64 of a small one that learnt to tell such images apart where there is one, else 64 of one that was never trained, or those of the file that was given; this compares the average and the spread of those numbers between generated and real images. 0 would be the same; look at what other real images reach, and compare only numbers of the same network and the same number of samples.',
    source: 'Heusel et al. 2017, arXiv:1706.08500',
  },
  chinese: {
    label: 'Fréchet 距离',
    text: '一个网络用若干个数描述每幅图像：有学会辨认这类图像的小网络时用它的 64 个数，否则用一个未经训练的网络的 64 个数，或用给定文件中的网络；这里比较生成图像与真实图像在这些数上的均值和离散程度。0 表示相同；请以另一些真实图像的数值为参照，并且只比较同一网络、同样样本数的结果。',
  },
  orders: ['digits'],
  kinds: { digits: 'always', images: 'maybe' },
  brief: ['digits', 'images'],
  countedOn: ({ samples, real, described }) => ({ samples, real: described ?? real }),
  notes: ({ digits, kind, counts: { samples } }) => [
    ...(digits === 'asked'
      ? [
          'features and classes are those of a classifier of handwritten digits, which these images may not be',
        ]
      : []),
    ...(samples === 10_000 || kind !== 'digits'
      ? []
      : [`distances grow as samples get fewer: compare only with others of ${samples} samples`]),
  ],
  needs: { features, reference },
  async compute({ features, reference }) {
    if (features === undefined || reference === undefined || features.features.count < 2) return undefined;
    return distanceOf(momentsOf(features.features), reference.moments);
  },
  yardstick: {
    of: 'kind',
    kinds: {
      images: realPart({
        needs: { realFeatures, otherFeatures },
        async make({ realFeatures: real, otherFeatures: others }) {
          if (real === undefined || others === undefined || others.count < 2) return undefined;
          return distanceOf(momentsOf(others), real.moments);
        },
      }),
    },
  },
  details: ({ features }) => (features?.version === undefined ? {} : { featuresVersion: features.version }),
});

async function distanceOf(a: Moments, b: Moments): Promise<number> {
  const { frechetDistance } = await import('../frechet.ts'); // its eigenvalues are a large package
  return frechetDistance(a, b);
}
