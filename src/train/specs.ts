// Specifications of networks as they stand in files: text from strangers, checked against the tensors beside it.

import * as z from 'zod/mini';
import { FormatError } from '../base/errors.ts';
import type { TensorRecord } from '../base/host-tensor.ts';
import { mapRecord } from '../base/record.ts';
import { formatType, sizeOf } from '../base/shape.ts';
import { parseJson } from '../formats/json.ts';
import type { GeneratorSpec, NetworkSpec } from '../gan/architectures/architecture.ts';
import { architectures } from '../gan/architectures/registry.ts';
import type { NetworkName } from '../gan/gan.ts';
import { type Network, typesOnly } from '../nn/layer.ts';
import { describeMisfit } from './misfits.ts';

const size = () => z.int().check(z.gte(1));
const axes = () => z.array(z.number()).check(z.maxLength(16));

/** Of a class. */
const LONGEST_NAME = 1000;

const named = z.looseObject({ architecture: z.enum(architectures.names) });

/** The specification of a network: the options of its architecture, and what every network has. */
function schemaOf(network: NetworkName, name: string) {
  const { options, conditions } = architectures.get(name);
  return z.strictObject({
    architecture: z.literal(name),
    ...(conditions && {
      condition: z.optional(z.enum(conditions[network])),
      classes: z.optional(z.array(z.string().check(z.maxLength(LONGEST_NAME))).check(z.minLength(2))),
    }),
    ...mapRecord({ ...options[network], ...options.both }, ({ type }) => type),
    sampleShape: z.array(size()).check(z.minLength(1), z.maxLength(4)),
    ...(network === 'generator' && {
      scale: z.optional(z.strictObject({ centre: axes(), spread: axes() })),
    }),
  });
}

/** The generator's specification in a file's metadata.
 *  @param parameters  the tensors that must fit it
 *  @throws FormatError if it is not one, or does not fit */
export function parseGeneratorSpec(text: string | undefined, parameters: TensorRecord): GeneratorSpec {
  const spec = parseSpec('generator', text) as GeneratorSpec;
  requireScale(spec);
  requireParameters('generator', architectures.get(spec.architecture).generator(spec), parameters);
  return spec;
}

/** The critic's specification in a file's metadata.
 *  @param parameters  the tensors that must fit it
 *  @throws FormatError if it is not one, or does not fit */
export function parseCriticSpec(text: string | undefined, parameters: TensorRecord): NetworkSpec {
  const spec = parseSpec('critic', text);
  requireParameters('critic', architectures.get(spec.architecture).critic(spec), parameters);
  return spec;
}

function requireScale({ scale, sampleShape }: GeneratorSpec): void {
  if (scale === undefined) return;
  const { centre, spread } = scale;
  const size = sizeOf(sampleShape);
  if (centre.length === size && spread.length === size && spread.every((width) => width > 0)) return;
  throw new FormatError(`generator: scale must have ${size} spreads > 0, got ${JSON.stringify(scale)}`);
}

function parseSpec(kind: NetworkName, text: string | undefined): NetworkSpec {
  const values = parseJson(kind, text);
  const { architecture } = checked(kind, named, values);
  const spec = checked(kind, schemaOf(kind, architecture), values) as unknown as NetworkSpec;
  if ((spec.condition === undefined) === (spec.classes === undefined)) return spec;
  const got = spec.condition === undefined ? 'classes' : `the condition ${spec.condition}`;
  throw new FormatError(`${kind}: expected a condition and its classes, or neither, got ${got} alone`);
}

function checked<T>(kind: string, schema: z.ZodMiniType<T>, values: unknown): T {
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  throw new FormatError(describeMisfit(result.error.issues[0]!, values, kind, { isPrefix: true }), {
    help: 'the file may come from another version of wgan, or be damaged',
  });
}

/** Checks that a network's parameters have the names and types that its layers ask for; a false specification takes no
 *  memory, however large it is. */
function requireParameters(kind: string, network: Network, parameters: TensorRecord): void {
  const expected = mapRecord(network.init(typesOnly), formatType);
  const actual = mapRecord(parameters, formatType);
  for (const name of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    if (expected[name] === actual[name]) continue;
    throw new FormatError(
      `${kind}: parameter "${name.slice(0, 60)}" must be ${expected[name] ?? 'absent'}, got ${actual[name] ?? 'none'}`,
      { help: 'the weights belong to another architecture, or other widths, than the file says' },
    );
  }
}
