// Measures as anybody might add them.

import { sizeOf } from '../../../src/base/shape.ts';
import { defineMeasure } from '../../../src/metrics/measures/measure.ts';
import { digitFeatures } from '../../../src/metrics/parts/digits.ts';
import { drawnPart, realPart } from '../../../src/metrics/parts/part.ts';

const meanOf = (bytes: Uint8Array) => bytes.reduce((sum, byte) => sum + byte, 0) / (255 * bytes.length);

/** The mean of all pixels, part by part. */
const pixels = drawnPart({
  collect(_, { dataset }, count) {
    let sum = 0;
    const size = sizeOf(dataset.sampleShape);
    return {
      add(values) {
        sum += meanOf(values as Uint8Array) * values.length;
      },
      end: () => sum / (count * size),
    };
  },
});

/** How bright images are. It keeps no image, has a yardstick, and orders runs. */
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

/** The classes that were asked for; undefined where none were. */
const asked = drawnPart({
  collect(_, __, count) {
    const labels = new Uint16Array(count);
    let known = 0;
    return {
      add(_, start, given = new Uint16Array()) {
        labels.set(given, start);
        known += given.length;
      },
      end: () => (known === count ? labels : undefined),
    };
  },
});

/** How many digits are those that were asked for. */
export const obedience = defineMeasure({
  name: 'obedience',
  explanation: {
    label: 'obedience',
    better: 'higher',
    unit: 'share',
    text: 'The share of digits that are those that were asked for. It is here for a test.',
  },
  chinese: { label: '听话程度', text: '与要求相符的数字所占的比例。只用于测试。' },
  kinds: { digits: 'maybe' },
  needs: { asked, digitFeatures },
  compute: ({ asked, digitFeatures: { labels } }) =>
    asked && labels.reduce((sum, label, index) => sum + Number(label === asked[index]), 0) / labels.length,
});
