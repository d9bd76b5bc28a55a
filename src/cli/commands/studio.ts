// wgan studio: watch and steer runs, train, explore and learn, in the browser.

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { ConfigError, DeviceError } from '../../base/errors.ts';
import { shellPath } from '../../base/shell.ts';
import { RUNS_FOLDER } from '../../run/new-folder.ts';
import type { RunningStudio } from '../../studio/server/studio.ts';
import type { CommandRecord, Invocation } from '../command.ts';
import { exitCodes, type Io } from '../io.ts';
import { say } from '../language/say.ts';
import { addOptions, textOf, wholeNumber } from '../options.ts';
import { stopOnSignals } from '../stop-signals.ts';
import { openBrowser } from '../studio/browser.ts';

const PORT = 4620;
const LAST_PORT = 65_535;

export const studioCommand: CommandRecord = {
  name: 'studio',
  summary: 'Watch, steer and explore runs in the browser.',
  examples: ['wgan studio', 'wgan studio --runs experiments --port 8080 --no-open'],
  options: (command) =>
    addOptions(command, [
      ['--runs <folder>', 'The folder that holds the runs. (default: runs)'],
      [
        '--port <n>',
        `Where the studio answers; 0 for any that is free. (default: ${PORT}, or the next free one)`,
      ],
      ['--host <address>', 'Answer on another address than 127.0.0.1.'],
      ['--no-token', 'Let in every user of this computer, also without the token in the printed address.'],
      ['--no-open', 'Open no browser.'],
      ['--end-when-idle', 'End by itself after a minute without an open page and without a run that trains.'],
    ]),
  run: runStudio,
};

async function runStudio({ io, options }: Invocation): Promise<number> {
  const runs = textOf(options, 'runs') ?? RUNS_FOLDER;
  const stopping = stopOnSignals(io, () => {});
  const host = textOf(options, 'host');
  const hasToken = options.token !== false;
  const studio = await start({ runs, host, hasToken }, portOf(options));
  try {
    tell(io, studio, runs);
    if (options.open !== false) openBrowser(studio.visit());
    await Promise.race([
      untilAborted(stopping.signal),
      ...(options.endWhenIdle ? [untilIdle(io, studio, stopping.signal)] : []),
    ]);
  } finally {
    await studio.close();
    stopping.release();
  }
  return exitCodes.done;
}

interface StartOptions {
  readonly runs: string;
  readonly host: string | undefined;
  readonly hasToken: boolean;
}

/** @throws ConfigError for what is no port */
function portOf(options: Invocation['options']): number | undefined {
  const port = wholeNumber(options, 'port');
  if (port === undefined || port <= LAST_PORT) return port;
  throw new ConfigError(`port: expected a whole number from 0 to ${LAST_PORT}, got ${port}`);
}

/** Without a wish for a port, the first free one from the usual on. */
async function start(
  { runs, host, hasToken }: StartOptions,
  wish: number | undefined,
): Promise<RunningStudio> {
  const { serveStudio } = await import('../../studio/server/studio.ts'); // other commands start faster without it
  const token = hasToken ? randomBytes(16).toString('base64url') : undefined;
  for (let port = wish ?? PORT; ; port++) {
    try {
      return await serveStudio({ runs, host, token, port });
    } catch (error) {
      if (!(error instanceof DeviceError) || wish !== undefined || port === PORT + 20) throw error;
    }
  }
}

function tell(io: Io, { url }: RunningStudio, runs: string): void {
  const where = existsSync(runs)
    ? say`runs in ${shellPath(runs)}`
    : say`no runs in ${shellPath(runs)} yet: wgan train makes one`;
  io.stdout.print([say`studio at ${url}`, say`${where}; Ctrl-C ends the studio, and no run`]);
}

const LOOK_MILLISECONDS = 5000;
const IDLE_LOOKS = 12;

function untilIdle(io: Io, studio: RunningStudio, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let looks = 0;
    const stop = io.every(LOOK_MILLISECONDS, () => {
      looks = studio.isIdle() ? looks + 1 : 0;
      if (looks < IDLE_LOOKS) return;
      stop();
      resolve();
    });
    signal.addEventListener('abort', stop, { once: true });
  });
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
