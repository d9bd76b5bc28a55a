// Where the reader is on the plane, how far it is pushed along directions, and what is pinned.

import { computed, effect, signal } from '@preact/signals';
import { place, setQuery } from '../../shell/router.ts';
import { ask } from './client.ts';
import type { Direction } from './directions.ts';
import { createLatentPlane, type Position } from './latent-plane.ts';
import { latestOnly } from './latest.ts';
import { generate, unitChanges } from './samples.ts';
import { opened } from './source.ts';

export const ORIGIN: Position = { x: 0, y: 0 };
export const DENSITY = 4;
export const densities = [1, 2, 3, 4, 6, 8] as const;

/** A sample that was pinned. */
export interface Pin {
  readonly id: number;
  readonly latent: Float32Array<ArrayBuffer>;
  readonly sample: Float32Array<ArrayBuffer>;
  readonly position: Position;
}

export const position = signal<Position>(positionIn(place.peek().query.at));
/** Pictures from one seed to the next. */
export const density = signal(DENSITY);
export const directions = signal<readonly Direction[] | undefined>(undefined);
/** How far along each direction, in standard deviations of the output. */
export const pushes = signal<readonly number[]>([]);
export const pins = signal<readonly Pin[]>([]);
/** The sample at the position. */
export const here = signal<Float32Array<ArrayBuffer> | undefined>(undefined);

const latentSize = computed(() => opened.value?.facts.latent);
/** The plane of the open generator. */
export const plane = computed(() =>
  latentSize.value === undefined ? undefined : createLatentPlane(latentSize.value),
);

/** What all latents are moved by. */
const shift = computed(() => {
  const sum = new Float32Array(latentSize.value ?? 0);
  directions.value?.forEach(({ step }, index) => {
    const push = pushes.value[index] ?? 0;
    if (push === 0 || step.length !== sum.length) return;
    for (let at = 0; at < sum.length; at++) sum[at]! += push * step[at]!;
  });
  return sum;
});

/** The noise at a point of the plane, pushed along the directions. */
export function latentAt(where: Position): Float32Array<ArrayBuffer> | undefined {
  const latent = plane.value?.at(where);
  latent?.forEach((value, index) => {
    latent[index] = value + shift.value[index]!;
  });
  return latent;
}

/** Changes with whatever changes the picture of a point of the plane. */
export const look = computed(() => ({
  version: opened.value?.version ?? 0,
  shift: shift.value,
  changes: unitChanges.value,
}));

/** Several latents as one array. */
export function joined(latents: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const [{ length } = { length: 0 }] = latents;
  const all = new Float32Array(latents.length * length);
  for (const [index, latent] of latents.entries()) all.set(latent, index * length);
  return all;
}

export function goTo(next: Position): void {
  position.value = { x: rounded(next.x), y: rounded(next.y) };
}

/** Of a hundredth part, so that the address stays short and walking back arrives. */
const rounded = (value: number) => Math.round(value * 100) / 100;

export function push(index: number, amount: number): void {
  const next = directions.value?.map((_, at) => pushes.value[at] ?? 0) ?? [];
  next[index] = amount;
  pushes.value = next;
}

export function pinHere(): void {
  const latent = latentAt(position.value);
  if (latent === undefined || here.value === undefined || pins.value.length >= 12) return;
  const id = Math.max(0, ...pins.value.map((pin) => pin.id)) + 1;
  pins.value = [...pins.value, { id, latent, sample: here.value, position: position.value }];
}

export function unpin(id: number): void {
  pins.value = pins.value.filter((pin) => pin.id !== id);
}

function positionIn(text = ''): Position {
  const [x = Number.NaN, y = Number.NaN] = text.split(',').map(Number);
  const isFine = Math.abs(x) < 1e6 && Math.abs(y) < 1e6;
  return isFine ? { x, y } : ORIGIN;
}

/** Keeps the sample here, the directions and the address as they should be; gives what stops it. */
export function followWalk(): () => void {
  const stops = [effect(followOpened), effect(followHere), effect(followLink), effect(writeAddress)];
  return () => {
    for (const stop of stops) stop();
    clearTimeout(writing);
  };
}

let known: number | undefined;

function followOpened(): void {
  const { version } = opened.value ?? {};
  if (version === undefined || version === known) return;
  known = version;
  directions.value = undefined;
  pushes.value = [];
  pins.value = [];
  unitChanges.value = [];
  here.value = undefined;
  queueMicrotask(async () => {
    await refreshHere();
    const found = await ask('directions', null).catch(() => undefined);
    if (opened.peek()?.version === version) directions.value = found;
  });
}

function followHere(): void {
  void position.value;
  void look.value;
  void refreshHere();
}

/** Asks for the sample here; while an answer is awaited, only the last place counts. */
const refreshHere = latestOnly(async () => {
  const latents = latentAt(position.peek());
  if (latents === undefined) return;
  const sample = await generate(latents, 1);
  if (sample !== undefined) here.value = sample;
});

let writing: ReturnType<typeof setTimeout> | undefined;
let written = place.peek().query.at;

/** Goes where a link leads that is followed in the room. */
function followLink(): void {
  const { room, query } = place.value;
  if (room !== 'explore' || query.at === written) return;
  written = query.at;
  position.value = positionIn(query.at);
}

/** Browsers refuse an address that changes a hundred times a second. */
function writeAddress(): void {
  const { x, y } = position.value;
  clearTimeout(writing);
  writing = setTimeout(() => {
    if (place.peek().room !== 'explore') return;
    written = x === 0 && y === 0 ? undefined : `${x},${y}`;
    setQuery({ at: written });
  }, 400);
}
