// What changes, as server-sent events. A reader that does not read is sent away: what waits for it is held in memory.

import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { refusal } from '../refusal.ts';
import type { NumberedEvent, Watch } from './watch.ts';

const MOST_READERS = 64;
const BEAT_MILLISECONDS = 15_000;
/** So much may wait for one reader, besides what the platform holds. */
const MOST_WAITING_BYTES = 1e6;
/** After so long a browser whose stream was cut asks again. */
const RETRY_MILLISECONDS = 1000;

const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' } as const;

/** All events after the last that the reader has. HEAD asks for the headers only, and makes no reader. */
export function eventStream(context: Context, watch: Watch): Response {
  if (context.req.method === 'HEAD') return context.body(null, 200, headers);
  if (watch.readers >= MOST_READERS) {
    return refusal(context, 503, `readers: expected at most ${MOST_READERS} open pages, got one more`);
  }
  let leave = () => {};
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        leave = follow(watch, context.req.header('last-event-id'), (text) => {
          if ((controller.desiredSize ?? 0) > 0) return controller.enqueue(new TextEncoder().encode(text));
          leave();
          return hangUp(context, controller);
        });
      },
      cancel: () => leave(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_WAITING_BYTES }),
  );
  return context.body(body, 200, headers);
}

/** Sends what the watch tells, and signs of life between.
 *  @returns how to stop */
function follow(watch: Watch, lastId: string | undefined, send: (text: string) => void): () => void {
  const leave = watch.subscribe((event) => send(textOf(event)), lastId);
  const beat = setInterval(() => send(': \n\n'), BEAT_MILLISECONDS).unref();
  return () => {
    leave();
    clearInterval(beat);
  };
}

const textOf = ({ id, name, data }: NumberedEvent) =>
  `event: ${name}\ndata: ${JSON.stringify(data)}\nid: ${id}\nretry: ${RETRY_MILLISECONDS}\n\n`;

/** Ends the connection: the browser opens another, and gets what it missed. */
function hangUp({ env }: Context, controller: ReadableStreamDefaultController): void {
  const { outgoing } = (env ?? {}) as Partial<HttpBindings>;
  if (outgoing === undefined) controller.error(new Error('the reader does not read'));
  else outgoing.destroy();
}
