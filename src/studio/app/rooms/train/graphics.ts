// The graphics processor of this browser, asked for once: its name, or why it cannot train.

import { computed, signal } from '@preact/signals';
import type { Hardware } from '../../../../runtime/device.ts';
import { type AdapterInfo, hardwareOf } from '../../../../runtime/hardware.ts';

/** Why there is none: a page that browsers do not trust, a browser without WebGPU, or a computer without a processor. */
type Absence = 'insecure' | 'unknown' | 'none';

type Graphics =
  | { readonly is: 'asked' }
  | { readonly is: 'there'; readonly hardware: Hardware }
  | { readonly is: 'absent'; readonly why: Absence };

/** What is used of a GPU. https://www.w3.org/TR/webgpu/#gpu-interface */
interface Gpu {
  requestAdapter(): Promise<{ readonly info?: AdapterInfo } | null>;
}

export const graphics = signal<Graphics>({ is: 'asked' });

export const absence = computed(() => (graphics.value.is === 'absent' ? graphics.value.why : undefined));

let asked = false;

/** Asks the browser, the first time. */
export async function askForGraphics(): Promise<void> {
  if (asked) return;
  asked = true;
  graphics.value = await found();
}

async function found(): Promise<Graphics> {
  const { gpu } = navigator as { readonly gpu?: Gpu };
  if (gpu === undefined) return { is: 'absent', why: isSecureContext ? 'unknown' : 'insecure' };
  const adapter = await gpu.requestAdapter().catch(() => null);
  return adapter === null
    ? { is: 'absent', why: 'none' }
    : { is: 'there', hardware: hardwareOf(adapter.info) };
}
