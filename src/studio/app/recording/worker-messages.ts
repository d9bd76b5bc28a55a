// What the page of a recorded run and its worker tell each other, besides what the room's do.

import type { Recording } from '../../../train/recording.ts';
import type { Request } from '../rooms/train/worker-messages.ts';

/** What the page carries, told once; texts are gzipped bytes as base64. */
export interface Carrying {
  readonly type: 'carrying';
  readonly recording: Recording;
  /** The values of the samples. */
  readonly samples: string;
  /** ONNX Runtime's WebAssembly. */
  readonly runtime: string;
}

export type CarriedRequest = Request<'carried', Recording>;
