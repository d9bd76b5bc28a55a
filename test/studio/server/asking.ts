// Requests as anybody may send them: any host, any header, any path, unlike those of `fetch`.

import { request } from 'node:http';

export interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** Sends a request to a studio, its path as it is written. */
export function ask(url: string, { method = 'GET', path, headers = {}, body }: Asked): Promise<Answered> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** What lets a program in, where an address has a token. */
export function bearer(url: string): Readonly<Record<string, string>> {
  const token = new URL(url).searchParams.get('token');
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

/** A request as the page sends it. */
export function post(url: string, path: string, value: unknown): Promise<Answered> {
  const headers = { ...bearer(url), 'content-type': 'application/json', origin: new URL(url).origin };
  return ask(url, { method: 'POST', path, headers, body: JSON.stringify(value) });
}

/** Reads a stream of server-sent events. */
export interface Listening {
  /** Events so far. */
  readonly events: readonly { readonly id: string; readonly name: string; readonly data: unknown }[];
  /** Resolves once an event satisfies the condition, with it. */
  until(isWanted: (event: Listening['events'][number]) => boolean): Promise<Listening['events'][number]>;
  close(): void;
}

export function listen(url: string, lastId?: string): Listening {
  const { hostname, port } = new URL(url);
  const events: Listening['events'][number][] = [];
  const waiting = new Set<() => void>();
  const headers = {
    ...bearer(url),
    accept: 'text/event-stream',
    ...(lastId !== undefined && { 'last-event-id': lastId }),
  };
  const sent = request({ hostname, port, path: '/api/events', headers }, (answer) => {
    let text = '';
    answer.setEncoding('utf8').on('data', (part: string) => {
      const blocks = `${text}${part}`.split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
        const data = field('data');
        if (data !== undefined)
          events.push({ id: field('id')!, name: field('event')!, data: JSON.parse(data) });
      }
      for (const check of waiting) check();
    });
  });
  sent.on('error', () => {}); // closed by either side
  sent.end();
  return {
    events,
    until: (isWanted) =>
      new Promise((resolve) => {
        const check = () => {
          const event = events.find(isWanted);
          if (event === undefined) return;
          waiting.delete(check);
          resolve(event);
        };
        waiting.add(check);
        check();
      }),
    close: () => sent.destroy(),
  };
}
