// ONNX Runtime as Node has it (the import `#ort`): native libraries, and WebAssembly where its package is installed.

import { availableParallelism } from 'node:os';
import type { ImportNative, ImportWeb } from './ort.ts';
import { turnOffTelemetry } from './telemetry.ts';

export const importNative: ImportNative | undefined = async () => {
  await turnOffTelemetry();
  return import('onnxruntime-node');
};

export const importWeb: ImportWeb = () => import('onnxruntime-web');

/** Threads that can run at once. */
export const processors = availableParallelism;

/** Where this runs, for messages. */
export const platform: string = `${process.platform} ${process.arch}`;
