// Programs on every device: state, feeds, results, errors; and what only some devices promise.

import { InferenceSession } from 'onnxruntime-node';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ConfigError, DeviceError } from '../../src/base/errors.ts';
import { float32, hostTensor, type TensorRecord } from '../../src/base/host-tensor.ts';
import { mapRecord } from '../../src/base/record.ts';
import { compile } from '../../src/compiler/program.ts';
import { add, cast, mul, sub } from '../../src/graph/elementwise.ts';
import { matmul } from '../../src/graph/gemm.ts';
import { constant, input } from '../../src/graph/leaves.ts';
import { reduceSum } from '../../src/graph/reduction.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import type { Device, DeviceState, LoadedProgram } from '../../src/runtime/device.ts';
import { devices, openDevice } from '../../src/runtime/devices.ts';
import { openWebGpu } from '../../src/runtime/webgpu.ts';
import { farRuntime, noBinary } from './far-runtime.ts';

const opened = [
  ...(await Promise.all(devices.names.map((name) => openDevice(name, { threads: 1 })))),
  await openWebGpu(noBinary, farRuntime().import),
];
const cpu = await openDevice('cpu', { threads: 1 });
const loaded: LoadedProgram[] = [];

async function loadOn(
  device: Device,
  outputs: Readonly<Record<string, Tensor>>,
  name = 'test',
): Promise<LoadedProgram> {
  const program = await device.load(compile(outputs, { name }));
  loaded.push(program);
  return program;
}

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(loaded.splice(0).map((program) => program.release()));
});

const vector = (...values: number[]) => float32([values.length], values);
const numbers = (record: TensorRecord) => mapRecord(record, ({ data }) => Array.from(data, Number));
const read = async (state: DeviceState) => numbers(await state.read());

const weight = input('weight', [2]);
const slot = input('slot', [2]);
const rate = input('rate', []);
const step = {
  'weight.next': sub(weight, mul(rate, slot)),
  'slot.next': add(slot, 1),
  loss: reduceSum(weight),
};

