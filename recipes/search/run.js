// node recipes/search/run.js <engine> [options]: see README.md.

import { runTypescript } from '../run-typescript.js';

await runTypescript(new URL('main.ts', import.meta.url));
