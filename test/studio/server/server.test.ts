// The studio's server: what it tells of runs, and what it refuses.

import fs, {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WganError } from '../../../src/base/errors.ts';
import { runTraining } from '../../../src/run/run-training.ts';
import { type System, system } from '../../../src/run/system.ts';
import type { RunCard, RunDetails, StartForm } from '../../../src/studio/protocol/runs.ts';
import { cardOf } from '../../../src/studio/server/runs/card.ts';
import { createCatalog, type FoundRun } from '../../../src/studio/server/runs/catalog.ts';
import { detailsOf } from '../../../src/studio/server/runs/details.ts';
import { fileAnswer, parseRange } from '../../../src/studio/server/runs/files.ts';
import { eventStream } from '../../../src/studio/server/runs/stream.ts';
import { createWatch, type Watch } from '../../../src/studio/server/runs/watch.ts';
import { type RunningStudio, serveStudio } from '../../../src/studio/server/studio.ts';
import { ensureBuilt } from '../../cli/built.ts';
import { startChild } from '../../run/children.ts';
import { gzippedImages, sharedFolder, tinyConfig } from '../../run/tiny.ts';
import { builtPage } from '../page.ts';
import { type Asked, ask, bearer, listen, post } from './asking.ts';

const place = sharedFolder();
const runs = join(place.path, 'runs');
const at = (...names: readonly string[]) => join(runs, ...names);
let studio: RunningStudio;
let data: string;

beforeAll(async () => {
  ensureBuilt();
  data = gzippedImages(place.path);
  mkdirSync(runs);
  await runTraining({ config: tinyConfig(data), out: at('one') });
  studio = await serveStudio({ runs, port: 0, page: builtPage });
});

afterAll(() => studio?.close());

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  ask(studio.url, { path, headers });
const problemOf = ({ text }: { readonly text: string }) =>
  (JSON.parse(text) as { readonly problem: { readonly message: string; readonly help?: string } }).problem;

/** The cards as a reader gets them who has just come. */
async function cards(): Promise<ReadonlyMap<string, RunCard>> {
  const listening = listen(studio.url);
  const { data: all } = await listening.until(({ name }) => name === 'runs');
  listening.close();
  return new Map((all as readonly RunCard[]).map((card) => [card.id, card]));
}

