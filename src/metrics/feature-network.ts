// A network that describes images by numbers, whatever it is: our random VGG, or any that comes as an ONNX file.

import { ConfigError } from '../base/errors.ts';
import { float32, float32Data, type HostTensor, hostTensor } from '../base/host-tensor.ts';
import { sizeOf } from '../base/shape.ts';
import type { Device, LoadedProgram } from '../runtime/device.ts';
import { resizedPlanes } from './image-resize.ts';
import type { OnProgress } from './progress.ts';
import { type Vectors, vectors } from './vectors.ts';

/** What a network is fed. */
export interface FeatureInput {
  readonly name: string;
  readonly dtype: 'uint8' | 'float32';
  /** Of the images that it takes; by default those of the data. */
  readonly channels?: number | undefined;
  readonly size?: readonly [number, number] | undefined;
  /** What a float stands for a byte b: [lowest, highest]. */
  readonly range: readonly [number, number];
}

/** A network of features that is loaded on a device. */
export interface FeatureNetwork {
  /** Which features they are; numbers of different ones cannot be compared. */
  readonly version: string;
  /** Whether features are brought to mean 0 and a mean variance of 1 over the real images, since their scale is arbitrary. */
  readonly isScaled: boolean;
  /** @param bytes  uint8[N, ...sampleShape]
   *  @returns      [N, D] */
  describe(bytes: Uint8Array, onProgress?: OnProgress): Promise<Vectors>;
  release(): Promise<void>;
}

/** Bytes of images that go through a network at once. */
const batchBytes = 2 ** 21;

/** A loaded program as a network of features: images are brought to its size and channels; grey is repeated.
 *  @throws ConfigError if it takes another number of channels */
export function featureNetwork(
  loaded: LoadedProgram,
  { channels, size, ...into }: FeatureInput,
  [own = 1, height = 1, width = 1]: readonly number[],
): Omit<FeatureNetwork, 'version' | 'isScaled'> {
  const taken = channels ?? own;
  if (taken !== own && own !== 1) {
    throw new ConfigError(
      `features: expected a network for ${own} channels, as the images have, got ${taken}`,
      {
        help: 'grey images suit any number of channels; others need a network of theirs',
      },
    );
  }
  const to = size ?? ([height, width] as const);
  const bytesEach = own * height * width;
  const batch = Math.max(1, Math.min(500, Math.floor(batchBytes / (taken * to[0] * to[1]))));
  const output = Object.keys(loaded.program.outputs)[0]!;
  return {
    release: () => loaded.release(),
    async describe(bytes, onProgress) {
      const count = bytes.length / bytesEach;
      let features = new Float32Array(0);
      for (let start = 0; start < count; start += batch) {
        const end = Math.min(count, start + batch);
        const planes = resizedPlanes(bytes.subarray(start * bytesEach, end * bytesEach), [height, width], to);
        const fed = fedAs(into, planes, [end - start, taken, ...to], taken / own);
        const found = float32Data((await loaded.run({ [into.name]: fed }))[output]!, 'features');
        if (start === 0) features = new Float32Array((found.length / (end - start)) * count);
        features.set(found, (found.length / (end - start)) * start);
        onProgress?.(end, count);
      }
      return vectors(features, features.length / count);
    },
  };
}

/** Images as an input tensor, each plane `times` times. */
function fedAs(
  { dtype, range: [low, high] }: Pick<FeatureInput, 'dtype' | 'range'>,
  planes: ArrayLike<number>,
  shape: readonly number[],
  times: number,
): HostTensor {
  const isFloat = dtype === 'float32';
  const tensor = isFloat ? float32(shape) : hostTensor('uint8', shape, new Uint8Array(sizeOf(shape)));
  const data = tensor.data as Float32Array | Uint8Array;
  const area = shape[2]! * shape[3]!;
  const scale = (high - low) / 255;
  for (let plane = 0, to = 0; to < data.length; plane++) {
    for (let time = 0; time < times; time++) {
      for (let k = 0; k < area; k++, to++) {
        const value = planes[plane * area + k]!;
        data[to] = isFloat ? low + scale * value : Math.round(value);
      }
    }
  }
  return tensor;
}

/** Our random VGG for images of a shape. Measured: 500 images of 32×32 in colour in 0.14 s of processor time, without resizing. */
export async function openRandomVgg(device: Device, sampleShape: readonly number[]): Promise<FeatureNetwork> {
  const { randomVggProgram, randomVggSize, randomVggVersion } = await import('./random-vgg.ts');
  const [channels = 1] = sampleShape;
  const loaded = await device.load(randomVggProgram(channels), { isAuxiliary: true });
  const size = [randomVggSize, randomVggSize] as const;
  const input = { name: 'images', dtype: 'float32', size, range: [-1, 1] } as const;
  return { version: randomVggVersion, isScaled: true, ...featureNetwork(loaded, input, sampleShape) };
}
