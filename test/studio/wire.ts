// A wire between a browser and a studio that can be cut and mended, and that hears what goes over it.

import { connect, createServer, type Socket } from 'node:net';

export interface Wire {
  readonly url: string;
  /** Ends all connections and refuses new ones; what was heard so far is forgotten. */
  cut(): void;
  mend(): void;
  /** What the browser sent, and what it got, since the last cut. */
  readonly sent: () => string;
  readonly received: () => string;
  close(): void;
}

export async function cuttable(studioUrl: string): Promise<Wire> {
  const { hostname, port, search } = new URL(studioUrl);
  const sockets = new Set<Socket>();
  let isCut = false;
  let [sent, received] = ['', ''];
  const server = createServer((near) => {
    if (isCut) return near.destroy();
    const far = connect(Number(port), hostname);
    near.on('data', (part) => {
      sent += part.toString('latin1');
    });
    far.on('data', (part) => {
      received += part.toString('latin1');
    });
    near.pipe(far).pipe(near);
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(end);
      end.on('error', () => {}); // cut
      end.on('close', () => {
        sockets.delete(end);
        other.destroy();
      });
    }
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
    [sent, received] = ['', ''];
  };
  return {
    url: `http://127.0.0.1:${(server.address() as { readonly port: number }).port}/${search}`,
    cut,
    mend() {
      isCut = false;
    },
    sent: () => sent,
    received: () => received,
    close() {
      cut();
      server.close();
    },
  };
}
