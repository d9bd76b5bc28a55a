// node recipes/classifier/run.js [version] [epochs] [file]: trains a classifier of digits; see README.md.

import { runTypescript } from '../run-typescript.js';

await runTypescript(new URL('train.ts', import.meta.url));
