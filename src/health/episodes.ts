// Notices as episodes: what ailed a run, from when to when.

import { monitors } from './registry.ts';
import type { Notice } from './watcher.ts';

/** A trouble while it lasted. */
export interface Episode {
  readonly name: string;
  readonly label: string;
  /** What was seen, what it means. */
  readonly message: string;
  readonly help?: string;
  readonly from: number;
  /** Undefined while it lasts. */
  readonly to?: number;
}

/** The episodes of a run, in the order in which they began. */
export function episodesOf(notices: readonly Notice[]): readonly Episode[] {
  return notices.flatMap(({ name, iteration, message, help, isOver }, index) => {
    if (isOver) return [];
    const end = notices.slice(index + 1).find((later) => later.name === name);
    return [
      {
        ...{ name, label: monitors.has(name) ? monitors.get(name).label : name, message, from: iteration },
        ...(help !== undefined && { help }),
        ...(end?.isOver && { to: end.iteration }),
      },
    ];
  });
}
