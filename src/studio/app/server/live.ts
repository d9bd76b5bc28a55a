// All runs as they are now: the server's stream of events, kept open. The browser asks again after an interruption, from
// the last event that it got.

import { type ReadonlySignal, signal } from '@preact/signals';
import type { Problem } from '../../protocol/problem.ts';
import type { RunCard, RunEvents } from '../../protocol/runs.ts';

const known = signal<ReadonlyMap<string, RunCard> | undefined>(undefined);
const state = signal<'connecting' | 'live' | 'lost'>('connecting');
const failures = signal<ReadonlyMap<string, Problem>>(new Map());

/** Runs by id; undefined until the first answer. */
export const cards: ReadonlySignal<ReadonlyMap<string, RunCard> | undefined> = known;
export const connection: ReadonlySignal<'connecting' | 'live' | 'lost'> = state;
/** Processes that the studio started and that ended badly, by run. */
export const failedStarts: ReadonlySignal<ReadonlyMap<string, Problem>> = failures;

/** Forgets why the process of a run failed. */
export function forgetFailure(id: string): void {
  failures.value = without(failures.value, id);
}

let source: EventSource | undefined;

/** Opens the stream, once. */
export function connect(): void {
  if (source !== undefined) return;
  source = new EventSource('api/events');
  source.addEventListener('open', () => {
    state.value = 'live';
  });
  source.addEventListener('error', () => {
    state.value = 'lost';
    if (source?.readyState === EventSource.CLOSED) reconnect(); // the server refused: it may be starting
  });
  const on = <K extends keyof RunEvents>(name: K, apply: (data: RunEvents[K]) => void) =>
    source!.addEventListener(name, (event) => apply(JSON.parse((event as MessageEvent<string>).data)));
  on('runs', (all) => {
    known.value = new Map(all.map((card) => [card.id, card]));
  });
  on('run', (card) => {
    known.value = new Map(known.value).set(card.id, card);
  });
  on('gone', ({ id }) => {
    known.value = without(known.value ?? new Map(), id);
  });
  on('failed', ({ run, problem }) => {
    failures.value = new Map(failures.value).set(run, problem);
  });
}

function without<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
  return new Map([...map].filter(([each]) => each !== key));
}

function reconnect(): void {
  source = undefined;
  setTimeout(connect, 1000);
}
