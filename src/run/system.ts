// What a run takes from the machine around it: clocks, processes, memory, files. Passed in, so that tests can fake it.

import fs from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { ownProcess, type ProcessId, processState } from './processes.ts';

/** The functions of `node:fs` that runs are written with. */
export type FileSystem = Pick<
  typeof fs,
  | 'closeSync'
  | 'existsSync'
  | 'fstatSync'
  | 'fsyncSync'
  | 'ftruncateSync'
  | 'linkSync'
  | 'mkdirSync'
  | 'openSync'
  | 'readFileSync'
  | 'readSync'
  | 'readdirSync'
  | 'renameSync'
  | 'rmSync'
  | 'statSync'
  | 'statfsSync'
  | 'writeSync'
>;

/** The machine around a run. */
export interface System {
  /** Milliseconds since any fixed point; never goes backwards. */
  readonly now: () => number;
  /** The wall clock, which may jump. */
  readonly date: () => Date;
  /** Milliseconds pass. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Memory of this process in bytes. */
  readonly memoryBytes: () => number;
  readonly process: ProcessId;
  readonly processState: (id: ProcessId) => 'alive' | 'dead' | 'unknown';
  readonly files: FileSystem;
  readonly machine: Machine;
}

/** What numbers may depend on besides the seed. */
export interface Machine {
  readonly platform: string;
  readonly architecture: string;
  readonly cpu: string;
  readonly processors: number;
}

/** The machine that this process runs on. */
export const system = (): System => ({
  now: () => performance.now(),
  date: () => new Date(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  memoryBytes: () => process.memoryUsage.rss(),
  process: ownProcess(),
  processState,
  files: fs,
  machine: {
    platform: process.platform,
    architecture: process.arch,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    processors: availableParallelism(),
  },
});
