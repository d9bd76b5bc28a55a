// The way through the pinned samples: along great circles, as `wgan interpolate` goes.

import { computed, effect, signal } from '@preact/signals';
import { generate, unitChanges } from './samples.ts';
import { opened } from './source.ts';
import { joined, pins } from './walk.ts';
import { wayLength, wayThrough } from './way.ts';

export const STEPS = 12;
export const LOOPS = true;
const MOST_STEPS = 60;
export const stepsRange = { least: 1, most: MOST_STEPS } as const;

/** Pictures from one pin to the next. */
export const steps = signal(STEPS);
/** Whether the way leads back to the first pin. */
export const isLoop = signal<boolean>(LOOPS);
/** Samples of the way, one after another. */
export const frames = signal<Float32Array<ArrayBuffer> | undefined>(undefined);

export const frameCount = computed(() => wayLength(pins.value.length, steps.value, isLoop.value));

let asked = 0;

/** Keeps the frames as the pins say; gives what stops it. */
export function followPins(): () => void {
  return effect(() => {
    const mine = ++asked;
    const { version } = opened.value ?? {};
    void unitChanges.value;
    const way = wayThrough(
      pins.value.map(({ latent }) => latent),
      steps.value,
      isLoop.value,
    );
    if (way.length === 0) {
      frames.value = undefined;
      return;
    }
    void generate(joined(way), way.length).then((samples) => {
      if (mine === asked && opened.peek()?.version === version) frames.value = samples;
    });
  });
}
