// The kernel distance of features.

import { createKernelDistance } from '../kid.ts';
import { imageFeatures, otherFeatures, realFeatures } from '../parts/image-features.ts';
import { realPart } from '../parts/part.ts';
import { defineMeasure } from './measure.ts';

const distanceToReal = realPart({
  needs: { realFeatures },
  make: ({ realFeatures: real }) => real && createKernelDistance(real.features),
});

export const kernel = defineMeasure({
  name: 'kernelDistance',
  explanation: {
    label: 'kernel distance',
    better: 'lower',
    unit: 'none',
    text: 'Compares the same features as the Fréchet distance, image by image instead of by average and spread. It does not depend on how many samples there are, so that it suits small sets; of equally good sets it is 0 on average, and a little above or below by chance.',
    source: 'Bińkowski et al. 2018, arXiv:1801.01401',
  },
  chinese: {
    label: '核距离',
    text: '比较与 Fréchet 距离相同的特征，但逐幅图像比较，而不是比较均值和离散程度。它不随样本数变化，所以适合小数据集；两组同样好的图像平均为 0，偶然会略高或略低。',
  },
  kinds: { images: 'maybe' },
  countedOn: ({ samples, described }) => ({ samples, real: described }),
  needs: { imageFeatures, distanceToReal },
  compute({ imageFeatures: made, distanceToReal: distance }) {
    if (made === undefined || distance === undefined || made.features.count < 2) return undefined;
    return distance(made.features);
  },
  yardstick: realPart({
    needs: { distanceToReal, otherFeatures },
    make({ distanceToReal: distance, otherFeatures: others }) {
      if (distance === undefined || others === undefined || others.count < 2) return undefined;
      return distance(others);
    },
  }),
});
