// Work that any device may do takes the first one that the machine has.

import { expect, it, vi } from 'vitest';
import { DeviceError } from '../../src/base/errors.ts';
import { devices, openAnyDevice } from '../../src/runtime/devices.ts';

it('opens the first device, or the next where the machine lacks it', async () => {
  expect((await openAnyDevice({ threads: 1 })).name).toBe(devices.names[0]);
  const lacking = vi.spyOn(devices.get('cpu'), 'open').mockRejectedValue(new DeviceError('cpu: no library'));
  expect((await openAnyDevice({ threads: 1 })).name).toBe('wasm');
  const neither = vi.spyOn(devices.get('wasm'), 'open').mockRejectedValue(new DeviceError('wasm: none'));
  await expect(openAnyDevice({ threads: 1 })).rejects.toThrow('cpu: no library');
  lacking.mockRestore();
  neither.mockRestore();
});
