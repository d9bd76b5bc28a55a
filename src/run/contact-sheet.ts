// A contact sheet of a dataset: what training would see, after all processing.

import { type Float32Tensor, float32 } from '../base/host-tensor.ts';
import { permutation } from '../base/random.ts';
import { type Dataset, fillSamples } from '../data/dataset.ts';
import { previewSamples } from '../data/preview.ts';
import { planePicture } from '../formats/plane-picture.ts';
import type { Image } from '../formats/png.ts';
import { dataView, isPlane } from '../train/critic-viewer.ts';
import { gridOf } from './pictures.ts';

/** With so many classes or fewer, each has a row of its own. */
const mostRows = 20;

/** Options of `contactSheet`. */
export interface SheetOptions {
  /** How many samples, about. */
  readonly count?: number | undefined;
  readonly seed?: number | undefined;
}

/** Samples chosen at random, a row for each class where there are few; points as a picture of the plane.
 *  @returns undefined where samples have no picture */
export function contactSheet(
  dataset: Dataset,
  { count = 100, seed = 1 }: SheetOptions = {},
): Image | undefined {
  if (isPlane(dataset)) {
    const { data } = previewSamples(dataset, { count: 10 * count, seed });
    return planePicture({ view: dataView(dataset), real: data, fake: new Float32Array(0) });
  }
  if (dataset.sampleShape.length !== 3) return undefined;
  const { labels } = dataset;
  if (labels === undefined || labels.classes.length > mostRows) {
    return gridOf(previewSamples(dataset, { count, seed }));
  }
  const columns = Math.ceil(count / labels.classes.length);
  return gridOf(samplesByClass(dataset, columns, seed), { columns });
}

/** A row of samples for each class, as many as all classes have.
 *  @returns float32[classes * columns, ...sampleShape]; a class of fewer repeats its own */
function samplesByClass(dataset: Dataset, columns: number, seed: number): Float32Tensor {
  const { classes, values } = dataset.labels!;
  const order = permutation(dataset.count, { seed, purpose: 'preview', counter: 0 });
  const byClass = classes.map((): number[] => []);
  for (const row of order) {
    const own = byClass[values[row]!]!;
    if (own.length < columns) own.push(row);
  }
  const rows = Uint32Array.from(
    byClass
      .filter((own) => own.length > 0)
      .flatMap((own) => Array.from({ length: columns }, (_, index) => own[index % own.length]!)),
  );
  const samples = float32([rows.length, ...dataset.sampleShape]);
  fillSamples(dataset, rows, 0, rows.length, samples.data);
  return samples;
}
