// What is loaded when it is first asked for: not every training is looked at.

import type { TensorRecord } from '../base/host-tensor.ts';
import type { DeviceState } from '../runtime/device.ts';

/** Something that is loaded for a state. */
export interface Lazy<T> {
  /** Loads it, the first time.
   *  @throws DeviceError if it cannot be loaded */
  get(state: DeviceState): Promise<T>;
  release(): Promise<void>;
}

/** @param load  is given the state's tensors; only their types matter */
export function whenAsked<T extends { release(): Promise<void> } | undefined>(
  load: (state: TensorRecord) => Promise<T>,
): Lazy<T> {
  let loaded: Promise<T> | undefined;
  return {
    get(state) {
      loaded ??= state.view().then(load);
      return loaded;
    },
    async release() {
      const last = await loaded?.catch(() => undefined); // who asked was told
      await last?.release();
    },
  };
}
