// Fetches ONNX Runtime's WebAssembly (14 MB, or 27 MB for WebGPU, when it is first needed) and files, telling how much
// of them has come.

import { DeviceError } from '../../../base/errors.ts';
import { provideWebBinary } from '../../../runtime/web-binary.ts';

/** Bytes that have come, of how many; undefined where the server does not tell. */
export type OnProgress = (loaded: number, total: number | undefined) => void;

const address = new URL(
  '../../../../node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm',
  import.meta.url,
).href;
const webGpuAddress = new URL(
  '../../../../node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.asyncify.wasm',
  import.meta.url,
).href;

/** Fetches ONNX Runtime, once for a page or worker.
 *  @throws DeviceError if it cannot be had */
export function fetchRuntime(onProgress: OnProgress): Promise<void> {
  return provideWebBinary(() => fetchBinary(address, onProgress));
}

/** Fetches ONNX Runtime's build for WebGPU.
 *  @throws DeviceError if it cannot be had */
export function fetchWebGpuRuntime(onProgress: OnProgress): Promise<ArrayBuffer> {
  return fetchBinary(webGpuAddress, onProgress);
}

async function fetchBinary(url: string, onProgress: OnProgress): Promise<ArrayBuffer> {
  try {
    return (await fetchBytes(url, onProgress)).buffer;
  } catch (cause) {
    throw new DeviceError('ONNX Runtime: cannot be loaded', {
      cause,
      help: 'look whether its server can be reached, then try again',
    });
  }
}

/** Fetches a file.
 *  @throws Error in words if there is none */
export async function fetchBytes(
  url: string,
  onProgress: OnProgress = () => {},
): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(url);
  if (!answer.ok || answer.body === null) throw new Error(await refusalOf(answer));
  const isPacked = answer.headers.has('content-encoding'); // its length is that of the packed bytes
  const length = Number(answer.headers.get('content-length') ?? 0);
  const total = isPacked || length === 0 ? undefined : length;
  const parts: Uint8Array[] = [];
  let loaded = 0;
  const reader = answer.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    loaded += part.value.length;
    onProgress(loaded, total);
  }
  const bytes = new Uint8Array(loaded);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** What the studio's server says in words, else the status. */
async function refusalOf(answer: Response): Promise<string> {
  const body = (await answer.json().catch(() => ({}))) as {
    readonly problem?: { readonly message?: string };
  };
  return body.problem?.message ?? `the server answered ${answer.status}`;
}
