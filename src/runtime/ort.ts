// What the devices need of ONNX Runtime, whichever package it comes from.

import type * as Native from 'onnxruntime-node';
import type * as Web from 'onnxruntime-web';

export type ImportNative = () => Promise<typeof Native>;
export type ImportWeb = () => Promise<typeof Web>;

/** The part that both packages share. */
export type Ort = Pick<typeof Native, 'InferenceSession' | 'Tensor'>;

/** The WebAssembly version that wgan is tested with, as npm installs it; package.json names the same. */
export const webPackage = 'onnxruntime-web@1.30.0';

/** What went wrong, in one line. */
export function firstLine(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.split('\n', 1)[0]!;
}

/** What a browser defines and Node 20 does not. */
interface Page {
  readonly crossOriginIsolated?: boolean;
  readonly navigator?: { readonly hardwareConcurrency: number };
}

export const page = globalThis as Page;
