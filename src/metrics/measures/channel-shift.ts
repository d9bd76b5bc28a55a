// How far brightness, contrast and colour are from the real ones.

import { channelMoments, channelShift } from '../channels.ts';
import { images } from '../parts/drawn.ts';
import { realPart, samplePart } from '../parts/part.ts';
import { realImages } from '../parts/real-images.ts';
import { defineMeasure } from './measure.ts';

const realChannels = realPart({
  needs: { realImages },
  make: ({ realImages }, { dataset: { sampleShape }, counts: { patched = 0 } }) =>
    channelMoments(realImages.between(0, patched), sampleShape),
});

const channels = samplePart({
  needs: { images },
  make: ({ images }, { real: { dataset } }) => channelMoments(images, dataset.sampleShape),
});

export const shift = defineMeasure({
  name: 'channelShift',
  explanation: {
    label: 'channel shift',
    better: 'lower',
    unit: 'none',
    text: 'How far the mean and the deviation of each channel, over all pixels, are from the real ones, in steps of the 255 from black to white. A wrong brightness, contrast or cast of colour is seen here, and nothing else; the report as JSON has the means and deviations themselves.',
  },
  chinese: {
    label: '通道偏移',
    text: '每个通道所有像素的均值和标准差与真实图像相差多少，以黑到白 255 级中的一级为单位。亮度、对比度不对或偏色会在这里显出来，别的则不会；JSON 报告中有均值和标准差本身。',
  },
  kinds: { images: 'maybe' },
  countedOn: ({ samples, patched }) => (patched === undefined ? { samples } : { samples, real: patched }),
  needs: { channels, realChannels },
  compute: ({ channels, realChannels }) => channelShift(channels, realChannels),
  yardstick: realPart({
    needs: { realImages, realChannels },
    make({ realImages, realChannels }, { dataset: { sampleShape }, counts: { patched = 0 } }) {
      const others = realImages.between(patched, 2 * patched);
      return channelShift(channelMoments(others, sampleShape), realChannels);
    },
  }),
  details: ({ channels, realChannels }) => ({ channels, realChannels }),
});
