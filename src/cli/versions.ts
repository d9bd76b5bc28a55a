// Versions of what is running, in one line.

import { versions } from '../run/versions.ts';

/** "wgan 0.1.0, onnxruntime 1.30.0, node 20.20.2". */
export function versionText(): string {
  return Object.entries(versions())
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}
