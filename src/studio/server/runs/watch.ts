// Watches run folders while somebody looks: one look for all readers, and a numbered event for each change, so that a
// reader who was away hears what it missed.

import { randomUUID } from 'node:crypto';
import { liveStates, type RunEvents } from '../../protocol/runs.ts';
import { cardOf, type WrittenCard } from './card.ts';
import type { Catalog, FoundRun } from './catalog.ts';

/** An event of the stream. */
export type NumberedEvent = {
  readonly [K in keyof RunEvents]: { readonly id: string; readonly name: K; readonly data: RunEvents[K] };
}[keyof RunEvents];

export interface Watch {
  /** Tells what changed after `lastId`, or all there is, and then every change.
   *  @returns how to stop */
  subscribe(listener: (event: NumberedEvent) => void, lastId?: string): () => void;
  /** Tells a process that ended badly. */
  fail(data: RunEvents['failed']): void;
  /** Looks at once. */
  look(): void;
  /** Readers now. */
  readonly readers: number;
  /** Whether nobody looks and nothing trains. */
  isIdle(): boolean;
  close(): void;
}

export interface WatchOptions {
  readonly catalog: Catalog;
}

/** Time between looks, at least. */
const LOOK_MILLISECONDS = 500;
/** Time that each reader adds beyond that, so that all readers together ask for so much and no more. */
const READER_MILLISECONDS = 250;

/** So many events are remembered for readers who come back. */
const REMEMBERED = 500;
/** Runs that nobody trains are looked at every so many times. */
const SELDOM = 4;

export function createWatch({ catalog }: WatchOptions): Watch {
  const epoch = randomUUID().slice(0, 8);
  const listeners = new Set<(event: NumberedEvent) => void>();
  const told: NumberedEvent[] = [];
  let cards = new Map<string, WrittenCard>();
  let count = 0;
  let looks = 0;
  let timer: NodeJS.Timeout | undefined;

  const numbered = <K extends keyof RunEvents>(name: K, data: RunEvents[K]) =>
    ({ id: `${epoch}-${count}`, name, data }) as NumberedEvent;
  const tell = <K extends keyof RunEvents>(name: K, data: RunEvents[K]) => {
    count += 1;
    const event = numbered(name, data);
    told.push(event);
    if (told.length > REMEMBERED) told.shift();
    for (const listener of listeners) listener(event);
  };
  const look = (isThorough: boolean) => {
    const found = listOf(catalog);
    if (found === undefined) return;
    const next = new Map(found.map((run) => [run.id, freshOf(run, cards.get(run.id), isThorough)]));
    const before = cards;
    cards = next;
    for (const [id, { card, text }] of next) if (before.get(id)?.text !== text) tell('run', card);
    for (const id of before.keys()) if (!next.has(id)) tell('gone', { id });
  };
  const missedSince = (lastId: string | undefined): readonly NumberedEvent[] => {
    const at = told.findIndex(({ id }) => id === lastId);
    if (at >= 0) return told.slice(at + 1);
    return [
      numbered(
        'runs',
        [...cards.values()].map(({ card }) => card),
      ),
    ];
  };
  const keepLooking = () => {
    timer = setTimeout(
      () => {
        look(looks++ % SELDOM === 0);
        keepLooking();
      },
      Math.max(LOOK_MILLISECONDS, READER_MILLISECONDS * listeners.size),
    );
  };
  return {
    subscribe(listener, lastId) {
      look(true);
      for (const event of missedSince(lastId)) listener(event);
      listeners.add(listener);
      if (timer === undefined) keepLooking();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearTimeout(timer);
        timer = undefined;
      };
    },
    fail: (data) => tell('failed', data),
    look: () => look(true),
    get readers() {
      return listeners.size;
    },
    isIdle() {
      const isLive = (run: FoundRun) => liveStates.includes(cardOf(run).card.state);
      return listeners.size === 0 && !(listOf(catalog) ?? []).some(isLive);
    },
    close() {
      clearTimeout(timer);
      listeners.clear();
    },
  };
}

/** The runs; undefined where the folder cannot be read just now, as while it is being removed. */
function listOf(catalog: Catalog): readonly FoundRun[] | undefined {
  try {
    return catalog.list();
  } catch {
    return undefined;
  }
}

/** Runs at rest are read only in a thorough look. */
function freshOf(run: FoundRun, known: WrittenCard | undefined, isThorough: boolean): WrittenCard {
  if (known !== undefined && !isThorough && !liveStates.includes(known.card.state)) return known;
  return cardOf(run);
}
