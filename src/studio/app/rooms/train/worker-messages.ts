// What the page and its worker tell each other. The page asks; the worker trains, and tells when it is asked.

import type { PointScale } from '../../../../base/point-scale.ts';
import type { PlaneView } from '../../../../formats/plane-picture.ts';
import type { LiveChanges } from '../../../../gan/live-settings.ts';
import type { Hardware } from '../../../../runtime/device.ts';
import type { Config } from '../../../../train/config.ts';
import type { DeviceName } from './device-names.ts';
import type { Phase } from './phases.ts';

/** What is learnt: points by the name of their distribution, points around drawn ones, the packed digits, or what
 *  the reader brought. */
export type DataSource =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'drawn'; readonly centres: Float32Array }
  | { readonly kind: 'digits' }
  | {
      readonly kind: 'own';
      /** Another one for other values. */
      readonly id: number;
      readonly name: string;
      readonly sampleShape: readonly number[];
      readonly values: Float32Array | Uint8Array;
      readonly scale?: PointScale;
    };

/** One GAN to train; from a file of the command line, if one is given. */
export interface LaneOrder {
  readonly config: Config;
  /** A checkpoint or a generator, as safetensors. */
  readonly file?: Uint8Array;
  /** The part of the plane that is shown, where it is not the usual one. */
  readonly view?: PlaneView;
}

/** What trains. */
export interface DeviceOrder {
  readonly device: DeviceName;
  readonly threads: number;
}

/** How iterations follow each other: as fast as they can, phase by phase to be watched, or not. */
export type Pace = 'fast' | 'slow' | 'paused';

/** What a picture of points shows besides them. */
export interface Layers {
  /** Scores and slopes of the critic over the plane, and its gradients at the fakes. */
  readonly field: boolean;
  /** Where the generator sends a square grid of noise. */
  readonly warp: boolean;
}

export type FileKind = 'checkpoint' | 'generator' | 'onnx';

/** What the page asks; another page may have data and orders of its own. */
export type Request<Source = DataSource, Order = LaneOrder> =
  | { readonly type: 'peek'; readonly data: Source }
  | (DeviceOrder & {
      readonly type: 'open';
      /** Given back by `opened`: an older one is not what is wanted any more. */
      readonly id: number;
      readonly data: Source;
      /** Side by side, on the same data. */
      readonly lanes: readonly Order[];
    })
  | { readonly type: 'pace'; readonly pace: Pace }
  | { readonly type: 'step' }
  | { readonly type: 'change'; readonly lane: number; readonly settings: LiveChanges }
  | { readonly type: 'draw'; readonly layers: Layers }
  | { readonly type: 'save'; readonly lane: number; readonly kind: FileKind };

/** What is being waited for. */
export type Waiting =
  | { readonly part: 'digits' | 'runtime'; readonly loaded: number; readonly total: number }
  | { readonly part: 'compiling' };

/** Numbers over iterations, each the mean of a stretch. */
export interface Table {
  readonly iteration: readonly number[];
  readonly columns: Readonly<Record<string, readonly (number | null)[]>>;
}

/** The square of the plane that is shown. */
export interface PlaneField {
  readonly side: number;
  /** float32[side²], rows from below. */
  readonly scores: Float32Array;
  /** float32[side²] */
  readonly slopes: Float32Array;
  /** ∇ critic at the first fakes, float32[n, 2]. */
  readonly arrows: Float32Array;
}

/** Samples, float32[N, ...shape of one]; images in [−1, 1]. */
export interface Samples {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** One GAN as it is now. */
export interface LaneFrame {
  readonly table: Table;
  /** Exact distances between fakes and real points. */
  readonly distances: Table;
  readonly samples: Samples;
  readonly field?: PlaneField;
  /** Places of a lattice of noise, float32[side², 2]. */
  readonly warp?: { readonly side: number; readonly places: Float32Array };
}

/** Everything that was opened. */
export interface Opened {
  readonly id: number;
  readonly device: DeviceName;
  readonly threads: number;
  /** The graphics processor that WebGPU found. */
  readonly hardware?: Hardware;
  /** As they train: a file may have changed what was ordered. */
  readonly configs: readonly Config[];
  readonly parameters: readonly { readonly generator: number; readonly critic: number }[];
  readonly seconds: number;
  /** The exact distance between two samples of the data: what a perfect generator would show. */
  readonly yardstick?: number;
}

export type Report =
  | { readonly type: 'waiting'; readonly waiting: Waiting }
  | {
      readonly type: 'data';
      readonly count: number;
      readonly points?: Float32Array;
      /** A few samples, where they are images. */
      readonly images?: Samples;
    }
  | { readonly type: 'opened'; readonly opened: Opened }
  | {
      readonly type: 'frame';
      readonly iteration: number;
      /** Iterations per second of all GANs together; 0 while nothing runs. */
      readonly speed: number;
      readonly lanes: readonly LaneFrame[];
    }
  /** Slow motion has come to a phase of the iteration. */
  | { readonly type: 'phase'; readonly phase: Phase }
  | { readonly type: 'paused' }
  | { readonly type: 'file'; readonly name: string; readonly bytes: Uint8Array }
  | {
      readonly type: 'failed';
      readonly message: string;
      readonly help?: string;
      /** Where the device failed: what it trained can only go on elsewhere. */
      readonly gone?: Gone;
    };

/** A device that failed, and what the host kept of its training. */
export interface Gone {
  readonly device: DeviceName;
  readonly kept?: {
    readonly iteration: number;
    /** A checkpoint for each GAN. */
    readonly files: readonly Uint8Array[];
  };
}
