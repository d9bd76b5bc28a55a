// Which generator is explored: the one that ships, a run's, or a file that was dropped.

import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { fileAddress } from '../../server/api.ts';
import { place } from '../../shell/router.ts';
import { ask, WorkerProblem } from './client.ts';
import type { Facts } from './worker-messages.ts';

/** The generator that comes with wgan, as the address and the choice name it. */
export const SHIPPED = '@mnist';
const shippedAddress = new URL('../../../../../assets/mnist-generator.safetensors', import.meta.url).href;

export interface Problem {
  readonly message: string;
  readonly help: string | undefined;
}

/** The generator that is open; `version` grows with each. */
export interface Opened {
  readonly facts: Facts;
  readonly version: number;
}

const droppedFile = signal<File | undefined>(undefined);
const openedNow = signal<Opened | undefined>(undefined);
const problemNow = signal<Problem | undefined>(undefined);

export const opened: ReadonlySignal<Opened | undefined> = openedNow;
/** Why the last one could not be opened; the one before stays. */
export const problem: ReadonlySignal<Problem | undefined> = problemNow;
/** The file that is open in place of what the address names. */
export const dropped: ReadonlySignal<File | undefined> = droppedFile;

/** The run in the address, else the shipped generator. */
export const chosen = computed(
  () => (place.value.room === 'explore' ? place.value.path[0] : undefined) ?? SHIPPED,
);

let version = 0;
let openedLast: File | string | undefined;

/** Opens what is chosen whenever that changes; gives what stops it. */
export function followChoice(): () => void {
  return effect(() => {
    const file = droppedFile.value;
    const name = chosen.value;
    if (openedLast === (file ?? name)) return; // back in the room: it is still open
    openedLast = file ?? name;
    if (file !== undefined) void open({ file });
    else
      void open({ address: name === SHIPPED ? shippedAddress : fileAddress(name, 'generator.safetensors') });
  });
}

export function openFile(file: File): void {
  droppedFile.value = file;
}

export function closeFile(): void {
  droppedFile.value = undefined;
}

async function open(asked: { readonly address: string } | { readonly file: File }): Promise<void> {
  const mine = ++version;
  problemNow.value = undefined;
  try {
    const where = 'address' in asked ? { address: new URL(asked.address, document.baseURI).href } : asked;
    const facts = await ask('open', where);
    if (mine === version) openedNow.value = { facts, version: mine };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (mine !== version) return;
    openedLast = undefined;
    problemNow.value = { message, help: error instanceof WorkerProblem ? error.help : undefined };
  }
}
