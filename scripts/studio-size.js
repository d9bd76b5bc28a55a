// What the studio's page weighs, gzipped, by where its code comes from: every room and worker, without ONNX Runtime, data
// and recorded runs. A file's bytes are shared out among its modules by their length.
// node scripts/studio-size.js

import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const app = fileURLToPath(new URL('../src/studio/app/', import.meta.url));
const weights = new Map();

const add = (name, bytes) => weights.set(name, (weights.get(name) ?? 0) + bytes);

/** A package, a room's part, or a folder of src. */
function nameOf(id) {
  const dependency = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1];
  if (dependency !== undefined) return dependency;
  if (id.startsWith(app)) {
    const [first, room, part] = id.slice(app.length).split('/');
    if (first !== 'rooms') return 'shell and components';
    return part?.includes('.') ? `room ${room}` : `room ${room}: ${part}`;
  }
  return id.startsWith(root)
    ? id.slice(root.length).split('/').slice(0, 2).join('/')
    : 'what joins the files';
}

function weigh(_, bundle) {
  for (const file of Object.values(bundle)) {
    if (file.type === 'asset') {
      if (/\.(css|html)$/.test(file.fileName)) add('styles', gzipSync(file.source).length);
      continue;
    }
    if (/(ort\.|recorded-)[^/]*$/.test(file.fileName)) continue;
    const bytes = gzipSync(file.code).length;
    const modules = Object.entries(file.modules);
    const length = modules.reduce((sum, [, { renderedLength }]) => sum + renderedLength, 0);
    for (const [id, { renderedLength }] of modules) add(nameOf(id), (bytes * renderedLength) / length);
  }
}

await build({
  root: app,
  configFile: `${app}vite.config.ts`,
  logLevel: 'error',
  build: { write: false },
  plugins: [{ name: 'weigh', generateBundle: { order: 'post', handler: weigh } }],
});
const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(6);
for (const [name, bytes] of [...weights].sort(([, a], [, b]) => b - a))
  console.log(`${kilobytes(bytes)}  ${name}`);
console.log(`${kilobytes([...weights.values()].reduce((sum, bytes) => sum + bytes, 0))}  all, kB gzipped`);
