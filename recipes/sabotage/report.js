// node recipes/sabotage/report.js: the table and the picture in docs/metrics.md.

import { runTypescript } from '../run-typescript.js';

await runTypescript(new URL('report.ts', import.meta.url));
