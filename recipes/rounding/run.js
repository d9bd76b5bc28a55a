// node recipes/rounding/run.js: see README.md beside.

import { runTypescript } from '../run-typescript.js';

await runTypescript(new URL('main.ts', import.meta.url));
