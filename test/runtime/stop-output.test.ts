// Native runs that fill tensors: nothing is copied that is where it should be.

import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { compile } from '../../src/compiler/program.ts';
import { add } from '../../src/graph/elementwise.ts';
import { input } from '../../src/graph/leaves.ts';
import { createFillingSession } from '../../src/runtime/stop-output.ts';
import { onnxFile } from '../../src/targets/onnx/onnx.ts';

const COUNT = 1_000_000;
const x = input('x', [COUNT]);
const bytes = onnxFile(compile({ y: add(x, 1), z: add(x, 2) }, { name: 'test' }));
const session = await createFillingSession(bytes, (model) =>
  InferenceSession.create(model, { intraOpNumThreads: 1 }),
);
const tensor = (value: number) => new Tensor('float32', new Float32Array(COUNT).fill(value), [COUNT]);
const given = tensor(5);

it('fills the tensors that it is given, and makes no others', async () => {
  const [y, z] = [tensor(0), tensor(0)];
  const before = process.memoryUsage().arrayBuffers;
  expect(await session.run({ x: given }, { y, z })).toEqual({});
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(COUNT);
  expect([y.data[0], y.data[COUNT - 1], z.data[0], z.data[COUNT - 1]]).toEqual([6, 6, 7, 7]);
});

it('returns what has no place', async () => {
  const y = tensor(0);
  const outputs = await session.run({ x: given }, { y, z: null });
  expect(outputs.z!.data[COUNT - 1]).toBe(7);
  expect(y.data[COUNT - 1]).toBe(6);
});

it('still fails where a run fails', async () => {
  const narrow = new Tensor('float32', new Float32Array(3), [3]);
  await expect(session.run({ x: narrow }, { y: tensor(0), z: tensor(0) })).rejects.toThrow('x');
});
