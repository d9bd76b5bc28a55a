// Points of a reader's CSV file: fetched once there is one.

import { toScale } from '../../../../../base/point-scale.ts';
import { chooseScale, scaleText } from '../../../../../data/choose-scale.ts';
import { defineDataset } from '../../../../../data/dataset.ts';
import { readPoints } from '../../../../../data/points-text.ts';
import { previewSamples } from '../../../../../data/preview.ts';
import { viewOf } from '../../../../../formats/plane-picture.ts';
import type { ReadData } from './own-data.ts';

/** The points of a CSV file, read as the command line reads them.
 *  @throws DataError if a row is no point, naming all such rows */
export function ownPoints(text: string, name: string): ReadData {
  const read = readPoints(text, name).values;
  const scale = chooseScale(read, 'auto');
  const values = toScale(read, scale);
  const dataset = defineDataset({ name, sampleShape: [2], values });
  return {
    ...{ skipped: [], over: 0 },
    need: { kind: 'points', count: dataset.count, name },
    sampleShape: [2],
    values,
    ...(scale && { scale, scaleText: scaleText(scale) }),
    view: viewOf(previewSamples(dataset, { count: 2000 }).data),
  };
}
