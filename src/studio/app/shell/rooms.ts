// The rooms: each in a folder of its own, loaded when it is entered.

import type { ComponentType } from 'preact';
import type { RoomName } from './place.ts';

/** What the module of a room exports. */
export interface RoomModule {
  readonly Room: ComponentType;
}

export interface RoomRecord {
  readonly name: RoomName;
  readonly load: () => Promise<RoomModule>;
  /** Whether the room works on the runs of a server; the static site leaves it out. */
  readonly needsServer: boolean;
}

/** In the order of the navigation. */
export const rooms: readonly RoomRecord[] = [
  { name: 'runs', needsServer: true, load: () => import('../rooms/runs/room.tsx') },
  { name: 'train', needsServer: false, load: () => import('../rooms/train/room.tsx') },
  { name: 'explore', needsServer: false, load: () => import('../rooms/explore/room.tsx') },
  { name: 'learn', needsServer: false, load: () => import('../rooms/learn/room.tsx') },
];
