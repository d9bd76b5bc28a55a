// Builds, then runs harness/profile.ts.

import { build } from './build.js';

build();
await import('./build/bench/harness/profile.js');
