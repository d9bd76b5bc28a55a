// wgan studio: starts, says where it is, and ends.

import { expect, it, onTestFinished } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { temporaryFolder } from '../run/tiny.ts';
import { ask, bearer } from '../studio/server/asking.ts';
import { fakeIo } from './fake-io.ts';

/** A studio that has said where it is. */
async function start(...args: readonly string[]) {
  const io = fakeIo();
  const code = main(['studio', '--no-open', '--runs', temporaryFolder(), ...args], io);
  onTestFinished(async () => {
    io.send('SIGINT');
    await code;
  });
  await expect.poll(() => io.stdout.text() + io.stderr.text()).toMatch(/\n/);
  return { io, code, url: /http:\S+/.exec(io.stdout.text())?.[0] ?? '' };
}

it('answers on 127.0.0.1 until a signal ends it', async () => {
  const { io, code, url } = await start('--port', '0');
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{22}$/);
  expect((await ask(url, { path: '/api/form', headers: bearer(url) })).status).toBe(200);
  io.send('SIGINT');
  expect(await code).toBe(0);
  await expect(ask(url, { path: '/' })).rejects.toThrow(/ECONNREFUSED|hang up/);
  expect(io.pending()).toBe(0);
});

it.each([[], ['--host', 'localhost']])('wants a token: %j', async (...args) => {
  const { url } = await start('--port', '0', ...args);
  expect(url).toMatch(/\?token=[\w-]{22}$/);
  expect((await ask(url, { path: '/api/form' })).status).toBe(401);
});

it('wants none where that is asked for, and only where nobody else could come', async () => {
  const { url } = await start('--port', '0', '--no-token');
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect((await ask(url, { path: '/api/form' })).status).toBe(200);
  const open = await start('--port', '0', '--no-token', '--host', '0.0.0.0');
  expect(await open.code).toBe(2);
  expect(open.io.stderr.text()).toMatch(/host: expected a token where others can reach the studio/);
});

it('ends by itself when asked to, after a minute without readers and training', async () => {
  const { io, code } = await start('--port', '0', '--end-when-idle');
  io.advance(59_000);
  expect(io.pending()).toBeGreaterThan(0);
  io.advance(1000);
  expect(await code).toBe(0);
});

it('says what to do where the port that was wished for is taken', async () => {
  const { url } = await start('--port', '0');
  const second = await start('--port', new URL(url).port);
  expect(await second.code).toBe(1);
  expect(second.io.stderr.text()).toMatch(
    /expected a free one, got one in use\nhelp: choose another with --port/,
  );
});
