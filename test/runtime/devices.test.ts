import { expect, it } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import { devices, openDevice } from '../../src/runtime/devices.ts';

it.each(devices.names)('opens %s with the threads that were asked for', async (name) => {
  expect(await openDevice(name, { threads: 3 })).toMatchObject({ name, threads: 3 });
});

it('has as many threads as the platform reports, unless told', async () => {
  expect((await openDevice('cpu')).threads).toBeGreaterThanOrEqual(1);
});

it('refuses an unknown device and lists the known ones', async () => {
  const opening = openDevice('cpuu');
  await expect(opening).rejects.toThrow(ConfigError);
  await expect(opening).rejects.toThrow(`device: expected one of ${devices.names.join(', ')}, got "cpuu"`);
  await expect(opening).rejects.toMatchObject({ help: 'did you mean "cpu"?' });
});

it.each([0, -1, 1.5, Number.NaN])('refuses %d threads', async (threads) => {
  await expect(openDevice('cpu', { threads })).rejects.toThrow(
    new ConfigError(`threads: expected an integer ≥ 1, got ${threads}`),
  );
});
