// node recipes/sabotage/run.js [--emoji FOLDER] [--faces FOLDER]: see README.md beside.

import { runTypescript } from '../run-typescript.js';

await runTypescript(new URL('main.ts', import.meta.url));
