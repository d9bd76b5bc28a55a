// node recipes/convolutional/run.js [--quick]: see README.md.

import { runTypescript } from '../run-typescript.js';

await runTypescript(new URL('main.ts', import.meta.url));
