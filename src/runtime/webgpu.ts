// The graphics processor of a browser, through ONNX Runtime's build for WebGPU. It is not among the registry's devices:
// its WebAssembly is 27 MB, which a bundler would put beside every page that knows the registry.

import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-web';
import { DeviceError } from '../base/errors.ts';
import { compile } from '../compiler/program.ts';
import { add } from '../graph/elementwise.ts';
import { input } from '../graph/leaves.ts';
import { lower } from '../targets/lower.ts';
import { onnx } from '../targets/onnx/onnx.ts';
import type { Device } from './device.ts';
import { createGpuDevice } from './gpu-device.ts';
import { type AdapterInfo, hardwareOf } from './hardware.ts';
import { firstLine, type ImportWeb } from './ort.ts';
import type { OrtSession } from './ort-session.ts';

/** What is used of a GPUDevice. https://www.w3.org/TR/webgpu/#gpudevice */
interface Gpu {
  readonly lost: Promise<{ readonly message: string }>;
  readonly adapterInfo?: AdapterInfo;
  addEventListener(type: 'uncapturederror', listener: (event: UncapturedError) => void): void;
}

interface UncapturedError {
  readonly error: { readonly message: string };
}

const importWebGpu: ImportWeb = () => import('onnxruntime-web/webgpu');

/** Opens the graphics processor.
 *  @param fetchBinary  ONNX Runtime's WebAssembly for it
 *  @throws DeviceError if there is none that may be used */
export async function openWebGpu(
  fetchBinary: () => Promise<ArrayBuffer>,
  importOrt: ImportWeb = importWebGpu,
): Promise<Device> {
  const ort = await importOrt();
  ort.env.wasm.wasmBinary ??= await fetchBinary();
  ort.env.wasm.numThreads = 1; // what WebGPU has no kernel for is small
  await openAnchor(ort.InferenceSession);
  const gpu = (await ort.env.webgpu.device) as unknown as Gpu;
  const guarded = createGuard(gpu);
  return createGpuDevice({
    name: 'webgpu',
    hardware: hardwareOf(gpu.adapterInfo),
    ort,
    async createSession(bytes, kept) {
      const session = await guarded(() => ort.InferenceSession.create(bytes, optionsFor(kept)));
      return {
        run: (inputs, fetches) => guarded(() => session.run(inputs, fetches)),
        release: () => session.release(),
      } as OrtSession;
    },
    async download(tensor) {
      if (tensor.location === 'cpu') return tensor;
      const data = await guarded(() => tensor.getData());
      return new ort.Tensor(tensor.type, data as Float32Array, tensor.dims) as OrtTensor;
    },
  });
}

function optionsFor(kept: readonly string[]): InferenceSession.SessionOptions {
  return {
    executionProviders: ['webgpu'],
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    preferredOutputLocation: Object.fromEntries(kept.map((name) => [name, 'gpu-buffer'])),
  };
}

/** A session that is never released: with its last session, ONNX Runtime destroys the GPUDevice.
 *  @throws DeviceError if no adapter can be had */
async function openAnchor({ create }: { create: typeof InferenceSession.create }): Promise<void> {
  const program = compile({ sum: add(input('x', [1]), 1) }, { name: 'anchor' });
  const { bytes } = lower(program, onnx);
  await create(bytes, optionsFor([])).catch((cause: unknown) => {
    throw new DeviceError(`webgpu: cannot be opened: ${firstLine(cause)}`, { cause });
  });
}

/** Ends work on a graphics processor when it fails: what waits for one that was lost would wait for ever, and what it
 *  computed beside an error that nobody caught (out of memory, mostly) is not to be trusted. */
function createGuard(gpu: Gpu): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting = new Set<(error: DeviceError) => void>();
  let failure: DeviceError | undefined;
  const fail = (what: string, message: string) => {
    failure ??= new DeviceError(`webgpu: ${what}${message === '' ? '' : `: ${firstLine(message)}`}`);
    for (const reject of waiting) reject(failure);
  };
  void gpu.lost.then(({ message }) => fail('the graphics processor was lost', message));
  gpu.addEventListener('uncapturederror', ({ error }) =>
    fail('the graphics processor failed', error.message),
  );
  return (work) =>
    new Promise((resolve, reject) => {
      if (failure !== undefined) return reject(failure);
      waiting.add(reject);
      const done = () => waiting.delete(reject);
      work().then(resolve, reject).finally(done);
    });
}
