// Starts training as processes of their own: they go on when the studio ends.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '../../protocol/problem.ts';

export interface LauncherOptions {
  /** The command line's own file. */
  readonly entry: string;
  /** Called when a process ends other than well. */
  readonly onFailure: (run: string, problem: Problem) => void;
}

export interface Launch {
  /** The run's name, for what is told of it. */
  readonly run: string;
  /** Arguments of wgan. */
  readonly args: readonly string[];
  /** Read by the process from the path that takes the place of `CONFIG` among the arguments. */
  readonly config?: unknown;
}

export interface Launcher {
  launch(launch: Launch): void;
}

export const CONFIG = '\0config';

export function createLauncher({ entry, onFailure }: LauncherOptions): Launcher {
  return {
    launch({ run, args, config }) {
      const folder = fs.mkdtempSync(join(tmpdir(), 'wgan-studio-'));
      const [log, file] = [join(folder, 'log'), join(folder, 'config.json')];
      if (config !== undefined) fs.writeFileSync(file, JSON.stringify(config));
      const output = fs.openSync(log, 'w');
      const given = args.map((arg) => (arg === CONFIG ? file : arg));
      const child = spawn(process.execPath, [entry, ...given], {
        detached: true,
        stdio: ['ignore', 'ignore', output],
        env: { ...process.env, NO_COLOR: '1', LC_ALL: 'C.UTF-8' }, // in English: the page translates what it shows
        windowsHide: true,
      });
      fs.closeSync(output);
      child.unref();
      const end = (problem: Problem | undefined) => {
        fs.rmSync(folder, { recursive: true, force: true });
        if (problem !== undefined) onFailure(run, problem);
      };
      child.on('error', ({ message }) => end({ message: `the process could not be started: ${message}` }));
      child.on('exit', (code) => end(hasFailed(code) ? problemOf(log, code) : undefined));
    },
  };
}

/** A process that was ended by a signal has not failed: its run folder says what became of it. */
const hasFailed = (code: number | null) => code !== null && code !== 0 && code < 128;

/** What the command line said: `wgan: …` and `help: …`. */
function problemOf(log: string, code: number | null): Problem {
  const text = fs.readFileSync(log, 'utf8').slice(-4000);
  const last = (start: string) =>
    text
      .split('\n')
      .findLast((line) => line.startsWith(start))
      ?.slice(start.length);
  const help = last('help: ');
  const message = last('wgan: ') ?? `the process ended with code ${code ?? 'none'}`;
  return { message, ...(help !== undefined && { help }) };
}
