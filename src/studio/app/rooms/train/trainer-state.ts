// What the worker last said and the reader last chose, as signals: what the room shows.

import { computed, signal } from '@preact/signals';
import { place } from '../../shell/router.ts';
import { own } from './own/state.ts';
import type { Phase } from './phases.ts';
import { type Recipe, readRecipe } from './recipe.ts';
import { between, isBetween } from './slow-motion.ts';
import type { Gone, LaneFrame, Layers, Opened, Pace, Samples, Waiting } from './worker-messages.ts';

export interface Frame {
  readonly iteration: number;
  readonly speed: number;
  readonly lanes: readonly LaneFrame[];
}

export interface Failure {
  readonly message: string;
  readonly help?: string | undefined;
  /** Where the device failed: another can go on. */
  readonly gone?: Gone | undefined;
}

export const recipe = signal<Recipe>(readRecipe(place.value.query));
export const frame = signal<Frame | undefined>(undefined);
export const opened = signal<Opened | undefined>(undefined);
export const waiting = signal<Waiting | undefined>(undefined);
export const pace = signal<Pace>('paused');
/** Where slow motion is in the iteration. */
export const phase = signal<Phase | undefined>(undefined);
export const failure = signal<Failure | undefined>(undefined);
/** Points of the data, to be seen before anything trains. */
export const realPoints = signal<Float32Array | undefined>(undefined);
/** The part of the plane that is shown, where it is not the usual one. */
export const planeView = computed(() => (recipe.value.data === 'own' ? own.value?.view : undefined));
/** A few images of the data, once it is loaded. */
export const realImages = signal<Samples | undefined>(undefined);
export const layers = signal<Layers>({ field: true, warp: false });
/** The frame before the updates that slow motion shows. */
export const before = signal<Frame | undefined>(undefined);

/** The GANs as the picture shows them: in slow motion, the critic's updates come before the generator's. */
export const seen = computed<readonly LaneFrame[]>(() => {
  const lanes = frame.value?.lanes ?? [];
  const old = isBetween(phase.value) ? before.value?.lanes : undefined;
  return old === undefined ? lanes : lanes.map((lane, index) => between(old[index]!, lane));
});
