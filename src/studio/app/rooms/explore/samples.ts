// Samples of the open generator, with its units as the reader changed them.

import { signal } from '@preact/signals';
import { ask } from './client.ts';
import type { UnitChange } from './units.ts';

/** Units that the reader changed. */
export const unitChanges = signal<readonly UnitChange[]>([]);

/** Samples for latents [count, latent]; undefined where the worker refuses.
 *  Reads the changes without following them. */
export const generate = (
  latents: Float32Array<ArrayBuffer>,
  count: number,
): Promise<Float32Array<ArrayBuffer> | undefined> =>
  ask('generate', { latents, count, changes: unitChanges.peek() }).catch(() => undefined);
