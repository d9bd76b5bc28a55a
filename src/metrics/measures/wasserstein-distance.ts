// The exact Wasserstein distance of points.

import { points } from '../parts/drawn.ts';
import { realPart } from '../parts/part.ts';
import { realPoints } from '../parts/real-points.ts';
import { sliceVectors } from '../vectors.ts';
import { wassersteinDistance } from '../wasserstein.ts';
import { defineMeasure } from './measure.ts';

export const wasserstein = defineMeasure({
  name: 'wassersteinDistance',
  explanation: {
    label: 'Wasserstein distance',
    better: 'lower',
    unit: 'units of the data',
    text: 'The least average way that points must go to turn the generated set into a real one, computed exactly: what the critic of a WGAN only estimates. Two sets of real points are not at 0 either, so that their distance beside it is the mark.',
    source: 'solved as an assignment problem: Jonker & Volgenant 1987',
  },
  chinese: {
    label: 'Wasserstein 距离',
    text: '把生成的点集搬成真实点集，每个点平均至少要走多远（推土机距离），精确计算：WGAN 的评论器只是估计它。两组真实的点之间也不是 0，所以旁边给出它们的距离作为标准。',
  },
  orders: true,
  kinds: { points: 'always' },
  brief: ['points'],
  countedOn: ({ samples, wasserstein }) =>
    wasserstein === undefined ? { samples } : { samples: wasserstein, real: wasserstein },
  notes: ({ counts: { wasserstein } }) => [
    `the distance depends on the number of points: of ${wasserstein} real ones it is not 0 either`,
  ],
  needs: { points, realPoints },
  compute: ({ points, realPoints: { first } }) =>
    wassersteinDistance(first, sliceVectors(points, 0, first.count)),
  yardstick: realPart({
    needs: { realPoints },
    make: ({ realPoints: { first, second } }) => wassersteinDistance(first, second),
  }),
});
