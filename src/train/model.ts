// A trained generator as one file: its weights, and what is needed to rebuild it, in one safetensors file.

import { FormatError } from '../base/errors.ts';
import type { TensorRecord } from '../base/host-tensor.ts';
import { underPrefix } from '../base/record.ts';
import { type ByteSource, joinBytes } from '../formats/byte-source.ts';
import { decodeSafetensors, safetensorsParts } from '../formats/safetensors.ts';
import type { GeneratorSpec } from '../gan/architectures/architecture.ts';
import { parseGeneratorSpec } from './specs.ts';

/** The format of generator files; the number grows when older readers would misread a newer file. */
export const GENERATOR_FORMAT = 'wgan-generator/1';

/** A trained generator. */
export interface GeneratorModel {
  readonly spec: GeneratorSpec;
  /** Named as in PyTorch's `nn.Sequential`. */
  readonly parameters: TensorRecord;
  /** Name of the dataset that it learnt. */
  readonly dataset: string;
  /** Generator updates made. */
  readonly iteration: number;
  /** `average`: moving averages of the trained weights; `last`: the weights of the last update. */
  readonly weights: 'average' | 'last';
}

/** The generator that samples come from, in a training state: averaged weights where there are some, unless the raw
 *  ones are wanted. */
export function generatorOf(
  state: TensorRecord,
  facts: { readonly spec: GeneratorSpec; readonly dataset: string; readonly iteration: number },
  { raw = false }: { readonly raw?: boolean | undefined } = {},
): GeneratorModel {
  const averaged = underPrefix('average.generator', state);
  const isAveraged = !raw && Object.keys(averaged).length > 0;
  return {
    ...facts,
    parameters: isAveraged ? averaged : underPrefix('generator', state),
    weights: isAveraged ? 'average' : 'last',
  };
}

/** The model as a safetensors file: parameters without prefix, everything else as text in its metadata. */
export const encodeGenerator = (model: GeneratorModel): Uint8Array => joinBytes(generatorParts(model));

/** The file of `encodeGenerator` as parts, to be written one after the other. */
export function generatorParts({
  spec,
  parameters,
  dataset,
  iteration,
  weights,
}: GeneratorModel): readonly Uint8Array[] {
  return safetensorsParts(parameters, {
    format: GENERATOR_FORMAT,
    generator: JSON.stringify(spec),
    dataset,
    iteration: String(iteration),
    weights,
  });
}

/** The model in a safetensors file.
 *  @throws FormatError if the file is no generator of ours, of a newer format, or its weights do not fit its spec */
export function decodeGenerator(file: Uint8Array | ByteSource): GeneratorModel {
  const { tensors, metadata } = decodeSafetensors(file);
  requireFormat('generator', GENERATOR_FORMAT, metadata.format);
  const spec = parseGeneratorSpec(metadata.generator, tensors);
  const { dataset = '', weights } = metadata;
  return {
    spec,
    parameters: tensors,
    dataset,
    iteration: parseCount('generator: iteration', metadata.iteration),
    weights: weights === 'average' ? 'average' : 'last',
  };
}

/** Checks the `format` of a file's metadata.
 *  @throws FormatError that tells a newer format from another kind of file */
export function requireFormat(kind: string, expected: string, got: string | undefined): void {
  if (got === expected) return;
  const [name, version] = expected.split('/') as [string, string];
  const [gotName, gotVersion] = (got ?? '').split('/');
  const isNewer = gotName === name && Number(gotVersion) > Number(version);
  throw new FormatError(
    `${kind}: expected format ${expected}, got ${got === undefined ? 'none' : `"${got.slice(0, 60)}"`}`,
    {
      help: isNewer
        ? 'the file was written by a newer wgan: update this one'
        : `the metadata of files of wgan name their format; this is no ${kind} of wgan`,
    },
  );
}

/** A count ≥ 0 from the text of a file's metadata.
 *  @throws FormatError for anything else */
export function parseCount(where: string, text: string | undefined): number {
  const value = Number(text);
  if (text === undefined || !/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new FormatError(
      `${where} must be a whole number ≥ 0, got ${text === undefined ? 'none' : `"${text.slice(0, 60)}"`}`,
    );
  }
  return value;
}
