// Runs a TypeScript file of this repository on every Node that wgan supports, straight from the sources: Vite, which the
// tests use too, strips the types. The file runs to its end while it is imported.

import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @param {URL} file */
export async function runTypescript(file) {
  await runnerImport(fileURLToPath(file), {
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '#ort': `${root}src/runtime/ort-node.ts` } },
  });
}
