// node recipes/experiments/run.js <experiment> [--quick] [--out <folder>] [--slots <n>]: see README.md.

import { runTypescript } from '../run-typescript.js';

await runTypescript(new URL('main.ts', import.meta.url));
