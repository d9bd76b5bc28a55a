// A measure as anybody might add one: how bright images are. It keeps no image, has a yardstick, and orders runs.

import { defineMeasure } from '../../src/metrics/measures/measure.ts';
import { drawnPart, realPart } from '../../src/metrics/parts/part.ts';

const meanOf = (bytes: Uint8Array) => bytes.reduce((sum, byte) => sum + byte, 0) / (255 * bytes.length);

/** The mean of all pixels, part by part. */
const pixels = drawnPart({
  collect(_, { dataset }, count) {
    let sum = 0;
    const size = dataset.values.length / dataset.count;
    return {
      add(values) {
        sum += meanOf(values as Uint8Array) * values.length;
      },
      end: () => sum / (count * size),
    };
  },
});

export const brightness = defineMeasure({
  name: 'brightness',
  explanation: {
    label: 'brightness',
    better: 'higher',
    unit: 'share',
    text: 'How bright the images are. It is here for a test.',
  },
  chinese: { label: '亮度', text: '图像有多亮。只用于测试。' },
  orders: true,
  kinds: { images: 'maybe', digits: 'maybe' },
  needs: { pixels },
  compute: ({ pixels }) => pixels,
  yardstick: realPart({ make: (_, { dataset }) => meanOf(dataset.values as Uint8Array) }),
});
