// The devices that can be asked for by name.

import { availableParallelism } from 'node:os';
import { ConfigError, DeviceError } from '../base/errors.ts';
import { defineRegistry } from '../base/registry.ts';
import type { Device, DeviceOptions } from './device.ts';

interface DeviceRecord {
  readonly name: string;
  readonly description: string;
  open(threads: number): Promise<Device>;
}

export const devices = defineRegistry<DeviceRecord>('device', [
  {
    name: 'cpu',
    description: 'native CPU kernels of ONNX Runtime',
    async open(threads) {
      const { createHostDevice } = await importNative();
      return createHostDevice('cpu', threads);
    },
  },
]);

async function importNative() {
  try {
    return await import('./host-device.ts');
  } catch (cause) {
    throw new DeviceError(
      `cpu: ONNX Runtime has no native library for ${process.platform} ${process.arch}, or it is not installed`,
      { cause, help: 'it supports Linux (glibc) x64 and arm64, macOS arm64, Windows x64 and arm64' },
    );
  }
}

/** Opens a device by name.
 *  @throws ConfigError for an unknown name, listing the known ones, or a thread count that is not a positive integer
 *  @throws DeviceError if this machine lacks it */
export async function openDevice(
  name: string,
  { threads = availableParallelism() }: DeviceOptions = {},
): Promise<Device> {
  if (!Number.isInteger(threads) || threads < 1) {
    throw new ConfigError(`threads: expected an integer ≥ 1, got ${threads}`);
  }
  return devices.get(name).open(threads);
}
