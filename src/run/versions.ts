// Versions of what computes a run.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface Versions {
  readonly wgan: string;
  readonly onnxruntime: string;
  readonly node: string;
}

const require = createRequire(import.meta.url);

/** The versions of this process. */
export function versions(): Versions {
  return {
    wgan: versionIn('../../package.json'),
    onnxruntime: packageVersion('onnxruntime-node'),
    node: process.versions.node,
  };
}

/** Looks for the manifest above the package's entry: `exports` may hide it. */
function packageVersion(name: string): string {
  try {
    for (let folder = dirname(require.resolve(name)); folder !== dirname(folder); folder = dirname(folder)) {
      const manifest = readManifest(join(folder, 'package.json'));
      if (manifest?.name === name) return manifest.version;
    }
  } catch {
    // not installed: another runtime computes
  }
  return 'unknown';
}

const versionIn = (path: string) => (require(path) as { readonly version: string }).version;

function readManifest(path: string): { readonly name: string; readonly version: string } | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { readonly name: string; readonly version: string };
  } catch {
    return undefined;
  }
}
