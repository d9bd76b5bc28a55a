// The bytes of ONNX Runtime's WebAssembly from elsewhere than its own fetch: with progress, or out of the page itself.

import { importWeb } from '#ort';

/** Gives ONNX Runtime its WebAssembly before it starts; later calls of a process change nothing. */
export async function provideWebBinary(bytes: () => Promise<ArrayBuffer>): Promise<void> {
  const { env } = await importWeb();
  env.wasm.wasmBinary ??= await bytes();
}
