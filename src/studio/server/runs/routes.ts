// Runs over HTTP: a stream of what changes, files in parts, and what may be asked of a run.

import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ConfigError, FormatError, RunError } from '../../../base/errors.ts';
import { parseJson } from '../../../formats/json.ts';
import { awaitChange, sendControl } from '../../../run/send.ts';
import type { System } from '../../../run/system.ts';
import type { ControlAnswer, StartAnswer } from '../../protocol/runs.ts';
import { refusal } from '../refusal.ts';
import type { Catalog, FoundRun } from './catalog.ts';
import { detailsOf } from './details.ts';
import { fileAnswer } from './files.ts';
import type { Launch, Launcher } from './launcher.ts';
import { branchedRun, continuedRun, newRun, parseControl, startForm } from './start.ts';
import { eventStream } from './stream.ts';
import type { Watch } from './watch.ts';

export interface RunRoutesOptions {
  readonly catalog: Catalog;
  readonly watch: Watch;
  readonly launcher: Launcher;
  readonly system: System;
}

const MOST_BODY_BYTES = 64 * 1024;

export function runRoutes(options: RunRoutesOptions): Hono {
  const { catalog, watch, launcher, system } = options;
  const routes = new Hono();
  const found = (context: Context) => catalog.find(context.req.param('id') ?? '');
  const own = (context: Context): FoundRun => {
    const run = found(context);
    if (run.isOwn) return run;
    throw new RunError('the shipped run can be looked at, not changed', { help: 'start one of your own' });
  };
  const launched = (context: Context, launch: Launch) => {
    launcher.launch(launch);
    return context.json({ id: launch.run } satisfies StartAnswer, 202);
  };

  routes.use('/runs/*', limited);
  routes.use('/runs', limited);
  routes.get('/events', (context) => eventStream(context, watch));
  routes.get('/form', (context) => context.json(startForm()));
  routes.get('/runs/:id', (context) => context.json(detailsOf(found(context))));
  routes.get('/runs/:id/:name{.+}', (context) =>
    fileAnswer(found(context), context.req.param('name'), {
      range: context.req.header('range'),
      ifRange: context.req.header('if-range'),
      isHead: context.req.method === 'HEAD',
    }),
  );
  routes.post('/runs', async (context) =>
    launched(context, newRun(catalog.runs, await jsonOf(context), system)),
  );
  routes.post('/runs/:id/control', async (context) =>
    context.json(await control(own(context), await jsonOf(context))),
  );
  routes.post('/runs/:id/continue', async (context) =>
    launched(context, continuedRun(own(context), await jsonOf(context))),
  );
  routes.post('/runs/:id/branch', async (context) =>
    launched(context, branchedRun(own(context), catalog.runs, await jsonOf(context))),
  );
  return routes;
}

const limited = bodyLimit({
  maxSize: MOST_BODY_BYTES,
  onError: (context) => refusal(context, 413, `request: expected at most ${MOST_BODY_BYTES} bytes, got more`),
});

/** The body as JSON. Other types are refused: a form of another site can send those without asking.
 *  @throws ConfigError */
async function jsonOf({ req }: Context): Promise<unknown> {
  const type = req.header('content-type')?.split(';')[0];
  if (type !== 'application/json')
    throw new ConfigError(`request: expected application/json, got ${type ?? 'nothing'}`);
  try {
    return parseJson('request', await req.text());
  } catch (cause) {
    if (cause instanceof FormatError) throw new ConfigError(cause.message, { cause });
    throw new ConfigError('request: expected JSON, got other text', { cause });
  }
}

async function control({ folder, system }: FoundRun, body: unknown): Promise<ControlAnswer> {
  const change = await awaitChange(
    folder,
    sendControl(folder, parseControl(body), system),
    { timeoutSeconds: 3 },
    system,
  );
  if (change?.refused !== undefined) throw new ConfigError(change.refused);
  return change === undefined ? {} : { iteration: change.iteration };
}
