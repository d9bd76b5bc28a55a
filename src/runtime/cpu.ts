// The processor, through ONNX Runtime's native libraries.

import type { InferenceSession } from 'onnxruntime-node';
import { DeviceError } from '../base/errors.ts';
import type { Program } from '../compiler/program.ts';
import { convolves } from '../graph/convolution.ts';
import { onnx } from '../targets/onnx/onnx.ts';
import type { Lowered, Target } from '../targets/target.ts';
import type { Device, DeviceRecord, LoadOptions } from './device.ts';
import { createHostDevice } from './host-device.ts';
import { firstLine, type ImportNative, webPackage } from './ort.ts';
import { createFillingSession } from './stop-output.ts';

/** @param platform  operating system and processor, for messages */
export function cpuDevice(importNative: ImportNative, platform: string): DeviceRecord {
  return {
    name: 'cpu',
    description: 'native CPU kernels of ONNX Runtime',
    async open(threads) {
      const ort = await importNative().catch((cause: unknown) => {
        throw cause instanceof DeviceError ? cause : missingLibrary(platform, cause);
      });
      const createSession = (program: Lowered, options: LoadOptions) =>
        createFillingSession(program.bytes, (bytes) =>
          ort.InferenceSession.create(bytes, nativeOptions(threads, program, options)),
        );
      const engine = { name: 'cpu', threads, ort, fillsTensors: true, createSession };
      return createHostDevice({ ...engine, targetFor: blockedWhereItPays(createHostDevice(engine)) });
    },
  };
}

/** The dialect of ONNX for each program of a device: blocked where it convolves and the processor has blocked kernels.
 *  What only programs that convolve need is loaded with the first of them.
 *  @param device  is asked for its blocks */
export function blockedWhereItPays(device: Device): (program: Program) => Promise<Target> {
  let convolving: Promise<Target> | undefined;
  return async (program) => {
    if (!convolves(program.graph)) return onnx;
    convolving ??= import('./block-size.ts').then(({ dialectOf }) => dialectOf(device));
    return convolving;
  };
}

function missingLibrary(platform: string, cause: unknown): DeviceError {
  return new DeviceError(
    `cpu: ONNX Runtime has no native library for ${platform}, or it is not installed: ${firstLine(cause)}`,
    {
      cause,
      help: `it supports Linux (glibc) x64 and arm64, macOS arm64, Windows x64 and arm64; elsewhere npm install --ignore-scripts ${webPackage} and use the device wasm (--device wasm)`,
    },
  );
}

/** Options of ONNX Runtime that suit whole training iterations: see docs/performance.md. */
function nativeOptions(
  threads: number,
  { isFinal }: Lowered,
  { isAuxiliary = false, profilePrefix }: LoadOptions,
): InferenceSession.SessionOptions {
  return {
    executionProviders: ['cpu'],
    intraOpNumThreads: isAuxiliary ? 1 : threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: isFinal ? 'disabled' : 'all',
    enableMemPattern: !isFinal, // a second run's one block beside the first's many: a third more where images are
    logSeverityLevel: 3,
    ...(profilePrefix !== undefined && { enableProfiling: true, profileFilePrefix: profilePrefix }),
    extra: {
      session: {
        set_denormal_as_zero: '1',
        intra_op: { allow_spinning: isAuxiliary ? '0' : '1' },
      },
    },
  };
}
