// Builds, then runs harness/kernels.ts.

import { build } from './build.js';

build();
await import('./build/bench/harness/kernels.js');
