// Builds the studio's page into dist/studio/app: `npm run build`. While working on it:
// `npx wgan studio --port 4620 --no-open --no-token` beside `npx vite src/studio/app`, which asks that server for runs.
// In the mode `site` it builds the rooms that need no server into site/: `npm run build:site`.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { minifySync } from '@swc/core';
import { defineConfig, type Plugin } from 'vite';
import { measures } from '../../metrics/measures/registry.ts';
import { chineseMessages } from './chinese-messages.ts';
import { chineseTexts } from './chinese-texts.ts';
import { isLater, laterNetworks } from './later-networks.ts';
import { licences } from './licences.ts';
import { withoutUnreadTexts } from './unread-texts.ts';
import { workerChunks } from './worker-chunks.ts';

const below = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = 'http://127.0.0.1:4620';
const ENGINE =
  /\/src\/(base|formats|graph|compiler|targets|runtime|nn|optim|gan|data|train|metrics|health)\//;

/** The measures that order generators, the first that a report has is its quality: those that order all data that they
 *  are of, then those that others go before on some. */
const qualities = () =>
  measures.all
    .filter(({ orders }) => orders)
    .toSorted((a, b) => Number(b.orders === true) - Number(a.orders === true))
    .map(({ name }) => name);

export default defineConfig(({ mode }) => ({
  root: below('.'),
  base: './',
  publicDir: false,
  define: { QUALITIES: JSON.stringify(qualities()) },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: {
    alias: [
      { find: '#ort', replacement: below('../../runtime/ort-web.ts') },
      { find: /^.*\/(conditional|conditioning)\.ts$/, replacement: below('runtime/conditional.ts') },
    ],
  },
  plugins: [
    workerChunks(),
    laterNetworks(),
    chineseTexts(ENGINE),
    chineseMessages(),
    withoutUnreadTexts(),
    mode === 'site' ? site() : withoutGenerator(),
    minifiedAgain(),
    ...licences('licences.md', { hasDigits: true }).plugins,
  ],
  build: {
    outDir: below(mode === 'site' ? '../../../site' : '../../../dist/studio/app'),
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0, // the policy allows no data: scripts or styles
    cssCodeSplit: false, // one file is 3 kB smaller, gzipped, than one for each room
    modulePreload: {
      polyfill: false,
      // ONNX Runtime, its devices and networks are imported by workers, which have no document to put a preload into
      resolveDependencies: (file, found) => (/\/(ort\.|webgpu-|[^/]+-networks-)/.test(file) ? [] : found),
    },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // recorded runs are data: in a file of their own
            { name: 'recorded', test: /\/recorded\/[^/]+\.json$/ },
            // what the figures of Learn share: each comes when its page is read
            { name: 'figures', minShareCount: 3, test: /\/rooms\/learn\/(parts|training|math)\// },
            // what rooms and workers share, in one file: 3 kB less, gzipped, than files for each group that shares
            {
              minShareCount: 2,
              test: ENGINE,
              debugName: 'engine',
              name: (id, graph) => (isLater(id, graph) ? null : 'engine'),
            },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: server, changeOrigin: true, headers: { origin: server } } },
  },
}));

/** Our chunks through a second minifier, after Vite's own: 3 kB of 211 less, gzipped. ONNX Runtime comes minified. */
function minifiedAgain(): Plugin {
  return {
    name: 'wgan-minified-again',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk' || file.fileName.includes('/ort.')) continue;
          const { code } = minifySync(file.code, { module: true, compress: { passes: 3 }, mangle: true });
          file.code = code;
        }
      },
    },
  };
}

/** The package has the generator once, in assets/, where the command line reads it and the server finds it for the page. */
function withoutGenerator(): Plugin {
  return {
    name: 'wgan-without-generator',
    generateBundle(_, bundle) {
      for (const name of Object.keys(bundle)) if (name.endsWith('.safetensors')) delete bundle[name];
    },
  };
}

/** The policy of the server, for a page whose server cannot send it. */
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; " +
  "connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'";

/** Marks the page as one without a server, and isolates it by a service worker. */
function site(): Plugin {
  return {
    name: 'wgan-site',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => ({
        html: html.replace('<html', '<html data-wgan-site'),
        tags: [
          { tag: 'meta', attrs: { 'http-equiv': 'content-security-policy', content: policy } },
          { tag: 'script', attrs: { type: 'module', src: './site/isolate.ts' } },
        ],
      }),
    },
    generateBundle() {
      const source = readFileSync(below('site/service-worker.js'), 'utf8');
      this.emitFile({ type: 'asset', fileName: 'service-worker.js', source });
    },
  };
}