describe.each(opened)('$name', (device) => {
  const load = (outputs: Readonly<Record<string, Tensor>>, name?: string) => loadOn(device, outputs, name);

  describe('state', () => {
    it('advances to its successors, run after run', async () => {
      const program = await load(step);
      const state = device.createState({ weight: vector(1, 2), slot: vector(1, 1) });
      const losses: (readonly number[] | undefined)[] = [];
      for (let run = 0; run < 3; run++) {
        const outputs = await program.run({ rate: float32([], [0.5]) }, state);
        expect(Object.keys(outputs)).toEqual(['loss']);
        losses.push(numbers(outputs).loss);
      }
      expect(losses).toEqual([[3], [2], [0]]);
      expect(await read(state)).toEqual({ weight: [-2, -1], slot: [4, 4] });
    });

    it('is a copy of what it was created from, and reads as a copy', async () => {
      const initial = vector(1, 2);
      const state = device.createState({ weight: initial });
      initial.data[0] = 9;
      const before = await state.read();
      const program = await load({ 'weight.next': add(weight, 1) });
      await program.run({}, state);
      expect(numbers(before)).toEqual({ weight: [1, 2] });
      expect(await read(state)).toEqual({ weight: [2, 3] });
      expect(numbers(await state.view())).toEqual({ weight: [2, 3] });
    });

    it('is shared by programs, each of which knows a part of it', async () => {
      const forward = await load({ 'weight.next': add(weight, slot) }, 'forward');
      const double = await load({ 'slot.next': mul(slot, 2), sum: reduceSum(slot) }, 'double');
      const state = device.createState({ weight: vector(1, 2), slot: vector(1, 1), idle: vector(7) });
      await forward.run({}, state);
      expect(numbers(await double.run({}, state))).toEqual({ sum: [2] });
      await forward.run({}, state);
      expect(await read(state)).toEqual({ weight: [4, 5], slot: [2, 2], idle: [7] });
    });

    it('may be partial: what it lacks is fed, and returned', async () => {
      const program = await load(step);
      const state = device.createState({ weight: vector(1, 2) });
      const outputs = await program.run({ rate: float32([], [1]), slot: vector(1, 1) }, state);
      expect(numbers(outputs)).toEqual({ 'slot.next': [2, 2], loss: [3] });
      expect(await read(state)).toEqual({ weight: [0, 1] });
    });

    it('may be absent: successors are returned, and can be fed to the next run', async () => {
      const program = await load(step);
      const first = await program.run({ rate: float32([], [1]), weight: vector(1, 2), slot: vector(1, 1) });
      expect(numbers(first)).toEqual({ 'weight.next': [0, 1], 'slot.next': [2, 2], loss: [3] });
      const second = await program.run({
        rate: float32([], [1]),
        weight: first['weight.next']!,
        slot: first['slot.next']!,
      });
      expect(numbers(second)).toEqual({ 'weight.next': [-2, -1], 'slot.next': [3, 3], loss: [1] });
    });

    it('takes a successor that does not depend on its tensor', async () => {
      const program = await load({ 'weight.next': mul(slot, 3) });
      const state = device.createState({ weight: vector(1, 2), slot: vector(1, 1) });
      expect(await program.run({}, state)).toEqual({});
      expect(await read(state)).toEqual({ weight: [3, 3], slot: [1, 1] });
    });

    it('stays where it is when a successor is its tensor', async () => {
      const program = await load({ 'weight.next': add(weight, 0), sum: reduceSum(weight) });
      const state = device.createState({ weight: vector(1, 2) });
      await program.run({}, state);
      await program.run({}, state);
      expect(await read(state)).toEqual({ weight: [1, 2] });
    });

    it('holds integers', async () => {
      const count = input('count', [], 'int64');
      const program = await load({ 'count.next': add(count, 1), seen: cast(count, 'float32') });
      const state = device.createState({ count: hostTensor('int64', [], BigInt64Array.of(41n)) });
      expect(numbers(await program.run({}, state))).toEqual({ seen: [41] });
      expect(await read(state)).toEqual({ count: [42] });
    });

    it('must have the types of the program, and be of this device', async () => {
      const program = await load(step, 'iteration');
      const feeds = { rate: float32([], [1]) };
      const wrong = device.createState({ weight: vector(1, 2, 3), slot: vector(1, 1) });
      await expect(program.run(feeds, wrong)).rejects.toThrow(
        new ConfigError('iteration: state "weight" must be float32[2], got float32[3]'),
      );
      const constantStep = await load({ 'weight.next': constant([1, 2, 3, 4]) }, 'constant');
      await expect(constantStep.run({}, wrong)).rejects.toThrow(
        new ConfigError('constant: state "weight" must be float32[4], got float32[3]'),
      );
      const read = async () => ({});
      const foreign: DeviceState = { names: [], read, view: read, release: async () => {} };
      await expect(program.run(feeds, foreign)).rejects.toThrow(
        new ConfigError(`iteration: the state must be one that device ${device.name} created`),
      );
    });
  });

  describe('feeds', () => {
    const x = input('x', ['N', 2]);
    const feedable = { y: add(matmul(x, input('w', [2, 2])), cast(input('k', [2], 'int64'), 'float32')) };
    const w = float32([2, 2], [1, 0, 0, 1]);
    const k = hostTensor('int64', [2], BigInt64Array.of(1n, 2n));

    it.each<readonly [string, TensorRecord, string]>([
      ['missing', { x: float32([1, 2]), w }, 'net: input "k" int64[2] needs a value, got none'],
      [
        'of another shape',
        { x: float32([1, 2]), w: float32([4]), k },
        'net: input "w" must be float32[2,2], got float32[4]',
      ],
      [
        'of another dtype',
        { x: float32([1, 2]), w, k: vector(1, 2) },
        'net: input "k" must be int64[2], got float32[2]',
      ],
      [
        'of another rank than a symbolic one',
        { x: float32([2]), w, k },
        'net: input "x" must be float32[N,2], got float32[2]',
      ],
      [
        'of another fixed dimension',
        { x: float32([2, 3]), w, k },
        'net: input "x" must be float32[N,2], got float32[2,3]',
      ],
    ])('are refused when %s', async (_, feeds, message) => {
      const program = await load(feedable, 'net');
      await expect(program.run(feeds)).rejects.toThrow(new ConfigError(message));
    });

    it('are read where they lie: a refilled array is seen by the next run, of any batch', async () => {
      const program = await load(feedable);
      const batch = float32([1, 2], [1, 1]);
      expect(numbers(await program.run({ x: batch, w, k }))).toEqual({ y: [2, 3] });
      batch.data.set([5, 6]);
      expect(numbers(await program.run({ x: batch, w, k }))).toEqual({ y: [6, 8] });
      const larger = float32([2, 2], [1, 2, 3, 4]);
      expect((await program.run({ x: larger, w, k })).y!.shape).toEqual([2, 2]);
    });

    it('that the program does not read are ignored', async () => {
      const program = await load({ y: add(weight, 1) });
      expect(numbers(await program.run({ weight: vector(1, 2), other: vector(3) }))).toEqual({ y: [2, 3] });
    });
  });

  describe('results', () => {
    it('may be fed to the same program', async () => {
      const other = input('other', [2]);
      const program = await load({ y: add(weight, 1), z: sub(other, weight) });
      let { y, z } = await program.run({ weight: vector(1, 2), other: vector(5, 5) });
      ({ y, z } = await program.run({ weight: z!, other: y! })); // weight 4, 3; other 2, 3
      expect(numbers({ y: y!, z: z! })).toEqual({ y: [5, 4], z: [-2, 0] });
    });

    it('go into given tensors, of any count', async () => {
      const program = await load({ y: add(input('x', ['N', 2]), 1) });
      const all = new Float32Array(6);
      const part = (from: number, to: number) => float32([to - from, 2], all.subarray(2 * from, 2 * to));
      await program.run({ x: float32([2, 2], [1, 2, 3, 4]) }, undefined, { y: part(0, 2) });
      const last = await program.run({ x: float32([1, 2], [5, 6]) }, undefined, { y: part(2, 3) });
      expect([...all]).toEqual([2, 3, 4, 5, 6, 7]);
      expect(last.y!.data.buffer).toBe(all.buffer);
    });

    it('go into no tensor of another type or name', async () => {
      const program = await load({ y: add(input('x', ['N', 2]), 1) });
      const run = (into: TensorRecord) => program.run({ x: float32([1, 2]) }, undefined, into);
      await expect(run({ y: float32([1, 3]) })).rejects.toThrow(
        'test: "y" must be float32[N,2], got float32[1,3] to take it',
      );
      await expect(run({ z: float32([1, 2]) })).rejects.toThrow(
        'test: "z" is not returned, got float32[1,2]',
      );
    });

    it('come in the order of the calls, also when they are not awaited', async () => {
      const program = await load({ 'weight.next': add(mul(weight, 2), rate), sum: reduceSum(weight) });
      const state = device.createState({ weight: vector(1, 0) });
      const runs = [1, 10].map((value) => program.run({ rate: float32([], [value]) }, state));
      await Promise.all(runs);
      expect(await read(state)).toEqual({ weight: [16, 12] }); // 1, 0 → 3, 1 → 16, 12
    });

    it('after a failed run are those of a program that never ran', async () => {
      const program = await load({ 'weight.next': add(weight, rate) });
      const state = device.createState({ weight: vector(1, 2) });
      await expect(program.run({}, state)).rejects.toThrow(ConfigError);
      expect(await read(state)).toEqual({ weight: [1, 2] });
      await program.run({ rate: float32([], [1]) }, state);
      expect(await read(state)).toEqual({ weight: [2, 3] });
    });
  });

  describe('device', () => {
    it('names the program that it cannot load or run', async () => {
      const program = compile({ y: add(weight, 1) }, { name: 'broken' });
      const loading = device.load({ ...program, target: 'onnx', bytes: Uint8Array.of(1, 2, 3) });
      await expect(loading).rejects.toThrow(DeviceError);
      await expect(loading).rejects.toThrow(`${device.name}: cannot load program broken: `);
      const released = await device.load(program);
      await released.release();
      await expect(released.run({ weight: vector(1, 2) })).rejects.toThrow(
        `${device.name}: program broken failed: `,
      );
    });

    it('keeps memory flat over 2,000 iterations', async () => {
      const matrix = input('matrix', [256, 256]);
      const program = await load({ 'matrix.next': mul(matrix, rate), doubled: mul(matrix, 2) });
      const state = device.createState({ matrix: float32([256, 256]) });
      const iterate = async (count: number) => {
        for (let run = 0; run < count; run++) await program.run({ rate: float32([], [0.5]) }, state);
      };
      await iterate(200);
      const before = process.memoryUsage().rss;
      await iterate(2000);
      const grownMegabytes = (process.memoryUsage().rss - before) / 2 ** 20;
      expect(grownMegabytes).toBeLessThan(100); // results or states that stayed would be 500 each
    });
  });
});

