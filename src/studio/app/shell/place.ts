// Places as text: #/room/part/part?name=value.

export const roomNames = ['runs', 'train', 'explore', 'learn'] as const;
export type RoomName = (typeof roomNames)[number];

/** A room, what is open in it, and its settings. */
export interface Place {
  readonly room: RoomName;
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

/** The place of an address; what cannot be read is left out. */
export function parsePlace(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [first = '', ...rest] = path.split('/').filter((part) => part !== '');
  return {
    room: roomNames.find((name) => name === first) ?? 'runs',
    path: rest.flatMap(decoded),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

function decoded(part: string): readonly string[] {
  try {
    return [decodeURIComponent(part)];
  } catch {
    return [];
  }
}

/** The address of a place. */
export function formatPlace({ room, path = [], query = {} }: Partial<Place> & Pick<Place, 'room'>): string {
  const search = new URLSearchParams(query).toString();
  return `#/${[room, ...path].map(encodeURIComponent).join('/')}${search === '' ? '' : `?${search}`}`;
}
