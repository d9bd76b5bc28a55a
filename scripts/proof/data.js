// Small data sets for the works, the same bytes on every machine.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';

/** Bytes that look random: the high bits of a linear congruential generator (Numerical Recipes' constants). */
export function bytesOf(count, seed) {
  let state = seed;
  return Uint8Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

/** An IDX file of bytes. */
export function idx(shape, bytes) {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.writeUInt32BE(0x0800 + shape.length, 0);
  for (const [axis, size] of shape.entries()) header.writeUInt32BE(size, 4 + 4 * axis);
  return Buffer.concat([header, bytes]);
}

const writers = {
  /** Grey pictures with labels, as MNIST is packed. */
  digits(folder) {
    mkdirSync(folder);
    const labels = bytesOf(90, 5).map((byte) => byte % 3);
    writeFileSync(join(folder, 'train-images-idx3-ubyte'), idx([90, 6, 6], bytesOf(90 * 36, 1)));
    writeFileSync(join(folder, 'train-labels-idx1-ubyte'), idx([90], labels));
  },
  /** Coloured pictures of two sizes, in two folders. */
  photos(folder) {
    for (const [at, name] of ['a', 'b'].entries()) {
      mkdirSync(join(folder, name), { recursive: true });
      for (let picture = 0; picture < 12; picture++) {
        const size = 5 + at;
        const image = {
          width: size,
          height: size,
          channels: 3,
          data: bytesOf(size * size * 3, 9 * picture + at),
        };
        writeFileSync(join(folder, name, `${picture}.png`), encode(image));
      }
    }
  },
  /** Points far from ±1, so that they are scaled. */
  'points.csv'(path) {
    const bytes = bytesOf(400, 3);
    const rows = Array.from({ length: 200 }, (_, row) => `${bytes[2 * row] + 300},${bytes[2 * row + 1] / 8}`);
    writeFileSync(path, `x,y\n${rows.join('\n')}\n`);
  },
};

/** Writes all of them into a folder. */
export function writeData(folder) {
  for (const [name, write] of Object.entries(writers)) write(join(folder, name));
}
