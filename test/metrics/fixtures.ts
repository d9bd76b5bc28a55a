// Inputs and expected values of other implementations: see test/fixtures/metrics/make.py.

import { readFileSync } from 'node:fs';
import { decodeSafetensors } from '../../src/formats/safetensors.ts';
import type { Prdc } from '../../src/metrics/prdc.ts';
import { type Vectors, vectors } from '../../src/metrics/vectors.ts';

const folder = new URL('../fixtures/metrics/', import.meta.url);

interface Expected {
  readonly versions: Readonly<Record<string, string>>;
  readonly frechet: Readonly<Record<'wide' | 'small' | 'flat', number>>;
  readonly moments: { readonly mean: number[]; readonly covariance: number[] };
  readonly prdc: Readonly<Record<'1' | '3' | '5', Prdc>>;
  readonly wasserstein: Readonly<Record<'plane' | 'space' | 'line' | 'ties', number>>;
  readonly line: { readonly weighted: number; readonly equal: number };
  readonly kl: {
    readonly counts: number[];
    readonly reference: number[];
    readonly toUniform: number;
    readonly toReference: number;
  };
  readonly fragments: { readonly loose: number[]; readonly share: number };
  readonly nearest: { readonly rows: number[]; readonly distances: number[]; readonly median: number };
  readonly modes: {
    readonly sigma: number;
    readonly modesCovered: number;
    readonly highQualityShare: number;
    readonly reverseKl: number;
    readonly histogram: number[];
  };
}

export const expected = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as Expected;

const { tensors } = decodeSafetensors(readFileSync(new URL('inputs.safetensors', folder)));

/** The vectors of a fixture, [N, D]. */
export function fixtureVectors(name: string): Vectors {
  const { data, shape } = tensors[name]!;
  return vectors(data as Float32Array, shape[1]!);
}

export const fixtureNumbers = (name: string) => tensors[name]!.data as Float32Array;

export const fixtureBytes = (name: string) => tensors[name]!.data as Uint8Array;

/** |actual − wanted| / |wanted|. */
export const relativeError = (actual: number, wanted: number) => Math.abs(actual - wanted) / Math.abs(wanted);
