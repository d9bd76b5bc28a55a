// Checkpoints: a state from which training goes on as if it had never stopped, in one safetensors file.
// They hold no time, path or host: equal states are equal bytes.

import * as z from 'zod/mini';
import { FormatError } from '../base/errors.ts';
import type { TensorRecord } from '../base/host-tensor.ts';
import { mapRecord, underPrefix } from '../base/record.ts';
import { formatType } from '../base/shape.ts';
import { type ByteSource, joinBytes } from '../formats/byte-source.ts';
import { parseJson } from '../formats/json.ts';
import { dataParts, readSafetensors, safetensorsParts } from '../formats/safetensors.ts';
import type { GeneratorSpec, NetworkSpec } from '../gan/architectures/architecture.ts';
import { describeMisfit } from './misfits.ts';
import { parseCount, requireFormat } from './model.ts';
import { type HashOf, hashOf } from './sha256.ts';
import type { Snapshot } from './snapshot.ts';
import { parseCriticSpec, parseGeneratorSpec } from './specs.ts';

/** The format of checkpoints; the number grows when older readers would misread a newer file. */
export const CHECKPOINT_FORMAT = 'wgan-checkpoint/1';

/** A snapshot, and what tells whether it fits a run. */
export interface Checkpoint {
  readonly snapshot: Snapshot;
  readonly generator: GeneratorSpec;
  readonly critic: NetworkSpec;
  /** Hash of the configuration and data that shape the trajectory. */
  readonly configHash: string;
}

/** The checkpoint as a safetensors file: tensors under the names of the state, everything else in its metadata. */
export async function encodeCheckpoint(checkpoint: Checkpoint): Promise<Uint8Array> {
  return joinBytes(await checkpointParts(checkpoint));
}

/** The file of `encodeCheckpoint` as parts, to be written one after the other: the tensors' own memory, which is not
 *  copied. */
export async function checkpointParts(
  checkpoint: Checkpoint,
  hash: HashOf = hashOf,
): Promise<readonly Uint8Array[]> {
  const { snapshot, generator, critic, configHash } = checkpoint;
  const { state, iteration, counts, cursor, settings } = snapshot;
  const metadata = {
    format: CHECKPOINT_FORMAT,
    iteration: String(iteration),
    config: configHash,
    counters: JSON.stringify({ critic: counts.critic, generator: counts.generator, cursor }),
    settings: JSON.stringify(canonical(settings)),
    generator: JSON.stringify(canonical(generator)),
    critic: JSON.stringify(canonical(critic)),
  };
  const sha256 = await hash(...dataParts(state));
  const header_sha256 = await headerHash(state, { ...metadata, sha256 });
  return safetensorsParts(state, { ...metadata, sha256, header_sha256 });
}

/** SHA-256 of everything that is not data: metadata, and the tensors' names, types and order. */
function headerHash(state: TensorRecord, metadata: Readonly<Record<string, string>>): Promise<string> {
  const entries = Object.entries(metadata).filter(([name]) => name !== 'header_sha256');
  const types = Object.entries(mapRecord(state, formatType));
  return hashOf(new TextEncoder().encode(JSON.stringify([entries, types])));
}

/** The record with its keys sorted: the bytes must not tell how it was made. */
function canonical<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))) as T;
}

const count = () => z.int().check(z.gte(0));
const countersSchema = z.strictObject({ critic: count(), generator: count(), cursor: count() });
const rate = () => z.number().check(z.gte(0));
const settingsSchema = z.catchall(
  z.object({ criticLearningRate: rate(), generatorLearningRate: rate() }),
  z.number(),
);

/** The checkpoint in a safetensors file.
 *  @throws FormatError if the file is damaged, no checkpoint, of a newer format, or contradicts itself */
export async function decodeCheckpoint(
  file: Uint8Array | ByteSource,
  hash: HashOf = hashOf,
): Promise<Checkpoint> {
  const { tensors, metadata, data } = readSafetensors(file);
  requireFormat('checkpoint', CHECKPOINT_FORMAT, metadata.format);
  requireHash('data', metadata.sha256, await hash(...data));
  requireHash('header', metadata.header_sha256, await headerHash(tensors, metadata));
  const { critic, generator, cursor } = parseRecord('counters', countersSchema, metadata.counters);
  return {
    generator: parseGeneratorSpec(metadata.generator, underPrefix('generator', tensors)),
    critic: parseCriticSpec(metadata.critic, underPrefix('critic', tensors)),
    configHash: metadata.config ?? '',
    snapshot: {
      iteration: parseCount('checkpoint: iteration', metadata.iteration),
      counts: { critic, generator },
      cursor,
      settings: parseRecord('settings', settingsSchema, metadata.settings),
      state: tensors,
    },
  };
}

function requireHash(part: string, expected: string | undefined, actual: string): void {
  if (actual === expected) return;
  const stated = expected === undefined ? 'none' : JSON.stringify(expected.slice(0, 64));
  throw new FormatError(
    `checkpoint: ${part} must have the SHA-256 that the file states, ${stated}, got ${actual}`,
    {
      help: 'the file is damaged',
    },
  );
}

function parseRecord<T>(name: string, schema: z.ZodMiniType<T>, text: string | undefined): T {
  const values = parseJson(`checkpoint: ${name}`, text);
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  const fault = describeMisfit(result.error.issues[0]!, values, name, { isPrefix: true });
  throw new FormatError(`checkpoint: ${fault}`);
}

/** Checks that a state has the tensors of another, in its order.
 *  @throws FormatError that names the first tensor that differs */
export function requireSameTensors(state: TensorRecord, expected: TensorRecord): void {
  const actual = mapRecord(state, formatType);
  const wanted = mapRecord(expected, formatType);
  const names = Object.keys(wanted);
  const differing = [...names, ...Object.keys(actual)].find((name) => actual[name] !== wanted[name]);
  if (differing === undefined) return;
  throw new FormatError(
    `checkpoint: tensor "${differing.slice(0, 80)}" must be ${wanted[differing] ?? 'absent'}, got ${actual[differing] ?? 'none'}`,
    { help: 'the state belongs to other networks or another optimizer' },
  );
}
