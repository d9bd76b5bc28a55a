// What trains, and with how many threads.

import type { DeviceName } from './device-names.ts';
import { absence } from './graphics.ts';
import type { Recipe } from './recipe.ts';
import { recipe } from './trainer-state.ts';
import type { DeviceOrder } from './worker-messages.ts';

/** What trains: what was chosen, where this browser has it. */
export const chosenDevice = (): DeviceName => (absence.value === undefined ? recipe.value.device : 'wasm');

/** Threads pay for images; products of points are too small for them. */
export function deviceOrder({ isImages }: Recipe): DeviceOrder {
  const device = chosenDevice();
  const hasThreads = isImages && device === 'wasm' && globalThis.crossOriginIsolated;
  return { device, threads: hasThreads ? Math.min(navigator.hardwareConcurrency, 8) : 1 };
}
