// A peer's side of the harness: JSON lines on standard input and output.

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Work } from '../works.ts';

/** Numbers of one iteration: losses of the training works, moments of the sampling work. */
export type Numbers = Readonly<Record<string, number>>;

/** A work made ready on one engine. */
export interface Peer {
  readonly versions: Readonly<Record<string, string>>;
  /** Runs the iterations that a file of given weights, batches and noise describes. */
  check(file: string): Promise<readonly Numbers[]>;
  /** Milliseconds of each of `iterations` further iterations. */
  time(iterations: number): Promise<readonly number[]>;
  close?(): Promise<void>;
}

/** How a peer is started. */
export interface PeerSetup {
  readonly work: Work;
  readonly threads: number;
  readonly variant: string;
}

/** Makes a work ready; throws where the engine cannot do it. */
export type PeerFactory = (setup: PeerSetup) => Promise<Peer>;

const say = (message: unknown) => process.stdout.write(`${JSON.stringify(message)}\n`);

/** Serves one work of one process, as its arguments say. */
export async function serve(create: PeerFactory): Promise<void> {
  const { values } = parseArgs({
    options: {
      work: { type: 'string' },
      threads: { type: 'string' },
      variant: { type: 'string' },
      cold: { type: 'string' },
    },
  });
  const work = JSON.parse(values.work ?? '{}') as Work;
  const started = performance.now();
  const imported = residentBytes();
  const peer = await create({ work, threads: Number(values.threads), variant: values.variant ?? '' });
  if (values.cold !== undefined) return runCold(peer, Number(values.cold), imported);
  say({ ready: true, versions: peer.versions, seconds: (performance.now() - started) / 1000 });
  await answer(peer);
}

async function answer(peer: Peer): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const message = JSON.parse(line) as { check?: string; time?: number };
    if (message.check !== undefined) say({ numbers: await peer.check(message.check) });
    else if (message.time !== undefined) say(await measure(peer, message.time));
    else break;
  }
  await peer.close?.();
}

/** Times, and milliseconds of processor per iteration, over all threads of this process. */
async function measure(peer: Peer, iterations: number) {
  const before = process.cpuUsage();
  const ms = await peer.time(iterations);
  const { user, system } = process.cpuUsage(before);
  return { ms, cpuMs: (user + system) / 1000 / iterations };
}

/** Says when the first iteration is done, runs the others, says how much memory the process had at most.
 *  @param importedBytes  what it had before the work was made ready */
async function runCold(peer: Peer, iterations: number, importedBytes: number): Promise<void> {
  await peer.time(1);
  say({ first: true });
  await peer.time(iterations - 1);
  say({ peakBytes: peakBytes(), importedBytes });
  await peer.close?.();
}

/** Largest resident size of this process so far. */
const peakBytes = () => statusBytes('VmHWM') ?? process.resourceUsage().maxRSS * 1024;

const residentBytes = () => statusBytes('VmRSS') ?? process.memoryUsage.rss();

/** A size that Linux tells of this process. */
function statusBytes(name: string): number | undefined {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) * 1024;
  } catch {
    return undefined;
  }
}
