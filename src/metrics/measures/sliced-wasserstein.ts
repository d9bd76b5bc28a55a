// The sliced Wasserstein distance of images’ patches.

import { images } from '../parts/drawn.ts';
import { realPart } from '../parts/part.ts';
import { realImages, realPatches } from '../parts/real-images.ts';
import { torchFidelityCommand } from '../torch-fidelity.ts';
import { defineMeasure } from './measure.ts';

export const slicedWasserstein = defineMeasure({
  name: 'slicedWasserstein',
  explanation: {
    label: 'sliced distance',
    better: 'lower',
    unit: 'none',
    text: 'Cuts patches of 7×7 pixels out of the images, at several sizes from fine texture to the whole, and compares along many directions how generated and real ones are spread, in standard deviations of the real ones. It knows nothing of what the images show; two sets of real images are not at 0 either, so that their distance beside it is the mark.',
    source: 'Karras et al. 2018, arXiv:1710.10196, section 5',
  },
  chinese: {
    label: '切片距离',
    text: '从图像中按由细纹理到整体的几种尺寸切出 7×7 像素的小块，沿许多方向比较生成与真实小块的分布，以真实小块的标准差为单位。它不知道图像画的是什么；两组真实图像之间也不是 0，所以旁边给出它们的距离作为标准。',
  },
  orders: true,
  kinds: { images: 'maybe' },
  brief: ['images'],
  countedOn: ({ samples, patched }) => (patched === undefined ? { samples } : { samples, real: patched }),
  notes: ({ dataset }) => [
    `for Inception metrics, write samples as PNG files, then run: ${torchFidelityCommand()}`,
    ...(dataset.sampleShape.join() === '1,28,28'
      ? [
          'these are not the digits of MNIST, so that the classifier of digits is not asked: patches are compared; where they are handwritten digits all the same, --digits asks it',
        ]
      : []),
  ],
  needs: { images, realPatches },
  compute: ({ images, realPatches }, { real: { dataset, seed } }) =>
    realPatches.distance({ bytes: images, sampleShape: dataset.sampleShape }, seed + 1),
  yardstick: realPart({
    needs: { realPatches, realImages },
    make({ realPatches, realImages }, { dataset: { sampleShape }, seed, counts: { patched = 0 } }) {
      const others = { bytes: realImages.between(patched, 2 * patched), sampleShape };
      return realPatches.distance(others, seed + 1);
    },
  }),
});
