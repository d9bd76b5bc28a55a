// ONNX Runtime as a browser has it (the import `#ort`): WebAssembly, bundled with its loader.

import { type ImportNative, type ImportWeb, page } from './ort.ts';

export const importNative: ImportNative | undefined = undefined;

export const importWeb: ImportWeb = () => import('onnxruntime-web/wasm');

/** Threads that can run at once: only those of a cross-origin isolated page share memory. */
export const processors = (): number =>
  page.crossOriginIsolated ? (page.navigator?.hardwareConcurrency ?? 1) : 1;

/** Bytes that WebAssembly can address. */
export const memoryLimit = (): number => 2 ** 32;

/** Where this runs, for messages. */
export const platform: string = 'a browser';
