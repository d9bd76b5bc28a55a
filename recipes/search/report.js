// node recipes/search/report.js [--from <folder>]: docs/default-model.md and its pictures, from the results.

import { runTypescript } from '../run-typescript.js';

await runTypescript(new URL('report.ts', import.meta.url));
