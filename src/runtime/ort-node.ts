// ONNX Runtime as Node has it (the import `#ort`): native libraries, and WebAssembly where its package is installed.

import { availableParallelism, totalmem } from 'node:os';
import { cpuDevice } from './cpu.ts';
import type { DeviceRecord } from './device.ts';
import type { ImportWeb } from './ort.ts';
import { turnOffTelemetry } from './telemetry.ts';

const platform = `${process.platform} ${process.arch}`;

/** Devices that only this platform has, the best first. */
export const nativeDevices: readonly DeviceRecord[] = [
  cpuDevice(async () => {
    await turnOffTelemetry();
    return import('onnxruntime-node');
  }, platform),
];

export const importWeb: ImportWeb = () => import('onnxruntime-web');

/** Threads that can run at once. */
export const processors = availableParallelism;

/** Bytes that a process can have: what the machine has, or a container's limit where that is less (cgroups). */
export const memoryLimit = (): number => {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
};
