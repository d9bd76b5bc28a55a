// node recipes/average/run.js [seeds] [--quick]: see README.md beside.

import { runTypescript } from '../run-typescript.js';

await runTypescript(new URL('main.ts', import.meta.url));
