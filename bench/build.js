// Compiles the benchmark and the checkout's sources into bench/build, so that always the present code is measured.

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Builds what changed. Type errors are shown but stop nothing: the code runs without its types. */
export function build() {
  const folder = dirname(fileURLToPath(import.meta.url));
  const compiler = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');
  spawnSync(process.execPath, [compiler, '-p', join(folder, 'tsconfig.json')], {
    stdio: ['ignore', 2, 2],
  });
}
