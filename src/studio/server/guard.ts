// Who may ask: pages of this server only, of readers who came with its token.

import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { refusal } from './refusal.ts';
import type { Tickets } from './tickets.ts';

export interface GuardOptions {
  /** Names, besides those of the loopback, under which the server may be asked. */
  readonly hosts: readonly string[];
  /** What a reader must have; without one, every user of this computer is let in. */
  readonly token?: string | undefined;
  /** What lets a browser in that was just opened. */
  readonly tickets?: Tickets | undefined;
}

/** Names of this computer that lead nowhere else. */
export const loopback: readonly string[] = ['localhost', '127.0.0.1', '::1'];
/** Refuses requests under a foreign name (a page of another site whose name now points here) and requests of pages of
 *  other sites. */
export function guard({ hosts, token, tickets }: GuardOptions): MiddlewareHandler {
  const names = new Set([...loopback, ...hosts]);
  const isKnown = (name: string) => names.has(name) || (token !== undefined && isIP(name) !== 0);
  return async (context, next) => {
    const host = parseHost(context.req.header('host'));
    if (host === undefined || !isKnown(host.name)) {
      return refusal(context, 403, `host: expected a name of this computer, got ${quoted(host?.name)}`);
    }
    const origin = context.req.header('origin');
    if (origin !== undefined && origin !== `http://${host.text}`) {
      return refusal(context, 403, `origin: expected http://${host.text}, got ${quoted(origin)}`);
    }
    const site = context.req.header('sec-fetch-site');
    const isVisit = context.req.header('sec-fetch-mode') === 'navigate' && context.req.method === 'GET';
    if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isVisit) {
      return refusal(context, 403, `site: expected a page of this server, got one that is ${quoted(site)}`);
    }
    if (token !== undefined) {
      const { token: said, ticket } = context.req.query();
      if (isSame(said, token) || (ticket !== undefined && tickets?.isGood(ticket))) {
        // Lax: a browser that follows a link of another site keeps a strict cookie from the redirection
        setCookie(context, cookieOf(host), token, { httpOnly: true, sameSite: 'Lax', path: '/' });
        return context.redirect('/');
      }
      const bearer = /^Bearer (.+)$/.exec(context.req.header('authorization') ?? '')?.[1];
      if (!isSame(getCookie(context, cookieOf(host)), token) && !isSame(bearer, token)) {
        return isVisit ? context.text(entrance, 401) : refusal(context, 401, tokenless);
      }
    }
    return next();
  };
}

const tokenless = 'token: expected the address that wgan studio printed, got none of its token';

/** What a person reads who comes without the token. */
const entrance = `This is a wgan studio. To enter, open the address that it printed: it ends in a token.
这是一个 wgan studio。请打开它打印出的地址（末尾带有令牌）。
`;

interface Host {
  readonly text: string;
  readonly name: string;
  readonly port: string;
}

/** Browsers send cookies to all ports of a host: each studio has its own. */
const cookieOf = ({ port }: Host) => `wgan-studio-${port}`;

function parseHost(text: string | undefined): Host | undefined {
  const match = /^(?:\[([0-9a-f:]+)\]|([a-z0-9.-]+))(?::(\d{1,5}))?$/i.exec(text ?? '');
  if (text === undefined || match === null) return undefined;
  return { text, name: (match[1] ?? match[2]!).toLowerCase(), port: match[3] ?? '80' };
}

const quoted = (text: string | undefined) => JSON.stringify(text?.slice(0, 80) ?? '');

/** Compares in a time that tells nothing. */
function isSame(a = '', b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
