// ONNX Runtime as a browser has it (the import `#ort`): WebAssembly, bundled with its loader.

import type { DeviceRecord } from './device.ts';
import { type ImportWeb, page } from './ort.ts';

/** Devices that only this platform has: none. */
export const nativeDevices: readonly DeviceRecord[] = [];

export const importWeb: ImportWeb = () => import('onnxruntime-web/wasm');

/** Threads that can run at once: only those of a cross-origin isolated page share memory. */
export const processors = (): number =>
  page.crossOriginIsolated ? (page.navigator?.hardwareConcurrency ?? 1) : 1;

/** Bytes that WebAssembly can address. */
export const memoryLimit = (): number => 2 ** 32;
