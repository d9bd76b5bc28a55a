// The studio's routes, and the server that answers them.

import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { DeviceError } from '../../base/errors.ts';
import { type GuardOptions, guard } from './guard.ts';
import { safeHeaders } from './headers.ts';
import { pageRoutes } from './page.ts';
import { refusal, refusalOf } from './refusal.ts';

export interface StudioOptions extends Partial<GuardOptions> {
  /** The folder whose runs are shown. */
  readonly runs: string;
  /** Where the built page lies. */
  readonly page?: string;
}

const builtPage = () => fileURLToPath(new URL('../app', import.meta.url));

/** Everything that the studio answers.
 *  @throws RunError if the page has not been built */
export function createStudio({ page = builtPage(), hosts = [], token }: StudioOptions): Hono {
  const studio = new Hono();
  studio.use(safeHeaders, guard({ hosts, token }));
  studio.route('/', pageRoutes(page));
  studio.notFound((context) => refusal(context, 404, 'nothing is at this address'));
  studio.onError((error, context) => refusalOf(context, error));
  return studio;
}

export interface ServeOptions extends Omit<StudioOptions, 'hosts'> {
  /** 0 for any that is free. */
  readonly port: number;
  readonly host?: string | undefined;
}

/** A studio that answers. */
export interface RunningStudio {
  /** Where a browser finds it, with the token where there is one. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts answering.
 *  @throws DeviceError if the port is taken */
export async function serveStudio({
  port,
  host = '127.0.0.1',
  ...options
}: ServeOptions): Promise<RunningStudio> {
  const studio = createStudio({ ...options, hosts: [host] });
  const server = await listen(studio, port, host);
  const { address, port: chosen } = server.address() as AddressInfo;
  const name = address.includes(':') ? `[${address}]` : address;
  const query = options.token === undefined ? '' : `?token=${options.token}`;
  return {
    url: `http://${name}:${chosen}/${query}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function listen(studio: Hono, port: number, hostname: string): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: studio.fetch, port, hostname }, () => resolve(server));
    server.on('error', (cause: Error & { readonly code?: string }) => {
      const isTaken = cause.code === 'EADDRINUSE';
      reject(
        new DeviceError(`port ${port}: expected a free one, got ${isTaken ? 'one in use' : cause.message}`, {
          cause,
          help: 'choose another with --port, or 0 for any that is free',
        }),
      );
    });
  });
}
