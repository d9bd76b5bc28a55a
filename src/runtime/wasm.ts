// The processor, through ONNX Runtime in WebAssembly: in browsers, and in Node where no native library exists.
// It copies inputs into its own memory and results out of it, and writes to no tensor that it is given: tensors that
// a run returns become the state, and the ones before are garbage.

import type { InferenceSession } from 'onnxruntime-web';
import { ConfigError, DeviceError } from '../base/errors.ts';
import type { DeviceRecord } from './device.ts';
import { createHostDevice } from './host-device.ts';
import { firstLine, type ImportWeb, page, webPackage } from './ort.ts';

const options: InferenceSession.SessionOptions = {
  executionProviders: ['wasm'],
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  logSeverityLevel: 3,
  extra: { session: { set_denormal_as_zero: '1', dynamic_block_base: '4' } },
};

export function wasmDevice(importWeb: ImportWeb): DeviceRecord {
  return {
    name: 'wasm',
    description: 'WebAssembly kernels of ONNX Runtime: in browsers, and on any processor',
    async open(threads) {
      requireIsolation(threads);
      const ort = await importWeb().catch((cause: unknown) => {
        throw new DeviceError(`wasm: needs the package ${webPackage}: ${firstLine(cause)}`, {
          cause,
          help: `npm install --ignore-scripts ${webPackage}`,
        });
      });
      setThreads(ort.env.wasm, threads);
      return createHostDevice({
        name: 'wasm',
        threads,
        ort,
        fillsTensors: false,
        createSession: ({ bytes }) => ort.InferenceSession.create(bytes, options),
      });
    },
  };
}

/** Only an isolated page may share memory between threads; Node always may. */
function requireIsolation(threads: number): void {
  if (threads === 1 || page.crossOriginIsolated !== false) return;
  throw new DeviceError(
    `wasm: more than one thread needs a cross-origin isolated page, got ${threads} threads`,
    {
      help: 'serve it with cross-origin-opener-policy: same-origin and cross-origin-embedder-policy: require-corp',
    },
  );
}

/** All sessions of a process share one pool of threads, made by the first. */
function setThreads(settings: { numThreads?: number }, threads: number): void {
  const { numThreads = threads } = settings;
  if (numThreads !== threads) {
    throw new ConfigError(
      `wasm: threads must be the same for the whole process, got ${numThreads} and ${threads}`,
    );
  }
  settings.numThreads = threads;
}
