// node recipes/pictures/train.js <set> [options]: see README.md.

import { runTypescript } from '../run-typescript.js';

await runTypescript(new URL('train.ts', import.meta.url));
