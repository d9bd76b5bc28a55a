// Workers as entries of the page's own build: what a worker and the page have in common, such as the compiler, is in one
// file that both load. Vite by itself bundles each worker apart, with a copy of everything.

import type { Plugin } from 'vite';

const workerAddress = /new URL\('(\.[^']*worker\.ts)', import\.meta\.url\)/g;

/** In `new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })`, the address of an entry. */
export function workerChunks(): Plugin {
  return {
    name: 'wgan-worker-chunks',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\.tsx?$/, code: 'new Worker(' },
      async handler(code, importer) {
        const entries = new Map<string, string>();
        for (const [, path] of code.matchAll(workerAddress)) {
          const resolved = await this.resolve(path!, importer);
          if (resolved === null) this.error(`worker: expected a module at ${path}, got none`);
          const name = `${resolved.id.split('/').at(-2)}-worker`;
          entries.set(path!, this.emitFile({ type: 'chunk', id: resolved.id, name }));
        }
        const address = (_: string, path: string) => `import.meta.ROLLUP_FILE_URL_${entries.get(path)}`;
        return { code: code.replace(workerAddress, address), map: null };
      },
    },
  };
}
