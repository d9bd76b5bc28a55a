// `wgan train --studio`: two processes, each of which goes on without the other, and one page in the browser.

import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Status } from '../../src/run/status.ts';
import type { RunCard } from '../../src/studio/protocol/runs.ts';
import { ask, bearer, listen } from '../studio/server/asking.ts';
import { type Running, small, start, useWorkplace } from './built.ts';

const { folder, at } = useWorkplace();

const fakeBrowser = '#!/bin/sh\necho "$PPID $1" > "$OPENED"\n';

interface Pair {
  readonly training: Running;
  readonly studio: { readonly process: number; readonly url: string };
  /** The last iteration that the run has told. */
  readonly iteration: () => number;
}

/** A training that would go on for hours, and its studio, once the browser has been asked to open the page. */
async function startPair(name: string): Promise<Pair> {
  mkdirSync(at(name));
  for (const program of ['xdg-open', 'open']) {
    writeFileSync(at(name, program), fakeBrowser);
    chmodSync(at(name, program), 0o755);
  }
  const opened = at(name, 'opened');
  const training = start(
    [
      ...['train', '--studio', '--out', `${name}/runs/one`, '--dataset', 'ring', ...small],
      ...['--iterations', '100000000', '--json'],
    ],
    { folder, env: { PATH: `${at(name)}${delimiter}${process.env.PATH}`, OPENED: opened } },
  );
  onTestFinished(() => training.kill('SIGKILL'));
  const opening = () => (existsSync(opened) ? readFileSync(opened, 'utf8').trim() : '');
  await expect.poll(opening, { timeout: 60_000 }).toMatch(/^\d+ http:\S+$/);
  const [process_, opened_] = opening().split(' ');
  expect(opened_).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?ticket=[\w-]{22}$/);
  const printed = () => /studio at (\S+)/.exec(training.stderr())?.[1];
  await expect.poll(printed, { timeout: 20_000 }).toBeDefined();
  const studio = { process: Number(process_), url: printed()! };
  onTestFinished(() => void end(studio.process));
  const status = (): Status => JSON.parse(readFileSync(at(name, 'runs', 'one', 'status.json'), 'utf8'));
  await expect.poll(() => existsSync(at(name, 'runs', 'one', 'status.json')), { timeout: 60_000 }).toBe(true);
  return { training, studio, iteration: () => status().iteration };
}

/** Ends a process at once; whether there was one. */
function end(id: number): boolean {
  try {
    return process.kill(id, 'SIGKILL');
  } catch {
    return false;
  }
}

/** Waits for a card of the run. */
async function card(url: string, isWanted: (card: RunCard) => boolean): Promise<RunCard> {
  const listening = listen(url);
  const cardsOf = (data: unknown) =>
    [data].flat().filter((each) => (each as RunCard).id === 'one') as RunCard[];
  const { data } = await listening.until((event) => cardsOf(event.data).some(isWanted));
  listening.close();
  return cardsOf(data).find(isWanted)!;
}

describe.skipIf(process.platform === 'win32')('train --studio (skipped on Windows: fakes xdg-open)', () => {
  it('opens a page that follows the run; the run goes on when the studio dies', async () => {
    const { training, studio, iteration } = await startPair('first');
    expect(studio.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{22}$/);
    expect((await ask(studio.url, { path: '/', headers: bearer(studio.url) })).status).toBe(200);
    await card(studio.url, ({ state }) => state === 'running');
    expect(end(studio.process)).toBe(true);
    await expect
      .poll(() =>
        fetch(studio.url).then(
          () => 'answers',
          () => 'gone',
        ),
      )
      .toBe('gone');
    const before = iteration();
    await expect.poll(iteration, { timeout: 20_000 }).toBeGreaterThan(before);
    training.kill('SIGINT');
    const { code, stderr } = await training.finished;
    expect(code).toBe(130);
    expect(stderr).toContain(`studio at ${studio.url}`);
    expect(stderr).toContain('the studio ended');
  });

  it('the studio goes on when the run dies, and says so', async () => {
    const { training, studio } = await startPair('second');
    await card(studio.url, ({ state }) => state === 'running');
    training.kill('SIGKILL');
    await training.finished;
    expect(await card(studio.url, ({ state }) => state === 'crashed')).toMatchObject({ dataset: 'ring' });
    expect((await ask(studio.url, { path: '/', headers: bearer(studio.url) })).status).toBe(200);
    expect(end(studio.process)).toBe(true);
  });
});
