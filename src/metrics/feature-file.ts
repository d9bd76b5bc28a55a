// Features of a network that comes as an ONNX file: Inception, or any other.

import { ConfigError } from '../base/errors.ts';
import { type OnnxPort, readOnnxOutside } from '../formats/onnx-reader.ts';
import type { Device } from '../runtime/device.ts';
import { type FeatureNetwork, featureNetwork } from './feature-network.ts';

/** A file of features, and what reports call it. */
export interface FeatureFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const help =
  'one input, images [N,C,H,W] as uint8 or as float32 from 0 to 1, and features float32[N,D] as the first output';

/** A network from a file. Images are brought to its height and width, where it has fixed ones, and grey ones to its
 *  channels; bytes go in as they are, or floats from 0 to 1.
 *  @throws ConfigError if it does not take images and give a vector for each; FormatError if the bytes are no ONNX model;
 *          DeviceError if the device cannot load it */
export async function openGivenFeatures(
  device: Device,
  { name, bytes }: FeatureFile,
  sampleShape: readonly number[],
): Promise<FeatureNetwork> {
  const { inputs, outputs } = readOnnxOutside(bytes);
  const [input, output] = [inputs[0], outputs[0]];
  const got = (ports: readonly OnnxPort[]) => ports.map(portText).join(', ') || 'none';
  if (input === undefined || inputs.length > 1 || !takesImages(input)) {
    throw new ConfigError(`${name}: a network of features must take images, got the inputs ${got(inputs)}`, {
      help,
    });
  }
  if (output === undefined || output.dtype !== 'float32') {
    throw new ConfigError(`${name}: a network of features must give float32 first, got ${got(outputs)}`, {
      help,
    });
  }
  const [, channels, height, width] = input.shape;
  const program = {
    ...{ name, target: 'onnx', bytes },
    inputs: { [input.name]: { dtype: input.dtype as 'uint8', shape: openShape(input) } },
    outputs: { [output.name]: { dtype: 'float32', shape: openShape(output) } },
  } as const;
  const size = height === undefined || width === undefined ? undefined : ([height, width] as const);
  return {
    ...{ version: name, isScaled: false },
    ...featureNetwork(
      await device.load(program, { isAuxiliary: true }),
      { name: input.name, dtype: input.dtype as 'uint8', channels, size, range: [0, 1] },
      sampleShape,
    ),
  };
}

const takesImages = ({ dtype, shape }: OnnxPort) =>
  shape.length === 4 && shape[0] === undefined && (dtype === 'uint8' || dtype === 'float32');

const openShape = ({ shape }: OnnxPort) => shape.map((dimension) => dimension ?? 'N');

const portText = ({ name, dtype, shape }: OnnxPort) =>
  `${name} ${dtype ?? 'of another type'}[${shape.map((dimension) => dimension ?? 'N').join(',')}]`;
