// What this room can learn from, as datasets.

import { FormatError } from '../../../../base/errors.ts';
import { fillNormal, fillUniform } from '../../../../base/random.ts';
import { type Dataset, defineDataset } from '../../../../data/dataset.ts';
import { loadDataset } from '../../../../data/generated.ts';
import { decodeIdx } from '../../../../formats/idx.ts';
import type { DataSource } from './worker-messages.ts';

/** Points around drawn ones: how many, and how far they scatter. */
const DRAWN_COUNT = 20_000;
const DRAWN_SIGMA = 0.04;

/** Reads the packed digits; tells how much has come. */
export type ReadDigits = () => Promise<Uint8Array>;

/** The dataset of a source. */
export async function loadSource(source: DataSource, readDigits: ReadDigits): Promise<Dataset> {
  switch (source.kind) {
    case 'named':
      return loadDataset(source.name);
    case 'drawn':
      return drawnDataset(source.centres);
    case 'digits':
      return digitsDataset(await readDigits());
    case 'own':
      return defineDataset(source);
    default:
      return source satisfies never;
  }
}

/** Points scattered round drawn places, each place as likely as any other; the same for the same places.
 *  @param centres  float32[n, 2], n ≥ 1 */
function drawnDataset(centres: Float32Array): Dataset {
  const key = { seed: 0, purpose: 'sample', counter: 1000 } as const;
  const uniforms = new Float32Array(DRAWN_COUNT);
  const values = new Float32Array(2 * DRAWN_COUNT);
  fillUniform(uniforms, key);
  fillNormal(values, key);
  const places = centres.length / 2;
  for (let index = 0; index < DRAWN_COUNT; index++) {
    const place = Math.floor(uniforms[index]! * places);
    for (const axis of [0, 1]) {
      const at = 2 * index + axis;
      values[at] = centres[2 * place + axis]! + DRAWN_SIGMA * values[at]!;
    }
  }
  return defineDataset({ name: 'drawn', sampleShape: [2], values });
}

function digitsDataset(bytes: Uint8Array): Dataset {
  const { shape, data } = decodeIdx(bytes);
  if (shape.length !== 3) throw new FormatError(`digits: expected [N,28,28], got [${shape.join(',')}]`);
  return defineDataset({ name: 'mnist-10k', sampleShape: [1, ...shape.slice(1)], values: data });
}
