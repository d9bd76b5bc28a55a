// Builds the page of a recorded run into dist/studio/recording/page as one script and one style sheet, its worker inside:
// `npm run build`. `wgan export --html` puts them into a file, with ONNX Runtime's WebAssembly from the studio's page.

import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { licences } from '../licences.ts';

const below = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(() => {
  const { plugins, collect } = licences('licences.txt', { hasDigits: false });
  return {
    root: below('.'),
    publicDir: false as const,
    oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
    resolve: { alias: { '#ort': below('../../../runtime/ort-web.ts') } },
    plugins: [withoutRuntime(), ...plugins],
    build: {
      outDir: below('../../../../dist/studio/recording/page'),
      emptyOutDir: true,
      target: 'es2023',
      assetsInlineLimit: 0,
      modulePreload: false as const,
      cssCodeSplit: false,
      rolldownOptions: {
        input: below('main.tsx'),
        output: { format: 'iife' as const, entryFileNames: 'page.js', assetFileNames: 'page[extname]' },
      },
    },
    worker: { format: 'iife' as const, plugins: () => [withoutRuntime(), collect()] },
  };
});

/** Leaves out ONNX Runtime's WebAssembly, which its loader names: the file that is exported brings it along. */
function withoutRuntime(): Plugin {
  return {
    name: 'without-runtime',
    generateBundle(_, bundle) {
      for (const name of Object.keys(bundle)) if (name.endsWith('.wasm')) delete bundle[name];
    },
  };
}
