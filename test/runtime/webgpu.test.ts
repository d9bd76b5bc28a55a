// A device with a memory of its own: what stays there, what is freed, and what is said when it fails.

import { describe, expect, it } from 'vitest';
import { DeviceError } from '../../src/base/errors.ts';
import { float32 } from '../../src/base/host-tensor.ts';
import { compile } from '../../src/compiler/program.ts';
import { add, mul } from '../../src/graph/elementwise.ts';
import { input } from '../../src/graph/leaves.ts';
import { reduceSum } from '../../src/graph/reduction.ts';
import { hardwareOf } from '../../src/runtime/hardware.ts';
import { openWebGpu } from '../../src/runtime/webgpu.ts';
import { type FarRuntime, farRuntime, noBinary } from './far-runtime.ts';

const weight = input('weight', [2]);
const program = compile({ 'weight.next': mul(weight, 2), sum: reduceSum(weight) }, { name: 'step' });
const open = (runtime: FarRuntime) => openWebGpu(noBinary, runtime.import);

async function training(runtime: FarRuntime) {
  const device = await open(runtime);
  const state = device.createState({ weight: float32([2], [1, 2]) });
  const loaded = await device.load(program);
  return { device, state, loaded, step: () => loaded.run({}, state) };
}

describe('webgpu', () => {
  it('keeps the state on the device, one tensor of it, and copies it only when it is read', async () => {
    const runtime = farRuntime();
    const { state, step } = await training(runtime);
    for (let time = 0; time < 5; time++) await step();
    expect([runtime.live(), runtime.downloads()]).toEqual([1, 0]);
    expect([...(await state.read()).weight!.data]).toEqual([32, 64]);
    expect([runtime.live(), runtime.downloads()]).toEqual([1, 1]);
    await state.release();
    expect(runtime.live()).toBe(0);
  });

  it('brings back, and frees, what nothing keeps', async () => {
    const runtime = farRuntime();
    const { loaded } = await training(runtime);
    const outputs = await loaded.run({ weight: float32([2], [3, 4]) });
    expect([...outputs['weight.next']!.data]).toEqual([6, 8]);
    expect(runtime.live()).toBe(0);
  });

  it('shares the state between programs', async () => {
    const { device, state, step } = await training(farRuntime());
    await step();
    const look = await device.load(compile({ more: add(weight, 1) }, { name: 'look' }));
    expect([...(await look.run({}, state)).more!.data]).toEqual([3, 5]);
  });

  it('fetches the WebAssembly once, and opens nothing without an adapter', async () => {
    let fetched = 0;
    const count = async () => {
      fetched += 1;
      return new ArrayBuffer(8);
    };
    const runtime = farRuntime();
    await openWebGpu(count, runtime.import);
    await openWebGpu(count, runtime.import);
    expect(fetched).toBe(1);
    const opening = open(farRuntime(null));
    await expect(opening).rejects.toThrow(DeviceError);
    await expect(opening).rejects.toThrow(/^webgpu: cannot be opened: Failed to get GPU adapter\.$/);
  });

  it('ends what waits for a graphics processor that was lost, and all that comes after', async () => {
    const runtime = farRuntime();
    const { device, state, step } = await training(runtime);
    await step();
    runtime.stall();
    const waiting = step();
    runtime.lose('A valid external Instance reference no longer exists.');
    await expect(waiting).rejects.toThrow(DeviceError);
    await expect(waiting).rejects.toThrow(
      'webgpu: the graphics processor was lost: A valid external Instance reference no longer exists.',
    );
    await expect(state.read()).rejects.toThrow(/lost/);
    await expect(device.load(program)).rejects.toThrow(/lost/);
  });

  it('trusts no number beside an error that nobody caught', async () => {
    const runtime = farRuntime();
    const { step } = await training(runtime);
    await step();
    runtime.failUncaught('Out of memory');
    await expect(step()).rejects.toThrow(/the graphics processor failed: Out of memory/);
  });
});

describe('a graphics processor', () => {
  it.each([
    [{ vendor: 'nvidia', architecture: 'ampere' }, 'nvidia ampere', false],
    [{ vendor: 'apple', description: 'Apple M2' }, 'Apple M2', false],
    [{ vendor: 'google', architecture: 'swiftshader' }, 'google swiftshader', true],
    [{ description: 'Microsoft Basic Render Driver' }, 'Microsoft Basic Render Driver', true],
    [
      { vendor: 'mesa', description: 'llvmpipe (LLVM 15.0.6, 256 bits)' },
      'llvmpipe (LLVM 15.0.6, 256 bits)',
      true,
    ],
    [{ vendor: 'intel', isFallbackAdapter: true }, 'intel', true],
    [{ vendor: 'warpdrive' }, 'warpdrive', false],
    [undefined, '', false],
  ])('%j is called what it says, and software where it is', (info, name, isSoftware) =>
    expect(hardwareOf(info)).toEqual({ name, isSoftware }),
  );
});
