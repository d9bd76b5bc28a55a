// The built command line, as users run it.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The file that users run. */
export const entry = `${root}bin/wgan.js`;

/** Builds dist unless it is current. */
export function ensureBuilt(): void {
  const { status, stderr } = spawnSync(process.execPath, [`${root}scripts/prepare.js`], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`scripts/prepare.js must succeed, got ${stderr}`);
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Resolves once stdout holds the text. */
  readonly printed: (text: string) => Promise<void>;
  /** Stops reading stdout. */
  /** What it has said so far on stderr. */
  readonly stderr: () => string;
  readonly closeOutput: () => void;
  readonly finished: Promise<Finished>;
}

export interface StartOptions {
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts `node bin/wgan.js` in a folder, without a terminal. */
export function start(args: readonly string[], { folder, env = {} }: StartOptions): Running {
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  const waiting = new Map<string, () => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const [wanted, resolve] of waiting) if (stdout.includes(wanted)) resolve();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return {
    kill: (signal) => child.kill(signal),
    printed: (text) => new Promise((resolve) => waiting.set(text, resolve)),
    stderr: () => stderr,
    closeOutput: () => child.stdout.destroy(),
    finished: new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr }))),
  };
}

/** Runs `node bin/wgan.js` to its end. */
export function wgan(args: readonly string[], options: StartOptions): Promise<Finished> {
  return start(args, options).finished;
}

/** Options of networks that train in a moment. */
export const small = [
  '--critic-hidden',
  '32',
  '--generator-hidden',
  '32',
  '--latent',
  '8',
  '--batch',
  '16',
  '--threads',
  '1',
];

/** A folder to run commands in, removed after the tests. */
export interface Workplace {
  readonly folder: string;
  readonly at: (...names: readonly string[]) => string;
  readonly run: (...args: readonly string[]) => Promise<Finished>;
}

/** Builds what is tested, and makes a folder for it. */
export function useWorkplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'wgan-cli-'));
  const at = (...names: readonly string[]) => join(folder, ...names);
  beforeAll(ensureBuilt);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, at, run: (...args) => wgan(args, { folder, env: { XDG_CACHE_HOME: at('cache') } }) };
}

/** Lines of JSON on stdout. */
export function linesOf({ stdout }: Finished): readonly Readonly<Record<string, unknown>>[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}
