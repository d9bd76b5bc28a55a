// ONNX Runtime as this platform has it: the native library, for Node.

export * from 'onnxruntime-node';
