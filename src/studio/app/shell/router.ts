// Where the reader is, as the address says it: #/runs/name?at=500. A state is a link; back and forward work.

import { type ReadonlySignal, signal } from '@preact/signals';
import { formatPlace, type Place, parsePlace } from './place.ts';
import { hasServer } from './site.ts';

export type { Place } from './place.ts';

/** A site without a server has no runs: it opens on the story. */
function placeOf(hash: string): Place {
  const parsed = parsePlace(hash);
  return hasServer || parsed.room !== 'runs' ? parsed : { room: 'learn', path: [], query: {} };
}

const current = signal<Place>(placeOf(location.hash));

addEventListener('hashchange', () => {
  current.value = placeOf(location.hash);
});

/** Where the reader is. */
export const place: ReadonlySignal<Place> = current;

/** The address of a place, for a link. */
export const hrefOf = formatPlace;

/** Goes to a place. `replace` leaves no step to go back to: for what changes while something is dragged. */
export function go(
  next: Partial<Place> & Pick<Place, 'room'>,
  { replace = false }: { readonly replace?: boolean } = {},
): void {
  const href = formatPlace(next);
  if (href === location.hash) return;
  if (replace) history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  current.value = placeOf(href);
}

/** Changes values of the query; undefined removes one. The place stays the same otherwise. */
export function setQuery(
  changes: Readonly<Record<string, string | undefined>>,
  options: { readonly replace?: boolean } = { replace: true },
): void {
  const merged = { ...current.value.query, ...changes };
  const query = Object.fromEntries(
    Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  go({ ...current.value, query }, options);
}
