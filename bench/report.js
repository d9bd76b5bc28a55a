// Builds, then runs harness/report.ts.

import { build } from './build.js';

build();
await import('./build/bench/harness/report.js');
