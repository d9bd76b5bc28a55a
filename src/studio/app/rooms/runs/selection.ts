// Which runs are looked at, and where: #/runs/<id>?with=<id>,<id>&at=<iteration>.

import { computed, effect, signal } from '@preact/signals';
import { liveStates, type RunCard } from '../../../protocol/runs.ts';
import { cards } from '../../server/live.ts';
import { go, place, setQuery } from '../../shell/router.ts';

/** The most runs on one axis. */
export const MOST_RUNS = 6;

/** Own runs, those that are trained first, then the latest; the shipped one at the end. */
export const sortedCards = computed<readonly RunCard[]>(() =>
  [...(cards.value?.values() ?? [])].sort(
    (a, b) =>
      Number(isExample(a)) - Number(isExample(b)) ||
      Number(isLive(b)) - Number(isLive(a)) ||
      compare(b.heartbeat ?? '', a.heartbeat ?? '') ||
      compare(a.id, b.id),
  ),
);

const compare = (a: string, b: string) => Number(a > b) - Number(a < b);

export const isLive = ({ state }: RunCard): boolean => liveStates.includes(state);
export const isExample = ({ id }: Pick<RunCard, 'id'>): boolean => id.startsWith('@');

const inRuns = computed(() => place.value.room === 'runs');

/** The run that is looked at: the one in the address, else the first. */
export const mainId = computed<string | undefined>(() =>
  inRuns.value ? (place.value.path[0] ?? sortedCards.value[0]?.id) : undefined,
);

const comparedIds = computed<readonly string[]>(() => {
  const ids = (place.value.query.with ?? '').split(',').filter((id) => id !== '');
  return ids.map(decodeURIComponent).filter((id) => id !== mainId.value);
});

/** Ids of all runs that are looked at, the main one first. */
export const chosenIds = computed<readonly string[]>(() =>
  mainId.value === undefined ? [] : [...new Set([mainId.value, ...comparedIds.value])].slice(0, MOST_RUNS),
);

/** Their cards; those that are not there (yet) are missing. */
export const chosenCards = computed<readonly RunCard[]>(() =>
  chosenIds.value.flatMap((id) => cards.value?.get(id) ?? []),
);

/** Runs that this page has started, and that may not be there yet. */
const expected = signal<ReadonlySet<string>>(new Set());

export function expectRun(id: string): void {
  expected.value = new Set([...expected.peek(), id]);
}

export const isExpected = (id: string): boolean => expected.value.has(id);

/** The iteration that is looked at; undefined for the newest. */
export const chosenIteration = computed<number | undefined>(() => {
  const at = Number(place.value.query.at);
  return place.value.query.at !== undefined && Number.isFinite(at) && at >= 0 ? Math.round(at) : undefined;
});

export function look(iteration: number | undefined): void {
  setQuery({ at: iteration === undefined ? undefined : String(Math.round(iteration)) });
}

/** Looks at one run. */
export function open(id: string): void {
  go({ room: 'runs', path: [id] });
}

/** Puts a run on the same axes, or takes it away. */
export function toggleCompared(id: string): void {
  const ids = chosenIds.peek();
  const next = ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id];
  choose(next.slice(0, MOST_RUNS));
}

export function choose([first, ...others]: readonly string[]): void {
  if (first === undefined) return;
  const { at } = place.peek().query;
  const compared = others.map(encodeURIComponent).join(',');
  go({
    room: 'runs',
    path: [first],
    query: { ...(compared !== '' && { with: compared }), ...(at !== undefined && { at }) },
  });
}

/** The colour of a run among those that are looked at. */
export function colorOf(index: number): `--${string}` {
  return `--series-${(index % MOST_RUNS) + 1}`;
}

/** The address names the run that is looked at, so that it stays when another one becomes the first. */
effect(() => {
  if (inRuns.value && place.value.path.length === 0 && mainId.value !== undefined) {
    go({ room: 'runs', path: [mainId.value], query: place.value.query }, { replace: true });
  }
});
