// Builds the page of a recorded run into dist/studio/recording/page as one script and one style sheet, its worker inside:
// `npm run build`. `wgan export --html` puts them into a file, with ONNX Runtime's WebAssembly from the studio's page.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const below = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(() => {
  const packages = new Set<string>();
  return {
    root: below('.'),
    publicDir: false as const,
    oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
    resolve: { alias: { '#ort': below('../../../runtime/ort-web.ts') } },
    plugins: [withoutRuntime(), collect(packages), licences(packages)],
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
    worker: { format: 'iife' as const, plugins: () => [withoutRuntime(), collect(packages)] },
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

/** Notes the folders of the packages that were bundled. */
function collect(packages: Set<string>): Plugin {
  return {
    name: 'collect-packages',
    generateBundle(_, bundle) {
      for (const output of Object.values(bundle)) {
        for (const id of output.type === 'chunk' ? Object.keys(output.modules) : []) {
          const [folder] = /^.*\/node_modules\/(@[^/]+\/)?[^/]+(?=\/)/.exec(id) ?? [];
          if (folder !== undefined) packages.add(folder);
        }
      }
    },
  };
}

/** Writes the licences of the packages, and our own. */
function licences(packages: ReadonlySet<string>): Plugin {
  return {
    name: 'licences',
    generateBundle() {
      const folders = [below('../../../..'), ...[...packages].sort()];
      const source = folders.map(licenceOf).join('\n\n');
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source });
    },
  };
}

function licenceOf(folder: string): string {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const text =
    file === undefined ? `see ${about.repository.url}` : readFileSync(join(folder, file), 'utf8').trim();
  return `${about.name} ${about.version}, ${about.license}\n\n${text}`;
}
