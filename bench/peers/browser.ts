// Peers that run in a browser: a page in Chromium, cross-origin isolated so that WebAssembly has threads, with one
// worker that does the work. Serves this checkout's modules as they are; names of packages become paths.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import type { Numbers, Peer, PeerFactory } from './serve.ts';
import { serve } from './serve.ts';

const repository = new URL('../../../../', import.meta.url);
const tensorflow = '/bench/node_modules/@tensorflow/tfjs/dist/tf.fesm.min.js';

/** In place of what TensorFlow.js imports for Node only. */
const nothing = 'data:text/javascript,export default {}';

/** What modules import by name. */
const packages: Readonly<Record<string, string>> = {
  '#ort': '/bench/build/src/runtime/ort-web.js',
  'fastest-levenshtein': '/node_modules/fastest-levenshtein/esm/mod.js',
  pbf: '/node_modules/pbf/index.js',
  'zod/mini': '/node_modules/zod/mini/index.js',
  'onnxruntime-web/wasm': '/bench/node_modules/onnxruntime-web/dist/ort.wasm.min.mjs',
  '@jax-js/jax': '/bench/node_modules/@jax-js/jax/dist/index.js',
  '@tensorflow/tfjs': tensorflow,
  '@tensorflow/tfjs-core': tensorflow,
  '@tensorflow/tfjs-backend-wasm':
    '/bench/node_modules/@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.fesm.min.js',
  fs: nothing,
  os: nothing,
  path: nothing,
  perf_hooks: nothing,
};

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

const page = (worker: string) => `<!doctype html><title>peer</title><script type="module">
  const worker = new Worker('/bench/build/bench/peers/browser/${worker}.js', { type: 'module' });
  globalThis.ask = (message) => new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => data.error === undefined ? resolve(data) : reject(new Error(data.error));
    worker.onerror = ({ message, filename, lineno }) => reject(new Error(message + ' ' + filename + ':' + lineno));
    worker.postMessage(message);
  });
</script>`;

/** Where system packages put it. */
const chromiumPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const create: PeerFactory = async ({ work, threads, variant }) => {
  const executablePath = chromiumPaths.find(existsSync);
  if (executablePath === undefined) throw new Error(`needs Chromium in ${chromiumPaths.join(' or ')}`);
  const check = { file: '' };
  const server = serveModules(page(variant), check);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const tab = await browser.newPage();
  tab.on('console', (message) => console.error(message.text()));
  await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const ask = (message: unknown) =>
    tab.evaluate((message) => (globalThis as unknown as Page).ask(message), message) as Promise<unknown>;
  const { versions } = (await ask({ work, threads })) as Pick<Peer, 'versions'>;
  return {
    versions: { chromium: browser.version(), ...versions },
    async check(file) {
      check.file = file;
      return ((await ask({ check: true })) as { numbers: readonly Numbers[] }).numbers;
    },
    time: async (iterations) => ((await ask({ time: iterations })) as { ms: readonly number[] }).ms,
    close: () => close(browser, server),
  };
};

interface Page {
  ask(message: unknown): Promise<unknown>;
}

async function close(browser: Browser, server: ReturnType<typeof createServer>): Promise<void> {
  await browser.close();
  server.close();
}

/** @param check  names the file behind /check */
function serveModules(html: string, check: { readonly file: string }) {
  return createServer(async ({ url = '/' }, response) => {
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    try {
      if (url === '/') return send(response, 'text/html', html);
      const path = new URL(`.${url}`, repository);
      if (!path.href.startsWith(repository.href)) throw new Error(url);
      const bytes = await readFile(url === '/check' ? check.file : path);
      const type = types[extname(url)] ?? 'application/octet-stream';
      send(response, type, type === 'text/javascript' ? withPaths(bytes.toString()) : bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
}

function send(response: ServerResponse, type: string, body: string | Uint8Array): void {
  response.setHeader('content-type', type);
  response.end(body);
}

/** The module with paths in place of the names of packages. */
function withPaths(source: string): string {
  return source.replace(/\b(from|import)(\s*\(?\s*["'])([^"'\s]+)(?=["'])/g, (text, keyword, open, name) => {
    const path = packages[name];
    return path === undefined ? text : `${keyword}${open}${path}`;
  });
}

await serve(create);