describe('cpu', () => {
  it('writes results of fixed shape where they were, so that they are overwritten by the next run', async () => {
    const program = await loadOn(cpu, { y: add(weight, 1) });
    const first = await program.run({ weight: vector(1, 2) });
    const second = await program.run({ weight: vector(3, 4) });
    expect(second.y!.data).toBe(first.y!.data);
    expect(numbers(first)).toEqual({ y: [4, 5] });
  });

  it('compiles once: later runs create no session', async () => {
    const create = vi.spyOn(InferenceSession, 'create');
    const program = await loadOn(cpu, { 'weight.next': add(weight, 1) });
    const state = cpu.createState({ weight: vector(1, 2) });
    for (let run = 0; run < 3; run++) await program.run({}, state);
    expect(create).toHaveBeenCalledTimes(1);
  });

  it('runs auxiliary programs on one thread that does not spin', async () => {
    const create = vi.spyOn(InferenceSession, 'create');
    const wide = await openDevice('cpu', { threads: 2 });
    const program = compile({ y: add(weight, 1) }, { name: 'auxiliary' });
    for (const isAuxiliary of [false, true]) loaded.push(await wide.load(program, { isAuxiliary }));
    const options = create.mock.calls.map(([, given]) => given as InferenceSession.SessionOptions);
    expect(options.map(({ intraOpNumThreads }) => intraOpNumThreads)).toEqual([2, 1]);
    expect(options.map(({ extra }) => extra)).toMatchObject([
      { session: { intra_op: { allow_spinning: '1' } } },
      { session: { intra_op: { allow_spinning: '0' } } },
    ]);
  });
});