/** A server that has the stream only. */
async function serveReaders(watch: Watch): Promise<{ readonly port: number; readonly close: () => void }> {
  const routes = new Hono().get('/', (context) => eventStream(context, watch));
  const server = await new Promise<ServerType>((resolve) => {
    const made = serve({ fetch: routes.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(made));
  });
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

/** A reader that asks and never reads. */
async function deaf(port: number): Promise<{ readonly sent: Socket; readonly closed: Promise<unknown> }> {
  const sent = connect(port, '127.0.0.1').pause();
  const closed = new Promise((resolve) => sent.on('close', resolve).on('error', resolve));
  await new Promise<void>((resolve) => sent.on('connect', () => resolve()));
  sent.write('GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n');
  return { sent, closed };
}

describe('runs', () => {
  it('are told in short, with the sizes of their logs', async () => {
    const card = (await cards()).get('one')!;
    expect(card).toMatchObject({
      state: 'done',
      iteration: 40,
      iterations: 40,
      objective: 'wgan-gp',
      hasReal: true,
    });
    expect(card.samples).toEqual([0, 20, 40]);
    expect(card.bytes.metrics).toBe(statSync(at('one/metrics.jsonl')).size);
    expect(card.last!.iteration).toBe(40);
  });

  it('have details', async () => {
    const details = JSON.parse((await get('/api/runs/one')).text) as RunDetails;
    expect(details.config).toMatchObject({ penalty: 10, generatorHidden: [8] });
    expect(details.live).toMatchObject({ penalty: 10, criticLearningRate: 1e-3 });
    expect(details.checkpoints).toEqual([30, 35, 40]);
  });

  it('give files whole and in parts', async () => {
    const whole = readFileSync(at('one/metrics.jsonl'), 'utf8');
    expect(await get('/api/runs/one/metrics.jsonl')).toMatchObject({ status: 200, text: whole });
    const part = await get('/api/runs/one/metrics.jsonl', { range: 'bytes=5-104' });
    expect(part).toMatchObject({ status: 206, text: whole.slice(5, 105) });
    expect(part.headers['content-range']).toBe(`bytes 5-104/${whole.length}`);
    expect((await get('/api/runs/one/metrics.jsonl', { range: `bytes=${whole.length}-` })).status).toBe(416);
    expect(await get('/api/runs/one/metrics.jsonl', { range: 'bytes=9-3' })).toMatchObject({
      status: 200,
      text: whole,
    });
    const tag = String(part.headers.etag);
    const resumed = await get('/api/runs/one/metrics.jsonl', { range: 'bytes=5-', 'if-range': tag });
    expect(resumed.status).toBe(206);
    const changed = await get('/api/runs/one/metrics.jsonl', { range: 'bytes=5-', 'if-range': '"x"' });
    expect(changed).toMatchObject({ status: 200, text: whole });
    expect((await get('/api/runs/one/samples/000020.png')).headers['content-type']).toBe('image/png');
  });

  it.each([
    ['bytes=0-0', { from: 0, to: 1 }],
    ['bytes=90-', { from: 90, to: 100 }],
    ['bytes=-7', { from: 93, to: 100 }],
    ['bytes=-700', { from: 0, to: 100 }],
    ['bytes=50-700', { from: 50, to: 100 }],
    ['bytes=100-', undefined],
    ['bytes=-0', undefined],
    ['bytes=9-3', 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=1-2,5-6', 'whole'],
    ['bytes=1e3-', 'whole'],
    ['lines=1-2', 'whole'],
  ])('read the range %s', (text, part) => expect(parseRange(text, 100)).toEqual(part));

  it('tell what a new run may be made with', async () => {
    const form = JSON.parse((await get('/api/form')).text) as StartForm;
    expect(form.datasets).toContain('mnist');
  });
});

describe('the stream', () => {
  it('tells changes, and after an interruption what was missed', async () => {
    const first = listen(studio.url);
    await first.until(({ name }) => name === 'runs');
    cpSync(at('one'), at('two'), { recursive: true });
    const seen = await first.until(
      ({ name, data: card }) => name === 'run' && (card as RunCard).id === 'two',
    );
    first.close();
    rmSync(at('two'), { recursive: true });
    const second = listen(studio.url, seen.id);
    expect((await second.until(() => true)).name).toBe('gone');
    expect(second.events.map(({ name }) => name)).not.toContain('runs');
    second.close();
  });

  it('has no reader in who asks for its headers only, however often', async () => {
    const heads = Array.from({ length: 70 }, () => ask(studio.url, { method: 'HEAD', path: '/api/events' }));
    const answers = await Promise.all(heads);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(answers[0]!.headers['content-type']).toBe('text/event-stream');
    expect(await cards()).toHaveProperty('size', expect.any(Number));
  });

  it('hangs up on a reader that does not read, and lets go of what waited for it', async () => {
    const catalog = createCatalog({ runs, system: system() });
    const watch = createWatch({ catalog });
    const server = await serveReaders(watch);
    const { sent, closed } = await deaf(server.port);
    await expect.poll(() => watch.readers).toBe(1);
    const problem = { message: 'x'.repeat(100_000) };
    for (let told = 0; told < 300 && watch.readers > 0; told++) {
      watch.fail({ run: 'one', problem });
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(watch.readers).toBe(0);
    sent.resume();
    await closed;
    server.close();
    watch.close();
  });

  it('begins anew for a reader of another server', async () => {
    const listening = listen(studio.url, 'another-17');
    expect((await listening.until(() => true)).name).toBe('runs');
    listening.close();
  });
});

describe('a run that is damaged is shown as such', () => {
  const damages: readonly (readonly [name: string, damage: (folder: string) => void, message: RegExp])[] = [
    ['without a configuration', (folder) => rmSync(join(folder, 'config.json')), /expected a run folder/],
    ['with half a configuration', (folder) => truncateSync(join(folder, 'config.json'), 50), /expected JSON/],
    [
      'of a newer format',
      (folder) => writeFileSync(join(folder, 'config.json'), '{"format":"wgan-run/9"}'),
      /wgan-run\/2/,
    ],
    [
      'with a huge configuration',
      (folder) => truncateSync(join(folder, 'config.json'), 2e9),
      /at most 16 MB, got 2000 MB/,
    ],
    [
      'with a folder for a log',
      (folder) => {
        rmSync(join(folder, 'status.json'));
        mkdirSync(join(folder, 'status.json'));
      },
      /folder where a file was expected/,
    ],
    [
      'with a link out of it',
      (folder) => {
        rmSync(join(folder, 'config.json'));
        symlinkSync(join(place.path, 'outside.json'), join(folder, 'config.json'));
      },
      /config\.json|leads out/,
    ],
  ];

  it.each(damages)('%s', async (name, damage, message) => {
    writeFileSync(join(place.path, 'outside.json'), '{"format":"wgan-run/1","secret":1}');
    const id = `damaged ${name}`;
    cpSync(at('one'), at(id), { recursive: true });
    damage(at(id));
    const card = (await cards()).get(id)!;
    expect(card.state).toBe('damaged');
    expect(card.problem!.message).toMatch(message);
    rmSync(at(id), { recursive: true });
  });

  it('though a log ends in the middle of a line, or holds other things', async () => {
    cpSync(at('one'), at('cut'), { recursive: true });
    appendFileSync(at('cut/metrics.jsonl'), 'null\n[1]\n"x"\n{"iteration":');
    expect((await cards()).get('cut')).toMatchObject({ state: 'done', last: { iteration: 40 } });
    rmSync(at('cut'), { recursive: true });
  });
});

describe('a run that is deleted while it is read', () => {
  /** Files that take a run away after so many operations on them. */
  function vanishing(folder: string, after: number): System {
    let left = after;
    const counted = ([name, operate]: readonly [string, unknown]) => [
      name,
      (...args: readonly unknown[]) => {
        try {
          return (operate as (...args: readonly unknown[]) => unknown)(...args);
        } finally {
          if (--left === 0) rmSync(folder, { recursive: true });
        }
      },
    ];
    const operations = Object.entries(fs).filter(([name]) => name.endsWith('Sync'));
    const files = Object.fromEntries(operations.map(counted)) as unknown as System['files'];
    return { ...system(), files };
  }

  it.each([
    ['card', (run: FoundRun) => void cardOf(run)],
    ['details', (run: FoundRun) => void detailsOf(run)],
    ['log', (run: FoundRun) => void fileAnswer(run, 'metrics.jsonl', undefined).body?.cancel()],
  ])('its %s is a fact or a refusal, wherever that happens', (_, read) => {
    let after = 0;
    do {
      after += 1;
      cpSync(at('one'), at('brief'), { recursive: true });
      const run = createCatalog({ runs, system: vanishing(at('brief'), after) }).find('brief');
      try {
        read(run);
      } catch (error) {
        expect(error, `after ${after} operations`).toBeInstanceOf(WganError);
      }
    } while (!existsSync(at('brief')));
    expect(after).toBeGreaterThan(1);
    rmSync(at('brief'), { recursive: true });
  });

  it('its files end early, and the server goes on', async () => {
    const catalog = createCatalog({ runs, system: system() });
    cpSync(at('one'), at('brief'), { recursive: true });
    truncateSync(at('brief/metrics.jsonl'), 1e6); // too large to be answered at once
    const answer = fileAnswer(catalog.find('brief'), 'metrics.jsonl', undefined);
    rmSync(at('brief'), { recursive: true });
    await expect(answer.arrayBuffer()).rejects.toThrow(/ENOENT/);
    expect((await get('/api/runs/brief/metrics.jsonl')).status).toBe(404);
  });

  it('is told as gone', async () => {
    cpSync(at('one'), at('brief'), { recursive: true });
    const listening = listen(studio.url);
    await listening.until(({ name }) => name === 'runs');
    rmSync(at('brief'), { recursive: true });
    const { data: gone } = await listening.until(({ name }) => name === 'gone');
    expect(gone).toEqual({ id: 'brief' });
    listening.close();
  });
});

describe('steering', () => {
  it('pauses, sets, goes on and stops a run, through its files', async () => {
    const child = startChild({
      config: tinyConfig(data, { iterations: 1_000_000, checkpointEvery: 100_000 }),
      out: at('live'),
    });
    await child.printed((line) => line.startsWith('iteration'));
    const control = async (body: unknown) => {
      const { status, text } = await post(studio.url, '/api/runs/live/control', body);
      return { status, ...(JSON.parse(text) as { readonly iteration?: number }) };
    };
    const paused = await control({ command: 'pause' });
    expect(paused.status).toBe(200);
    expect(await control({ command: 'set', key: 'penalty', value: 3 })).toEqual(paused);
    expect((JSON.parse((await get('/api/runs/live')).text) as RunDetails).live.penalty).toBe(3);
    expect((await cards()).get('live')!.state).toBe('paused');
    expect(await control({ command: 'resume' })).toEqual(paused);
    expect(await control({ command: 'stop' })).toMatchObject({ status: 200, iteration: expect.any(Number) });
    await child.ended;
    const refused = await post(studio.url, '/api/runs/live/control', { command: 'pause' });
    expect(refused.status).toBe(409);
    expect(problemOf(refused).message).toContain('expected a run that is being trained');
    rmSync(at('live'), { recursive: true });
  });

  it('starts a run and branches it in processes of their own, and tells when one fails', {
    timeout: 60_000,
  }, async () => {
    const listening = listen(studio.url);
    const small = {
      generatorHidden: [4],
      criticHidden: [4],
      latent: 2,
      iterations: 6,
      logEvery: 1,
      threads: 1,
    };
    const config = { ...small, dataset: 'ring', checkpointEvery: 2 };
    const started = await post(studio.url, '/api/runs', { name: 'fresh', config });
    expect({ status: started.status, ...JSON.parse(started.text) }).toEqual({ status: 202, id: 'fresh' });
    const isDone = (id: string) => (event: { readonly name: string; readonly data: unknown }) =>
      event.name === 'run' && (event.data as RunCard).id === id && (event.data as RunCard).state === 'done';
    await listening.until(isDone('fresh'));
    const branched = await post(studio.url, '/api/runs/fresh/branch', { at: 4, changes: { penalty: 2 } });
    const { id } = JSON.parse(branched.text) as { readonly id: string };
    expect(id).toBe('fresh-at-4-1');
    await listening.until(isDone(id));
    const details = JSON.parse((await get(`/api/runs/${id}`)).text) as RunDetails;
    expect(details).toMatchObject({ origin: { run: 'fresh', iteration: 4 }, live: { penalty: 2 } });
    const more = await post(studio.url, '/api/runs/fresh/continue', { iterations: 9 });
    expect(more.status).toBe(202);
    await listening.until(
      ({ data: card }) => (card as RunCard).iterations === 9 && (card as RunCard).state === 'done',
    );
    await post(studio.url, '/api/runs', { config: { ...small, dataset: '/nowhere' } });
    const failed = await listening.until(({ name }) => name === 'failed');
    expect((failed.data as { readonly problem: { readonly message: string } }).problem.message).toContain(
      '/nowhere',
    );
    listening.close();
  });
});

describe('refuses', () => {
  const json = { 'content-type': 'application/json' };
  const hostile: readonly (readonly [what: string, request: Asked, status: number])[] = [
    ['a name that points here from elsewhere', { path: '/', headers: { host: 'evil.example' } }, 403],
    ['such a name with the right port', { path: '/api/form', headers: { host: 'evil.example:4620' } }, 403],
    [
      'a name that only looks like one of here',
      { path: '/', headers: { host: 'localhost.evil.example' } },
      403,
    ],
    [
      'reading by a page of another site',
      { path: '/api/form', headers: { origin: 'http://evil.example' } },
      403,
    ],
    ['reading by a page without an origin', { path: '/api/form', headers: { origin: 'null' } }, 403],
    [
      'reading by a page of another port',
      { path: '/api/form', headers: { origin: 'http://127.0.0.1:1' } },
      403,
    ],
    [
      'an embedded request of another site',
      {
        path: '/api/runs/one/metrics.jsonl',
        headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
      },
      403,
    ],
    [
      'writing by a page of another site',
      {
        method: 'POST',
        path: '/api/runs/one/control',
        headers: { ...json, origin: 'http://evil.example' },
        body: '{"command":"stop"}',
      },
      403,
    ],
    [
      'writing by a form',
      {
        method: 'POST',
        path: '/api/runs/one/control',
        headers: { 'content-type': 'text/plain' },
        body: '{"command":"stop"}',
      },
      400,
    ],
    [
      'writing without a type',
      { method: 'POST', path: '/api/runs/one/control', body: '{"command":"stop"}' },
      400,
    ],
    [
      'text that is no JSON',
      { method: 'POST', path: '/api/runs/one/control', headers: json, body: '{' },
      400,
    ],
    [
      'a command that there is not',
      { method: 'POST', path: '/api/runs/one/control', headers: json, body: '{"command":"rm"}' },
      400,
    ],
    [
      'a setting that cannot change',
      {
        method: 'POST',
        path: '/api/runs/one/control',
        headers: json,
        body: '{"command":"set","key":"latent","value":3}',
      },
      400,
    ],
    [
      'a setting out of its range',
      {
        method: 'POST',
        path: '/api/runs/one/control',
        headers: json,
        body: '{"command":"set","key":"penalty","value":-3}',
      },
      400,
    ],
    [
      'a body that is too large',
      { method: 'POST', path: '/api/runs', headers: json, body: `{"name":"${'x'.repeat(70_000)}"}` },
      413,
    ],
    ['a method that there is not', { method: 'DELETE', path: '/api/runs/one' }, 404],
    ['a path above the runs', { path: '/api/runs/..%2f..%2fetc/passwd' }, 404],
    ['the folder above', { path: '/api/runs/%2e%2e/metrics.jsonl' }, 404],
    ['a hidden folder', { path: '/api/runs/.git/metrics.jsonl' }, 404],
    ['a path with a zero', { path: '/api/runs/one%00/metrics.jsonl' }, 404],
    ['a path above a run', { path: '/api/runs/one/..%2f..%2foutside.json' }, 404],
    ['a path above the samples', { path: '/api/runs/one/samples/..%2f..%2fconfig.json' }, 404],
    ['a file that is no part of a run', { path: '/api/runs/one/lock' }, 404],
    ['the checkpoints, which are large', { path: '/api/runs/one/checkpoints/000040.safetensors' }, 404],
    ['a run that is a link', { path: '/api/runs/link/metrics.jsonl' }, 404],
    ['a file that is a link', { path: '/api/runs/linked/metrics.jsonl' }, 404],
    [
      'writing through a link',
      {
        method: 'POST',
        path: '/api/runs/linked/control',
        headers: json,
        body: '{"command":"set","key":"penalty","value":3}',
      },
      409,
    ],
    ['a path above the page', { path: '/assets/..%2f..%2f..%2fpackage.json' }, 404],
    [
      'steering the shipped run',
      { method: 'POST', path: '/api/runs/@example/continue', headers: json, body: '{}' },
      409,
    ],
    [
      'a name that leaves the folder',
      { method: 'POST', path: '/api/runs', headers: json, body: '{"name":"../x","config":{}}' },
      400,
    ],
    [
      'a name that looks like an option',
      { method: 'POST', path: '/api/runs', headers: json, body: '{"name":"--help","config":{}}' },
      400,
    ],
    [
      'a name that is taken',
      { method: 'POST', path: '/api/runs', headers: json, body: '{"name":"one","config":{}}' },
      409,
    ],
    [
      'a key that there is not',
      { method: 'POST', path: '/api/runs', headers: json, body: '{"config":{"penalti":3}}' },
      400,
    ],
    [
      'a prototype',
      { method: 'POST', path: '/api/runs', headers: json, body: '{"config":{"__proto__":{"penalty":3}}}' },
      400,
    ],
    [
      'lists in lists',
      {
        method: 'POST',
        path: '/api/runs',
        headers: json,
        body: `{"config":{"latent":${'['.repeat(9000)}${']'.repeat(9000)}}}`,
      },
      400,
    ],
    [
      'layers that fill the memory',
      {
        method: 'POST',
        path: '/api/runs',
        headers: json,
        body: '{"config":{"criticHidden":[1000000,1000000]}}',
      },
      400,
    ],
    [
      'a thousand layers',
      {
        method: 'POST',
        path: '/api/runs',
        headers: json,
        body: `{"config":{"criticHidden":[${new Array(1000).fill(1)}]}}`,
      },
      400,
    ],
    [
      'a batch that fills the memory',
      { method: 'POST', path: '/api/runs', headers: json, body: '{"config":{"batch":1000000000}}' },
      400,
    ],
    [
      'a branch from an iteration that is none',
      { method: 'POST', path: '/api/runs/one/branch', headers: json, body: '{"at":-1,"changes":{}}' },
      400,
    ],
    [
      'a branch with a change that cannot be',
      { method: 'POST', path: '/api/runs/one/branch', headers: json, body: '{"at":1,"changes":{"--out":1}}' },
      400,
    ],
  ];

  beforeAll(() => {
    symlinkSync(at('one'), at('link'));
    cpSync(at('one'), at('linked'), { recursive: true });
    writeFileSync(join(place.path, 'outside'), 'secret\n');
    for (const name of ['metrics.jsonl', 'control.jsonl']) {
      rmSync(at('linked', name), { force: true });
      symlinkSync(join(place.path, 'outside'), at('linked', name));
    }
  });

  it.each(hostile)('%s', async (_, request, status) => {
    const answer = await ask(studio.url, request);
    expect(answer.status).toBe(status);
    expect(problemOf(answer).message).toMatch(/\w{3}/);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.text).not.toContain('secret');
    expect(readFileSync(join(place.path, 'outside'), 'utf8')).toBe('secret\n');
    expect(existsSync(at('one', 'control.jsonl'))).toBe(false);
  });

  it('and shows no link among the runs', async () => {
    expect((await cards()).has('link')).toBe(false);
  });

  it('readers without the token where the server answers on the network', async () => {
    const open = await serveStudio({ runs, port: 0, host: '127.0.0.1', token: 'a-token', page: builtPage });
    expect(open.url).toMatch(/\?token=a-token$/);
    expect((await ask(open.url, { path: '/api/form' })).status).toBe(401);
    expect((await ask(open.url, { path: '/?token=another' })).status).toBe(401);
    expect((await ask(open.url, { path: '/', headers: { host: 'evil.example' } })).status).toBe(403);
    const entered = await ask(open.url, { path: '/?token=a-token' });
    expect(entered.status).toBe(302);
    const [cookie = ''] = [entered.headers['set-cookie']].flat();
    expect(cookie).toMatch(new RegExp(`^wgan-studio-${new URL(open.url).port}=.*HttpOnly; SameSite=Lax`));
    const again = await ask(open.url, { path: '/api/form', headers: { cookie: cookie.split(';')[0]! } });
    expect(again.status).toBe(200);
    const program = { path: '/api/form', headers: bearer(open.url) };
    expect((await ask(open.url, program)).status).toBe(200);
    const forged = { path: '/api/form', headers: { authorization: 'Bearer another' } };
    expect((await ask(open.url, forged)).status).toBe(401);
    const visit = { 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'none' };
    const told = await ask(open.url, { path: '/', headers: visit });
    expect([told.status, told.text]).toEqual([
      401,
      expect.stringMatching(/open the address that it printed/),
    ]);
    await open.close();
  });

  it('a browser that was opened, a minute later', async () => {
    let milliseconds = 0;
    const clock = { ...system(), now: () => milliseconds };
    const open = await serveStudio({ runs, port: 0, token: 'a-token', page: builtPage, system: clock });
    const [first, second] = [open.visit(), open.visit()];
    expect(first).not.toBe(second);
    expect(first).not.toContain('a-token');
    const enter = (address: string) => ask(open.url, { path: `/${new URL(address).search}` });
    milliseconds = 59_999;
    expect((await enter(first)).headers['set-cookie']).toBeDefined();
    milliseconds = 60_000;
    expect((await enter(second)).status).toBe(401);
    await open.close();
  });
});

it('says what to do where a port is taken', async () => {
  const port = Number(new URL(studio.url).port);
  await expect(serveStudio({ runs, port, page: builtPage })).rejects.toThrow(
    /expected a free one, got one in use/,
  );
});
