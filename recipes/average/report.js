// node recipes/average/report.js: docs/default-model.md, the part about averages, from the results.

import { runTypescript } from '../run-typescript.js';

await runTypescript(new URL('report.ts', import.meta.url));
