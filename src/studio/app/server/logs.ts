// The logs of runs, read in parts as they grow.

import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { LogName, RunCard } from '../../protocol/runs.ts';
import { formatBytes } from '../components/numbers.ts';
import { ask, fileAddress } from './api.ts';
import { appendRows, emptyTable, parseLines, type Table } from './table.ts';

const PART_BYTES = 2_000_000;
/** More than a million lines of numbers: longer logs would fill the memory of a page. */
const MOST_BYTES = 256e6;

/** A log as far as it has been read. */
export interface Log {
  readonly generation: string;
  /** Bytes of complete lines. */
  readonly bytes: number;
  /** Bytes that there are. */
  readonly total: number;
  /** The lines; of metrics only their numbers, in `table`. */
  readonly lines: readonly unknown[];
  readonly table: Table;
  /** Why reading stopped; the next growth tries again. */
  readonly error?: string;
}

const logs = new Map<string, Signal<Log>>();
const reading = new Set<string>();

const emptyLog = (generation: string): Log => ({
  generation,
  bytes: 0,
  total: 0,
  lines: [],
  table: emptyTable,
});

/** A log, up to date with the card: what is missing is being read. */
export function logOf({ id, generation, bytes }: RunCard, name: LogName): ReadonlySignal<Log> {
  const key = `${name} ${id}`;
  const log = logs.get(key) ?? signal(emptyLog(generation));
  logs.set(key, log);
  const { generation: known, total } = log.peek();
  if (known !== generation || bytes[name] !== total)
    queueMicrotask(() => follow(key, log, id, name, generation, bytes[name]));
  return log;
}

async function follow(
  key: string,
  log: Signal<Log>,
  id: string,
  name: LogName,
  generation: string,
  total: number,
): Promise<void> {
  const { error: _, ...before } = log.peek();
  const isAnother = before.generation !== generation || total < before.bytes;
  log.value = { ...(isAnother ? emptyLog(generation) : before), total };
  if (total > MOST_BYTES) {
    const error = `${name}.jsonl: expected at most ${formatBytes(MOST_BYTES)}, got ${formatBytes(total)}`;
    log.value = { ...emptyLog(generation), total, error };
    return;
  }
  if (reading.has(key)) return;
  reading.add(key);
  try {
    while (await readPart(log, fileAddress(id, `${name}.jsonl`), name)); // until everything is there
  } catch (error) {
    log.value = { ...log.peek(), error: error instanceof Error ? error.message : String(error) };
  } finally {
    reading.delete(key);
  }
}

/** Reads the next part; false where nothing complete is left. */
async function readPart(log: Signal<Log>, address: string, name: LogName): Promise<boolean> {
  const before = log.peek();
  if (before.bytes >= before.total) return false;
  const range = `bytes=${before.bytes}-${before.bytes + PART_BYTES - 1}`;
  const answer = await ask(address, { headers: { range } });
  const part = new Uint8Array(await answer.arrayBuffer());
  const now = log.peek();
  if (now.generation !== before.generation) return true; // another run meanwhile: from its beginning
  const isWhole = part.length === PART_BYTES;
  const end = part.lastIndexOf(0x0a) + 1;
  if (end === 0 && !isWhole) return false;
  const lines = parseLines(new TextDecoder().decode(part.subarray(0, end)));
  log.value = {
    ...now,
    bytes: before.bytes + (end === 0 ? part.length : end), // a line that never ends is skipped
    lines: name === 'metrics' ? [] : [...now.lines, ...lines],
    table: appendRows(now.table, lines),
  };
  return true;
}
