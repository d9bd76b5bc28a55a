// How unevenly samples spread over the ten digits.

import { klDivergence } from '../histogram.ts';
import { digitHistogram } from '../parts/digits.ts';
import { defineMeasure } from './measure.ts';

export const classKl = defineMeasure({
  name: 'classKl',
  explanation: {
    label: 'class divergence',
    better: 'real',
    unit: 'nats',
    text: 'How far the shares of the ten digits are from a tenth each, in nats: 0 is even, 2.3 is a single digit. Real digits are not quite even, so the test set’s value is the mark.',
  },
  chinese: {
    label: '类别散度',
    text: '十个数字的比例偏离各占十分之一的程度，单位是奈特：0 表示均匀，2.3 表示只有一个数字。真实数字也不完全均匀，所以以测试集的数值为标准。',
  },
  kinds: { digits: 'always' },
  evenness: (value) => ({ classEvenness: Math.exp(-value) }),
  needs: { digitHistogram },
  compute: ({ digitHistogram }) => klDivergence(digitHistogram),
});
