// npm run bench: builds, then runs harness/run.ts.

import { build } from './build.js';

build();
await import('./build/bench/harness/run.js');
