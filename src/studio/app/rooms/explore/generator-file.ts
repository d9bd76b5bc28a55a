// A generator from the bytes of a file: ours with its architecture in the metadata, or any ONNX model of that form.
// Files come from strangers: what cannot be run here is refused in words.

import { FormatError } from '../../../../base/errors.ts';
import { float32Data } from '../../../../base/host-tensor.ts';
import { type StaticShape, sizeOf } from '../../../../base/shape.ts';
import type { Program } from '../../../../compiler/program.ts';
import { type OnnxOutside, type OnnxPort, readOnnxOutside } from '../../../../formats/onnx-reader.ts';
import { inspectSafetensors } from '../../../../formats/safetensors.ts';
import { architectures } from '../../../../gan/architectures/registry.ts';
import { type HiddenLayers, hiddenLayersOf } from '../../../../gan/hidden-layers.ts';
import type { Lowered } from '../../../../targets/target.ts';
import { generatorProgram, layersProgram, outputName } from '../../../../train/generator-program.ts';
import { decodeGenerator, type GeneratorModel } from '../../../../train/model.ts';
import { loadNetworksIn } from '../../runtime/networks.ts';

/** A generator that can be loaded. */
export interface GeneratorFile {
  readonly program: Program | Lowered;
  readonly input: string;
  readonly output: string;
  readonly latent: number;
  readonly sampleShape: StaticShape;
  /** The dataset that it learnt, where the file tells. */
  readonly dataset: string;
  /** Generator updates made, where the file tells. */
  readonly iteration: number | undefined;
  /** The hidden layers, where a generator has them one behind the other and its file their weights. */
  readonly layers?: OpenLayers;
}

/** What can be seen inside a generator. */
export interface OpenLayers extends Pick<HiddenLayers, 'widths'> {
  /** The weight of the last layer, float32[size of a sample, width of the last hidden layer]. */
  readonly lastWeight: Float32Array;
  /** The generator that also gives what each layer does, and takes factors for its units. */
  readonly compile: () => Program;
}

export const MOST_FILE_BYTES = 256e6;
const MOST_LATENT = 8192;
const MOST_SAMPLE_VALUES = 3 * 512 * 512;

/** `readGeneratorFile`, once the networks that it needs have come. */
export async function openGeneratorFile(bytes: Uint8Array): Promise<GeneratorFile> {
  if (isSafetensors(bytes)) await loadNetworksIn(inspectSafetensors(bytes).metadata);
  return readGeneratorFile(bytes);
}

/** The generator in a `.safetensors` or `.onnx` file, told apart by its content.
 *  @throws FormatError that says what is wrong with the file */
export function readGeneratorFile(bytes: Uint8Array): GeneratorFile {
  if (bytes.length > MOST_FILE_BYTES) {
    throw new FormatError(
      `file: expected at most ${MOST_FILE_BYTES / 1e6} MB, got ${Math.round(bytes.length / 1e6)} MB`,
    );
  }
  const file = isSafetensors(bytes) ? readOurs(bytes) : readOnnx(bytes);
  requireSize('latent', file.latent, MOST_LATENT);
  requireSize('sample', sizeOf(file.sampleShape), MOST_SAMPLE_VALUES);
  return file;
}

/** A length of 8 bytes, then JSON. */
const isSafetensors = (bytes: Uint8Array): boolean => bytes[8] === '{'.charCodeAt(0);

function readOurs(bytes: Uint8Array): GeneratorFile {
  const model = decodeGenerator(bytes);
  const { spec, dataset, iteration } = model;
  requireSize('latent', spec.latent, MOST_LATENT);
  const { latent, sampleShape } = spec;
  return {
    program: generatorProgram(model),
    input: 'latent',
    output: outputName(model),
    ...{ latent, sampleShape, dataset, iteration },
    ...openLayersOf(model),
  };
}

function openLayersOf(model: GeneratorModel): Pick<GeneratorFile, 'layers'> {
  const hidden = hiddenLayersOf(architectures.get(model.spec.architecture).generator(model.spec));
  if (hidden === undefined) return {};
  const { widths, lastWeight: name } = hidden;
  const lastWeight = float32Data(model.parameters[name]!, name);
  return { layers: { widths, lastWeight, compile: () => layersProgram(model) } };
}

function readOnnx(bytes: Uint8Array): GeneratorFile {
  const outside = readOnnxOutside(bytes);
  requireWhole(outside);
  const input = only('input', outside.inputs);
  const output = only('output', outside.outputs);
  const [, latent, ...more] = input.shape;
  if (input.dtype !== 'float32' || latent === undefined || more.length > 0 || input.shape[0] !== undefined) {
    throw new FormatError(
      `onnx: expected an input float32[N, latent] with any number N, got ${typeText(input)}`,
      {
        help: 'a generator that takes noise and nothing else, exported for batches of any size',
      },
    );
  }
  const sampleShape = output.shape.slice(1).filter((size) => size !== undefined);
  const isKnown = output.shape.length > 1 && sampleShape.length === output.shape.length - 1;
  const isImage = sampleShape.length === 3 && [1, 3, 4].includes(sampleShape[0]!);
  const isPoint = sampleShape.length === 1 && sampleShape[0] === 2;
  const isNumbers = output.dtype === 'float32' || (output.dtype === 'uint8' && isImage);
  if (!isKnown || !isNumbers || !(isImage || isPoint)) {
    throw new FormatError(
      `onnx: expected images [N, 1, 3 or 4, height, width] or points [N, 2], got ${typeText(output)}`,
    );
  }
  const { dataset = '', iteration } = outside.metadata;
  return {
    program: {
      name: 'generator',
      inputs: { [input.name]: { dtype: 'float32', shape: ['N', latent] } },
      outputs: { [output.name]: { dtype: output.dtype!, shape: ['N', ...sampleShape] } },
      target: 'onnx',
      bytes,
    },
    input: input.name,
    output: output.name,
    latent,
    sampleShape,
    dataset: dataset.slice(0, 200),
    iteration: /^\d{1,15}$/.test(iteration ?? '') ? Number(iteration) : undefined,
  };
}

function requireWhole({ hasExternalData, hasInnerGraphs }: OnnxOutside): void {
  if (hasExternalData) {
    throw new FormatError('onnx: expected a model that holds its weights, got one with external data', {
      help: 'save it as one file: onnx.save(model, path, save_as_external_data=False), or wgan export',
    });
  }
  if (hasInnerGraphs) {
    throw new FormatError(
      'onnx: expected a plain graph, got one with loops, branches, functions or sparse weights',
    );
  }
}

function only(kind: string, ports: readonly OnnxPort[]): OnnxPort {
  const [first, ...more] = ports;
  if (first !== undefined && more.length === 0) return first;
  throw new FormatError(`onnx: expected one ${kind}, got ${ports.length}`, {
    help: 'a training program is no generator: wgan export without --training writes one',
  });
}

function requireSize(what: string, size: number, most: number): void {
  if (size >= 1 && size <= most) return;
  throw new FormatError(`${what}: expected from 1 to ${most} values, got ${size}`);
}

const typeText = ({ name, dtype, shape }: OnnxPort): string =>
  `${name.slice(0, 40)} ${dtype ?? 'of another type'}[${shape.map((size) => size ?? 'N').join(', ')}]`;
