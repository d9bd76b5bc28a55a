// The studio's routes, and the server that answers them.

import { rmdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { ConfigError, DeviceError } from '../../base/errors.ts';
import { type System, system as thisSystem } from '../../run/system.ts';
import { type GuardOptions, guard, loopback } from './guard.ts';
import { safeHeaders } from './headers.ts';
import { pageRoutes } from './page.ts';
import { refusal, refusalOf } from './refusal.ts';
import { createCatalog } from './runs/catalog.ts';
import { createLauncher } from './runs/launcher.ts';
import { runRoutes } from './runs/routes.ts';
import { createWatch, type Watch } from './runs/watch.ts';
import { createTickets } from './tickets.ts';

export interface StudioOptions extends Partial<GuardOptions> {
  /** The folder whose runs are shown. */
  readonly runs: string;
  /** Where the built page lies. */
  readonly page?: string;
  /** A run that ships with the package; it can be looked at, not changed. */
  readonly example?: string | undefined;
  readonly system?: System;
}

const nearby = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What the studio answers, and what it watches. */
export interface Studio {
  readonly routes: Hono;
  readonly watch: Watch;
}

/** Everything that the studio answers.
 *  @throws RunError if the page has not been built */
export function createStudio({
  runs,
  page = nearby('../app'),
  example = nearby('../../../assets/example-run'),
  hosts = [],
  token,
  tickets,
  system = thisSystem(),
}: StudioOptions): Studio {
  const catalog = createCatalog({ runs, example, system });
  const watch = createWatch({ catalog });
  const launcher = createLauncher({
    entry: nearby('../../../bin/wgan.js'),
    onFailure(run, problem) {
      removeEmpty(join(runs, run));
      watch.fail({ run, problem });
    },
  });
  const routes = new Hono();
  routes.use(safeHeaders, guard({ hosts, token, tickets }));
  routes.route('/', pageRoutes(page, nearby('../../../assets/mnist-generator.safetensors')));
  routes.route('/api', runRoutes({ catalog, watch, launcher, system }));
  routes.notFound((context) => refusal(context, 404, 'nothing is at this address'));
  routes.onError((error, context) => refusalOf(context, error));
  return { routes, watch };
}

/** Removes the folder that was taken for a run which then did not begin. */
function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // it holds something, or was never made
  }
}

export interface ServeOptions extends Omit<StudioOptions, 'hosts' | 'tickets'> {
  /** 0 for any that is free. */
  readonly port: number;
  readonly host?: string | undefined;
}

/** A studio that answers. */
export interface RunningStudio {
  /** Where a browser finds it, with the token where there is one. */
  readonly url: string;
  /** The same for a browser that is opened now: others may read with which address. */
  visit(): string;
  /** Whether no page is open and no run trains. */
  isIdle(): boolean;
  close(): Promise<void>;
}

/** Starts answering.
 *  @throws DeviceError if the port is taken
 *  @throws ConfigError without a token for an address that others can reach */
export async function serveStudio({
  port,
  host = '127.0.0.1',
  ...options
}: ServeOptions): Promise<RunningStudio> {
  if (options.token === undefined && !loopback.includes(host)) {
    throw new ConfigError(`host: expected a token where others can reach the studio, got none on ${host}`, {
      help: 'whoever reaches it could start runs: leave out --no-token, or --host',
    });
  }
  const tickets = createTickets((options.system ?? thisSystem()).now);
  const { routes, watch } = createStudio({
    ...options,
    tickets,
    hosts: [host, ...(options.token === undefined ? [] : [hostname().toLowerCase()])],
  });
  const server = await listen(routes, port, host);
  const { address, port: chosen } = server.address() as AddressInfo;
  const name = everywhere.includes(address) ? hostname() : address.includes(':') ? `[${address}]` : address;
  const base = `http://${name}:${chosen}/`;
  const { token } = options;
  return {
    url: token === undefined ? base : `${base}?token=${token}`,
    visit: () => (token === undefined ? base : `${base}?ticket=${tickets.issue()}`),
    isIdle: watch.isIdle,
    close: () =>
      new Promise((resolve) => {
        watch.close();
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** Addresses that stand for all of a computer's. */
const everywhere: readonly string[] = ['0.0.0.0', '::'];

function listen(routes: Hono, port: number, hostname: string): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: routes.fetch, port, hostname }, () => resolve(server));
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
