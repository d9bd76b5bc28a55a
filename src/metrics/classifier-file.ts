// The classifier's ONNX file, as it ships with the package.

import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { DataError } from '../base/errors.ts';
import { readBytes } from '../data/files.ts';
import { type ClassifierVersion, classifierVersion } from './mnist-features.ts';

/** Where it lies: beside src, and beside dist. */
const asset = (name: string) => fileURLToPath(new URL(`../../assets/${name}`, import.meta.url));

/** The file of each version, and its SHA-256. */
export const classifierFiles: {
  readonly [V in ClassifierVersion]: { readonly path: string; readonly sha256: string };
} = {
  'mnist-conv-2': {
    path: asset('mnist-features-2.onnx'),
    sha256: 'edfbffd5916163bdb9d90aa6bacdc8f132b1081f393505ee4afc41ad716e64a2',
  },
  'mnist-mlp-1': {
    path: asset('mnist-features.onnx'),
    sha256: '8149ac1097aacc2dd1959664c4126cba90b4335e3ff75dc68f647a9523e0d11e',
  },
};

/** The verified bytes of a classifier.
 *  @throws DataError if the file is missing or is not the one that this version of wgan measures with */
export async function readClassifier(
  version: ClassifierVersion = classifierVersion,
  path = classifierFiles[version].path,
): Promise<Uint8Array> {
  const { sha256 } = classifierFiles[version];
  const bytes = await readBytes(path);
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual !== sha256) {
    throw new DataError(`${path}: expected SHA-256 ${sha256}, got ${actual}`, {
      help: 'distances of different classifiers cannot be compared: restore the file from the package',
    });
  }
  return bytes;
}
