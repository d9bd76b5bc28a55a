// Builds, then runs harness/compare.ts.

import { build } from './build.js';

build();
await import('./build/bench/harness/compare.js');
