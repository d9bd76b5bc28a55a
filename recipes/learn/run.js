// node recipes/learn/run.js <run>: see README.md.

import { runTypescript } from '../run-typescript.js';

await runTypescript(new URL('record.ts', import.meta.url));
