// What the page asks of the room's worker, and what it answers.

import type { Direction } from './directions.ts';
import type { GeneratorFile } from './generator-file.ts';
import type { UnitChange } from './units.ts';

/** A generator as the page knows it. */
export interface Facts extends Pick<GeneratorFile, 'latent' | 'sampleShape' | 'dataset' | 'iteration'> {
  /** Of the hidden layers; none where they cannot be shown. */
  readonly widths: readonly number[];
}

/** The training image nearest to a sample. */
export interface NearestImage {
  /** Float32 [C, H, W] in [−1, 1]. */
  readonly image: Float32Array<ArrayBuffer>;
  /** √Σ (a − b)² over pixels from 0 to 1. */
  readonly distance: number;
  /** How many training images were looked at. */
  readonly among: number;
}

/** Questions by name, with what is asked and what comes back. */
export interface Questions {
  /** Loads a generator in place of the one before. */
  readonly open: {
    readonly asked: { readonly address: string } | { readonly file: Blob };
    readonly answer: Facts;
  };
  /** Samples for latents [count, latent]. */
  readonly generate: {
    readonly asked: {
      readonly latents: Float32Array<ArrayBuffer>;
      readonly count: number;
      readonly changes: readonly UnitChange[];
    };
    readonly answer: Float32Array<ArrayBuffer>;
  };
  /** What each hidden layer gives for a latent [latent], before its own units are changed. */
  readonly layers: {
    readonly asked: {
      readonly latent: Float32Array<ArrayBuffer>;
      readonly changes: readonly UnitChange[];
    };
    readonly answer: readonly Float32Array<ArrayBuffer>[];
  };
  /** The weight of the last layer, float32[size, width]. */
  readonly lastWeight: { readonly asked: null; readonly answer: Float32Array<ArrayBuffer> };
  readonly directions: { readonly asked: null; readonly answer: readonly Direction[] };
  readonly nearest: {
    readonly asked: { readonly sample: Float32Array<ArrayBuffer> };
    readonly answer: NearestImage;
  };
}

export type QuestionName = keyof Questions;

export interface Question<K extends QuestionName = QuestionName> {
  readonly id: number;
  readonly name: K;
  readonly asked: Questions[K]['asked'];
}

/** What is being fetched. */
export interface Progress {
  readonly what: 'runtime' | 'generator' | 'images';
  readonly loaded: number;
  readonly total: number | undefined;
}

export type Reply =
  | { readonly id: number; readonly answer: Questions[QuestionName]['answer'] }
  | {
      readonly id: number;
      readonly problem: { readonly message: string; readonly help?: string | undefined };
    }
  | { readonly progress: Progress };
