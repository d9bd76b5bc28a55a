// How many samples are read as each digit.

import { digitHistogram } from '../parts/digits.ts';
import { defineMeasure } from './measure.ts';

export const classHistogram = defineMeasure({
  name: 'classHistogram',
  explanation: {
    label: 'digits',
    better: 'real',
    unit: 'samples',
    text: 'How many samples the classifier reads as 0, 1, 2 and so on up to 9. An empty or very small entry means that the generator has given up on a digit.',
  },
  chinese: {
    label: '各数字的样本数',
    text: '分类器把多少样本认作 0、1、2 直到 9。某项为空或很小，说明生成器放弃了那个数字。',
  },
  kinds: { digits: 'maybe' },
  entries: 'digit',
  needs: { digitHistogram },
  compute: ({ digitHistogram }) => digitHistogram,
});
