// The classifier's ONNX file, as it ships with the package.

import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { DataError } from '../base/errors.ts';
import { readBytes } from '../data/files.ts';

/** SHA-256 of the file that `classifierVersion` names. */
const classifierSha256 = '8149ac1097aacc2dd1959664c4126cba90b4335e3ff75dc68f647a9523e0d11e';

/** Where it lies: beside src, and beside dist. */
export const classifierPath = fileURLToPath(new URL('../../assets/mnist-features.onnx', import.meta.url));

/** The verified bytes of the classifier.
 *  @throws DataError if the file is missing or is not the one that this version of wgan measures with */
export async function readClassifier(path = classifierPath): Promise<Uint8Array> {
  const bytes = await readBytes(path);
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual !== classifierSha256) {
    throw new DataError(`${path}: expected SHA-256 ${classifierSha256}, got ${actual}`, {
      help: 'distances of different classifiers cannot be compared: restore the file from the package',
    });
  }
  return bytes;
}
