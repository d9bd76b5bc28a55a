import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ConfigError, DeviceError } from '../../src/base/errors.ts';
import { cpuDevice } from '../../src/runtime/cpu.ts';
import { devices, openDevice } from '../../src/runtime/devices.ts';
import { webPackage } from '../../src/runtime/ort.ts';
import { wasmDevice } from '../../src/runtime/wasm.ts';

afterEach(() => vi.unstubAllGlobals());

it.each(devices.names)('opens %s with the threads that were asked for, again and again', async (name) => {
  for (let time = 0; time < 2; time++) {
    expect(await openDevice(name, { threads: 3 })).toMatchObject({ name, threads: 3 });
  }
});

it('has as many threads as the platform reports, unless told', async () => {
  expect((await openDevice('cpu')).threads).toBeGreaterThanOrEqual(1);
});

it('refuses an unknown device and lists the known ones', async () => {
  const opening = openDevice('cpuu');
  await expect(opening).rejects.toThrow(ConfigError);
  await expect(opening).rejects.toThrow(`device: expected one of cpu, wasm, got "cpuu"`);
  await expect(opening).rejects.toMatchObject({ help: 'did you mean "cpu"?' });
});

it.each([0, -1, 1.5, Number.NaN])('refuses %d threads', async (threads) => {
  await expect(openDevice('cpu', { threads })).rejects.toThrow(
    new ConfigError(`threads: expected an integer ≥ 1, got ${threads}`),
  );
});

it('says what to use where no native library exists', async () => {
  const cause = new Error(
    "Cannot find module '../bin/napi-v6/darwin/x64/onnxruntime_binding.node'\nRequire stack:",
  );
  const opening = cpuDevice(() => Promise.reject(cause), 'darwin x64').open(1);
  await expect(opening).rejects.toThrow(DeviceError);
  await expect(opening).rejects.toThrow(
    /^cpu: ONNX Runtime has no native library for darwin x64, .*: Cannot find .*node'$/,
  );
  await expect(opening).rejects.toMatchObject({ cause, help: expect.stringContaining('--device wasm') });
});

it('names the version of onnxruntime-web that package.json names', () => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { peerDependencies } = JSON.parse(text) as { peerDependencies: Record<string, string> };
  expect(webPackage).toBe(`onnxruntime-web@${peerDependencies['onnxruntime-web']}`);
});

describe('wasm', () => {
  it('says how to install what it needs', async () => {
    const opening = wasmDevice(() => Promise.reject(new Error('Cannot find package'))).open(1);
    await expect(opening).rejects.toThrow(DeviceError);
    await expect(opening).rejects.toMatchObject({
      message: 'wasm: needs the package onnxruntime-web@1.30.0: Cannot find package',
      help: 'npm install --ignore-scripts onnxruntime-web@1.30.0',
    });
  });

  it('has the same number of threads in the whole process', async () => {
    await openDevice('wasm', { threads: 3 });
    await expect(openDevice('wasm', { threads: 2 })).rejects.toThrow(
      new ConfigError('wasm: threads must be the same for the whole process, got 3 and 2'),
    );
  });

  it('has one thread in a page that is not isolated', async () => {
    vi.stubGlobal('crossOriginIsolated', false);
    await expect(openDevice('wasm', { threads: 3 })).rejects.toMatchObject({
      name: 'DeviceError',
      message: 'wasm: more than one thread needs a cross-origin isolated page, got 3 threads',
    });
  });
});

describe('a browser', () => {
  it('has WebAssembly only, on all processors where the page is isolated', async () => {
    const web = await import('../../src/runtime/ort-web.ts');
    expect(web.nativeDevices).toEqual([]);
    expect(web.processors()).toBe(1);
    vi.stubGlobal('navigator', { hardwareConcurrency: 8 });
    vi.stubGlobal('crossOriginIsolated', true);
    expect(web.processors()).toBe(8);
  });
});
