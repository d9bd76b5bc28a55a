// The files of the page, as they were built. All are known when the server starts: no path is made from a request.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { RunError } from '../../base/errors.ts';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
};

const packed: readonly string[] = ['.css', '.html', '.js', '.mjs', '.json', '.svg'];

/** Answers for the page in `folder`, and for the generator that ships, which lies elsewhere.
 *  @throws RunError if it has not been built */
export function pageRoutes(folder: string, generator: string): Hono {
  if (!existsSync(join(folder, 'index.html'))) {
    throw new RunError(`${folder}: expected the studio's page, got none`, {
      help: 'build it with npm run build',
    });
  }
  const routes = new Hono();
  routes.get('/assets/:name{mnist-generator-[\\w-]+\\.safetensors}', answerOf(generator, true));
  for (const path of filesBelow(folder)) {
    const name = relative(folder, path).split(sep).join('/');
    const answer = answerOf(path, name.startsWith('assets/'));
    routes.get(`/${name}`, answer);
    if (name === 'index.html') routes.get('/', answer);
  }
  return routes;
}

/** Names under assets/ hold a hash of their content: they never change. */
function answerOf(path: string, isForever: boolean) {
  const extension = extname(path);
  const headers = {
    'content-type': types[extension] ?? 'application/octet-stream',
    'cache-control': isForever ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
  let small: Uint8Array<ArrayBuffer> | undefined;
  return ({ req }: { readonly req: { header(name: string): string | undefined } }) => {
    const wantsSmall = packed.includes(extension) && /\bgzip\b/.test(req.header('accept-encoding') ?? '');
    if (!wantsSmall) return new Response(new Uint8Array(readFileSync(path)), { headers });
    small ??= new Uint8Array(gzipSync(readFileSync(path)));
    return new Response(small, {
      headers: { ...headers, 'content-encoding': 'gzip', vary: 'accept-encoding' },
    });
  };
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
