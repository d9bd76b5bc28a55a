// The devices that can be asked for by name on this platform.

import { importWeb, nativeDevices, processors } from '#ort';
import { ConfigError, DeviceError } from '../base/errors.ts';
import { defineRegistry } from '../base/registry.ts';
import type { Device, DeviceOptions, DeviceRecord } from './device.ts';
import { wasmDevice } from './wasm.ts';

export const devices = defineRegistry<DeviceRecord>('device', [...nativeDevices, wasmDevice(importWeb)]);

/** Opens the first device that this machine has, for work that any device may do.
 *  @throws DeviceError of the first device, if it has none */
export async function openAnyDevice(options: DeviceOptions = {}): Promise<Device> {
  const failures: DeviceError[] = [];
  for (const name of devices.names) {
    try {
      return await openDevice(name, options);
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      failures.push(error);
    }
  }
  throw failures[0] ?? new DeviceError('device: this platform has none');
}

/** What people call a graphics processor. */
const graphics = /^(gpu|cuda|rocm|mps|metal|webgpu|xpu)(:\d+)?$/i;

/** The device of that name.
 *  @throws ConfigError that lists the known ones */
export function deviceRecord(name: string): DeviceRecord {
  if (devices.has(name) || !graphics.test(name)) return devices.get(name);
  throw new ConfigError(`device: expected one of ${devices.names.join(', ')}, got "${name}"`, {
    help: 'the room Train here of wgan studio trains on the graphics processor, by WebGPU',
  });
}

/** Opens a device by name.
 *  @throws ConfigError for an unknown name, listing the known ones, or a thread count as `requireThreads` does
 *  @throws DeviceError if this machine lacks it */
export async function openDevice(
  name: string,
  { threads = processors() }: DeviceOptions = {},
): Promise<Device> {
  requireThreads(threads);
  return deviceRecord(name).open(threads);
}

/** A run takes its number of threads to another machine, where more of them than processors are slow, not wrong. */
const THREADS_PER_PROCESSOR = 4;
const THREADS_ANYWHERE = 64;

/** @throws ConfigError for a count that is not a positive integer, or far beyond what runs at once here */
export function requireThreads(threads: number): void {
  if (!Number.isInteger(threads) || threads < 1) {
    throw new ConfigError(`threads: expected an integer ≥ 1, got ${threads}`);
  }
  const most = Math.max(THREADS_ANYWHERE, THREADS_PER_PROCESSOR * processors());
  if (threads <= most) return;
  throw new ConfigError(`threads: expected at most ${most} on this machine, got ${threads}`, {
    help: `this machine runs ${processors()} at once, which is the default`,
  });
}
