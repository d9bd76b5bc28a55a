// ONNX Runtime's WebAssembly as it is loaded, in bytes, before its server says how much it is.

export const runtimeBytes = { wasm: 14_239_897, webgpu: 26_781_914 } as const;
