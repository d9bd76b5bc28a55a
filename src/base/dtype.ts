// Element types of tensors: the ONNX names, their sizes and typed arrays.

export type DType = 'float32' | 'int64' | 'int32' | 'uint8' | 'bool';

/** Typed arrays that hold tensor elements on the host; `bool` is one byte per element. */
export type TensorData = Float32Array | BigInt64Array | Int32Array | Uint8Array;

interface DTypeRecord {
  readonly sizeBytes: number;
  /** Code in ONNX's `TensorProto.DataType`. */
  readonly onnxCode: number;
  readonly allocate: (length: number) => TensorData;
  /** View of `length` elements in `buffer` from `byteOffset` on; the offset must be aligned. */
  readonly view: (buffer: ArrayBuffer, byteOffset: number, length: number) => TensorData;
}

export const dtypes: { readonly [D in DType]: DTypeRecord } = {
  float32: {
    sizeBytes: 4,
    onnxCode: 1,
    allocate: (length) => new Float32Array(length),
    view: (buffer, byteOffset, length) => new Float32Array(buffer, byteOffset, length),
  },
  int64: {
    sizeBytes: 8,
    onnxCode: 7,
    allocate: (length) => new BigInt64Array(length),
    view: (buffer, byteOffset, length) => new BigInt64Array(buffer, byteOffset, length),
  },
  int32: {
    sizeBytes: 4,
    onnxCode: 6,
    allocate: (length) => new Int32Array(length),
    view: (buffer, byteOffset, length) => new Int32Array(buffer, byteOffset, length),
  },
  uint8: {
    sizeBytes: 1,
    onnxCode: 2,
    allocate: (length) => new Uint8Array(length),
    view: (buffer, byteOffset, length) => new Uint8Array(buffer, byteOffset, length),
  },
  bool: {
    sizeBytes: 1,
    onnxCode: 9,
    allocate: (length) => new Uint8Array(length),
    view: (buffer, byteOffset, length) => new Uint8Array(buffer, byteOffset, length),
  },
};
