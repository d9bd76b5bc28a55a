// Measures anything that draws samples: here, normal numbers against the ring of eight.

import { evaluateGenerator, fillNormal, float32, loadDataset, openDevice } from 'wgan';

const ring = await loadDataset('ring');
const device = await openDevice('cpu');
let part = 0;

const draw = (count: number) => {
  const points = float32([count, 2]);
  fillNormal(points.data, { seed: 1, purpose: 'sample', counter: part++ });
  return points;
};

const report = await evaluateGenerator(draw, ring, device);
if (report.kind === 'points') console.log(report.wassersteinDistance, report.testWassersteinDistance);
