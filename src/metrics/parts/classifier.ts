// The classifier of digits, loaded once.

import { openDigitClassifier } from '../mnist-features.ts';
import { realPart } from './part.ts';

export const classifier = realPart({
  async make(_, { device, readClassifier, onRelease }) {
    const onnx = await readClassifier();
    const { version, describe, release } = await openDigitClassifier(device, onnx);
    onRelease(release);
    return { version, describe, onnx };
  },
});
