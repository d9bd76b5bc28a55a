// What a classifier of digits sees in an image: 64 features and a digit. Runs the ONNX file that
// recipes/classifier trained and wrote; imports no files, so that it works in a browser too.

import { ShapeError } from '../base/errors.ts';
import { float32, float32Data } from '../base/host-tensor.ts';
import { bytesToFloats } from '../data/dataset.ts';
import { readOnnxOutside } from '../formats/onnx-reader.ts';
import type { Device } from '../runtime/device.ts';
import type { Lowered } from '../targets/target.ts';
import { argmaxRows } from './histogram.ts';
import type { OnProgress } from './progress.ts';
import { type Vectors, vectors } from './vectors.ts';

/** Classifiers of digits, the one that is asked by default first; distances of different ones cannot be compared. */
export const classifierVersions = ['mnist-conv-2', 'mnist-mlp-1'] as const;

export type ClassifierVersion = (typeof classifierVersions)[number];

export const [classifierVersion] = classifierVersions;

export const featureCount = 64;
export const digitCount = 10;

/** Bytes of one digit. */
export const digitSize = 28 * 28;

/** What the classifier sees. */
export interface DigitFeatures {
  /** [N, 64], of the layer before the last. */
  readonly features: Vectors;
  /** The digit with the largest score, per image. */
  readonly labels: Uint16Array;
}

/** A classifier that is loaded on a device. */
export interface DigitClassifier {
  readonly version: string;
  /** @param bytes  uint8[N,1,28,28], digits bright on dark
   *  @throws       ShapeError if the bytes do not fill whole digits */
  describe(bytes: Uint8Array, onProgress?: OnProgress): Promise<DigitFeatures>;
  release(): Promise<void>;
}

/** Digits that go through the network at once: 6 MB of pixels. */
const batch = 2000;

/** The ONNX file as a program. */
function classifierProgram(bytes: Uint8Array): Lowered {
  return {
    name: 'mnist-features',
    inputs: { images: { dtype: 'float32', shape: ['N', 1, 28, 28] } },
    outputs: {
      features: { dtype: 'float32', shape: ['N', featureCount] },
      logits: { dtype: 'float32', shape: ['N', digitCount] },
    },
    target: 'onnx',
    bytes,
  };
}

/** Loads the classifier. Measured: 10,000 digits in 0.15 s on one thread.
 *  @param onnx    the bytes of a file of assets, which tells its version
 *  @throws        DeviceError if the device cannot load them */
export async function openDigitClassifier(device: Device, onnx: Uint8Array): Promise<DigitClassifier> {
  const loaded = await device.load(classifierProgram(onnx), { isAuxiliary: true });
  return {
    version: readOnnxOutside(onnx).metadata.version ?? '',
    release: () => loaded.release(),
    async describe(bytes, onProgress) {
      const count = bytes.length / digitSize;
      if (!Number.isInteger(count) || count < 1) {
        throw new ShapeError(`classifier: bytes must fill digits of 28×28, got ${bytes.length}`);
      }
      const features = new Float32Array(count * featureCount);
      const labels = new Uint16Array(count);
      for (let start = 0; start < count; start += batch) {
        const end = Math.min(count, start + batch);
        const pixels = bytesToFloats(bytes.subarray(start * digitSize, end * digitSize));
        const outputs = await loaded.run({ images: float32([end - start, 1, 28, 28], pixels) });
        features.set(float32Data(outputs.features!, 'classifier'), start * featureCount);
        labels.set(argmaxRows(float32Data(outputs.logits!, 'classifier'), digitCount), start);
        onProgress?.(end, count);
      }
      return { features: vectors(features, featureCount), labels };
    },
  };
}
