// Builds the studio's page into dist/studio/app: `npm run build`. While working on it:
// `npx wgan studio --port 4620 --no-open` beside `npx vite src/studio/app`, which asks that server for runs.

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const below = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = 'http://127.0.0.1:4620';

export default defineConfig({
  root: below('.'),
  base: './',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: { alias: { '#ort': below('../../runtime/ort-web.ts') } },
  build: {
    outDir: below('../../../dist/studio/app'),
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0, // the policy allows no data: scripts or styles
    modulePreload: { polyfill: false },
    license: { fileName: 'licences.md' }, // of what is bundled
  },
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: server, changeOrigin: true, headers: { origin: server } } },
  },
});
