// What lets a browser in that is opened by a command: its address stands in the list of processes, which every user of
// the computer may read. So it has a ticket that is worth nothing a minute later, in place of the token.

import { randomBytes } from 'node:crypto';

export interface Tickets {
  issue(): string;
  isGood(ticket: string): boolean;
}

const GOOD_MILLISECONDS = 60_000;

/** @param now  milliseconds of a clock that never goes backwards */
export function createTickets(now: () => number): Tickets {
  const issued = new Map<string, number>();
  return {
    issue() {
      const ticket = randomBytes(16).toString('base64url');
      issued.set(ticket, now());
      return ticket;
    },
    isGood(ticket) {
      const at = issued.get(ticket);
      return at !== undefined && now() - at < GOOD_MILLISECONDS;
    },
  };
}
