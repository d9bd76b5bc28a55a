// Who may ask: pages of this server only, and under --host only those with the token.

import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { refusal } from './refusal.ts';

export interface GuardOptions {
  /** Names, besides those of the loopback, under which the server may be asked. */
  readonly hosts: readonly string[];
  /** What a reader must have once the server can be reached from elsewhere. */
  readonly token?: string | undefined;
}

const loopback: readonly string[] = ['localhost', '127.0.0.1', '::1'];
const COOKIE = 'wgan-studio';

/** Refuses requests under a foreign name (a page of another site whose name now points here) and requests of pages of
 *  other sites. */
export function guard({ hosts, token }: GuardOptions): MiddlewareHandler {
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
      const said = context.req.query('token');
      if (said !== undefined && isSame(said, token)) {
        setCookie(context, COOKIE, token, { httpOnly: true, sameSite: 'Strict', path: '/' });
        return context.redirect('/');
      }
      if (!isSame(getCookie(context, COOKIE) ?? '', token)) {
        return refusal(
          context,
          401,
          'token: expected the address that wgan studio printed, got none of its token',
        );
      }
    }
    return next();
  };
}

interface Host {
  readonly text: string;
  readonly name: string;
}

function parseHost(text: string | undefined): Host | undefined {
  const match = /^(?:\[([0-9a-f:]+)\]|([a-z0-9.-]+))(?::\d{1,5})?$/i.exec(text ?? '');
  if (text === undefined || match === null) return undefined;
  return { text, name: (match[1] ?? match[2]!).toLowerCase() };
}

const quoted = (text: string | undefined) => JSON.stringify(text?.slice(0, 80) ?? '');

/** Compares in a time that tells nothing. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
