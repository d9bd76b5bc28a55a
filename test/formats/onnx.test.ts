import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../src/base/errors.ts';
import { float32, type HostTensor, hostTensor } from '../../src/base/host-tensor.ts';
import { encodeOnnx, type OnnxAttribute, type OnnxModel } from '../../src/formats/onnx.ts';
import { decodeOnnx } from './onnx-decoder.ts';

const empty: OnnxModel = {
  irVersion: 10,
  opset: 20,
  producer: 'wgan',
  graphName: 'test',
  inputs: [],
  outputs: [],
  initializers: {},
  nodes: [],
  metadata: {},
};

/** y = (x + shift) · weightᵀ + bias with x float32[N,3]. */
const affine: OnnxModel = {
  ...empty,
  inputs: [{ name: 'x', dtype: 'float32', shape: ['N', 3], description: 'points' }],
  outputs: [{ name: 'y', dtype: 'float32', shape: ['N', 2] }],
  initializers: {
    shift: float32([3], [1, 2, 3]),
    weight: float32([2, 3], [1, 0, 0, 0, 1, -1]),
    bias: float32([2], [10, 20]),
  },
  nodes: [
    { name: 'add', opType: 'Add', inputs: ['x', 'shift'], outputs: ['sum'], attributes: {} },
    {
      name: 'gemm',
      opType: 'Gemm',
      inputs: ['sum', 'weight', 'bias'],
      outputs: ['y'],
      attributes: { transB: { int: 1 }, alpha: { float: 1 }, beta: { float: 0.5 } },
    },
  ],
  metadata: { description: 'an affine map: ü ∇ 漢', empty: '' },
};

function withAttributes(attributes: Readonly<Record<string, OnnxAttribute>>): OnnxModel {
  const node = { name: 'node', opType: 'Op', domain: 'com.example', inputs: ['', 'a'], outputs: ['b', ''] };
  return { ...empty, domains: { 'com.example': 3 }, nodes: [{ ...node, attributes }] };
}

describe('encodeOnnx', () => {
  it('round-trips a whole model', () => {
    expect(decodeOnnx(encodeOnnx(affine))).toEqual(affine);
  });

  it('round-trips every kind of attribute', () => {
    const model = withAttributes({
      float: { float: Math.fround(0.1) },
      int: { int: 7 },
      negative: { int: -1 },
      largest: { int: Number.MAX_SAFE_INTEGER },
      smallest: { int: Number.MIN_SAFE_INTEGER },
      ints: { ints: [0, -1, 127, 128, 2 ** 31, -(2 ** 31), 2 ** 40] },
      noInts: { ints: [] },
      floats: { floats: [-0, 1.5, Infinity] },
      string: { string: 'SAME_UPPER' },
      noString: { string: '' },
      tensor: { tensor: float32([2], [1, 2]) },
    });
    expect(decodeOnnx(encodeOnnx(model))).toEqual(model);
  });

  it('round-trips initializers of every dtype, scalars, empty and large ones', () => {
    const initializers: Record<string, HostTensor> = {
      float32: float32([2, 2], [NaN, -0, Infinity, 1e-45]),
      int64: hostTensor('int64', [2], BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n)),
      int32: hostTensor('int32', [1, 2], Int32Array.of(-(2 ** 31), 2 ** 31 - 1)),
      uint8: hostTensor('uint8', [3], Uint8Array.of(0, 127, 255)),
      bool: hostTensor('bool', [2], Uint8Array.of(0, 1)),
      scalar: float32([], [3]),
      none: float32([0, 4], []),
      large: hostTensor('float32', [300, 300]),
    };
    expect(decodeOnnx(encodeOnnx({ ...empty, initializers })).initializers).toEqual(initializers);
  });

  it('writes views of larger buffers without their surroundings', () => {
    const data = Float32Array.of(0, 1, 2, 3).subarray(1, 3);
    const model = { ...empty, initializers: { view: hostTensor('float32', [2], data) } };
    expect(decodeOnnx(encodeOnnx(model)).initializers.view?.data).toEqual(Float32Array.of(1, 2));
  });

  it('keeps scalar shapes apart from unknown ones', () => {
    const model: OnnxModel = { ...empty, inputs: [{ name: 'rate', dtype: 'float32', shape: [] }] };
    expect(decodeOnnx(encodeOnnx(model)).inputs).toEqual(model.inputs);
  });

  it('gives equal bytes for equal models, in a buffer of their own', () => {
    const bytes = encodeOnnx(affine);
    expect(encodeOnnx(structuredClone(affine))).toEqual(bytes);
    expect(bytes.byteLength).toBe(bytes.buffer.byteLength);
  });

  it.each<readonly [string, OnnxModel, RegExp]>([
    [
      'attribute',
      withAttributes({ axis: { int: 1.5 } }),
      /^onnx: node\.axis must be a safe integer, got 1\.5$/,
    ],
    [
      'attributes',
      withAttributes({ pads: { ints: [0, 2 ** 53] } }),
      /^onnx: node\.pads must be a safe integer/,
    ],
    [
      'dimension',
      { ...empty, inputs: [{ name: 'x', dtype: 'float32', shape: [-1, 3] }] },
      /^onnx: dimensions of value x must be integers ≥ 0, got -1$/,
    ],
    ['opset', { ...empty, opset: NaN }, /^onnx: opset of domain "" must be a safe integer, got NaN$/],
  ])('refuses a broken %s', (_, model, message) => {
    expect(() => encodeOnnx(model)).toThrow(FormatError);
    expect(() => encodeOnnx(model)).toThrow(message);
  });

  it('runs in ONNX Runtime with a symbolic batch', async () => {
    const session = await ort.InferenceSession.create(encodeOnnx(affine));
    for (const rows of [1, 2]) {
      const x = Float32Array.from({ length: rows * 3 }, (_, index) => index);
      const { y } = await session.run({ x: new ort.Tensor('float32', x, [rows, 3]) });
      const expected = [6, 8, 9, 8].slice(0, rows * 2); // x₀ + 1 + 10/2, (x₁ + 2) − (x₂ + 3) + 20/2
      expect(y?.dims).toEqual([rows, 2]);
      expect(y?.data).toEqual(Float32Array.from(expected));
    }
    await session.release();
  });
});
