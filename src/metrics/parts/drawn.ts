// All samples, as they were drawn.

import { sizeOf } from '../../base/shape.ts';
import { vectors } from '../vectors.ts';
import { drawnPart } from './part.ts';

/** Images, uint8[N, ...sampleShape]. */
export const images = drawnPart({
  collect(_, { dataset }, count) {
    const size = sizeOf(dataset.sampleShape);
    const all = new Uint8Array(count * size);
    return { add: (values, start) => all.set(values, start * size), end: () => all };
  },
});

/** Points in the units of the data, [N, D]. */
export const points = drawnPart({
  collect(_, { dataset }, count) {
    const size = sizeOf(dataset.sampleShape);
    const all = new Float32Array(count * size);
    return { add: (values, start) => all.set(values, start * size), end: () => vectors(all, size) };
  },
});
