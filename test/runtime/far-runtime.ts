// ONNX Runtime's build for WebGPU as wgan sees it, without a graphics processor: the native runtime computes, but outputs
// that are to stay on the device can be read there only, must be freed, and fail once they are.

import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ImportWeb } from '../../src/runtime/ort.ts';

export interface FarRuntime {
  readonly import: ImportWeb;
  /** Tensors that lie on the device now. */
  readonly live: () => number;
  /** Copies that were made of such tensors so far. */
  readonly downloads: () => number;
  /** The graphics processor goes away. */
  readonly lose: (message: string) => void;
  /** It meets an error that nobody catches. */
  readonly failUncaught: (message: string) => void;
  /** No run comes to its end from now on. */
  readonly stall: () => void;
}

/** @param adapter  what the graphics processor says of itself; none is found where it is null */
export function farRuntime(adapter: object | null = { vendor: 'acme', architecture: 'one' }): FarRuntime {
  const live = new Set<Tensor>();
  let downloads = 0;
  let isStalled = false;
  let lose = (_: { message: string }) => {};
  let failUncaught = (_: { error: { message: string } }) => {};
  const near = new WeakMap<object, Tensor>();
  const gpu = {
    adapterInfo: adapter,
    lost: new Promise<{ message: string }>((resolve) => {
      lose = resolve;
    }),
    addEventListener: (_: 'uncapturederror', listener: typeof failUncaught) => {
      failUncaught = listener;
    },
  };
  const far = (tensor: Tensor) => {
    live.add(tensor);
    const there = {
      type: tensor.type,
      dims: tensor.dims,
      location: 'gpu-buffer',
      get data(): never {
        throw new Error('the data is not on the host');
      },
      async getData() {
        downloads += 1;
        return tensor.data;
      },
      dispose() {
        if (!live.delete(tensor)) throw new Error('the tensor was freed before');
      },
    };
    near.set(there, tensor);
    return there as unknown as Tensor;
  };
  const brought = (tensor: Tensor) => {
    const there = near.get(tensor);
    if (there !== undefined && !live.has(there)) throw new Error('the tensor was freed');
    return there ?? tensor;
  };
  const each = <T, U>(record: Readonly<Record<string, T>>, change: (value: T, name: string) => U) =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
  const create = async (bytes: Uint8Array, options: InferenceSession.SessionOptions) => {
    if (adapter === null) throw new Error('Failed to get GPU adapter.\nat initEp');
    const kept = options.preferredOutputLocation as Readonly<Record<string, string>>;
    const session = await InferenceSession.create(bytes, { logSeverityLevel: 3 });
    return {
      async run(inputs: Record<string, Tensor>) {
        if (isStalled) return new Promise<never>(() => {});
        const outputs = await session.run(each(inputs, brought));
        return each(outputs, (tensor, name) =>
          kept[name] === 'gpu-buffer' ? far(tensor as Tensor) : tensor,
        );
      },
      release: () => session.release(),
    };
  };
  const ort = {
    env: { wasm: {}, webgpu: { device: Promise.resolve(gpu) } },
    InferenceSession: { create },
    Tensor,
  };
  return {
    import: (async () => ort) as unknown as ImportWeb,
    live: () => live.size,
    downloads: () => downloads,
    lose: (message) => lose({ message }),
    failUncaught: (message) => failUncaught({ error: { message } }),
    stall: () => {
      isStalled = true;
    },
  };
}

export const noBinary = async () => new ArrayBuffer(0);
