// Where an iteration's time goes: ONNX Runtime's own profile of our program, op by op, gathered by what the ops do.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Device } from '../../src/runtime/device.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { loadImages } from '../peers/images.ts';
import { createTraining } from '../peers/training.ts';
import { isConvolutional, works } from '../works.ts';
import { withImages } from './data.ts';
import { median } from './statistics.ts';

const { values: options } = parseArgs({
  options: {
    work: { type: 'string', default: '1' },
    threads: { type: 'string', default: '2' },
    iterations: { type: 'string', default: '60' },
  },
});

interface ProfileEvent {
  readonly cat: string;
  readonly name: string;
  /** Microseconds. */
  readonly dur: number;
  readonly args: {
    readonly op_name?: string;
    readonly output_type_shape?: readonly Readonly<Record<string, readonly number[]>>[];
  };
}

/** Results of at least so many numbers are as large as weights; activations of a batch are smaller, but for images. */
const WEIGHT_ELEMENTS = 100_000;

function kindOf(op: string, elements: number): string {
  if (/Gemm|MatMul/.test(op)) return 'products';
  if (/Conv/.test(op)) return 'convolutions';
  if (/Gather|Concat|Split|Slice|Transpose|Reshape|Reorder|Pad|Expand|Identity/.test(op)) return 'copies';
  return elements >= WEIGHT_ELEMENTS && !isConvolutional(work!)
    ? 'passes over weights: optimizer'
    : 'passes over activations and the rest';
}

const work = works.find(({ id }) => id === Number(options.work));
if (work?.kind !== 'training') throw new Error(`--work: expected a training work, got ${options.work}`);
const iterations = Number(options.iterations);
const folder = mkdtempSync(join(tmpdir(), 'wgan-profile-'));
const plain = await openDevice('cpu', { threads: Number(options.threads) });
const profiled: Device = {
  ...plain,
  load: (program, given) => plain.load(program, { ...given, profilePrefix: join(folder, 'profile') }),
};
try {
  const { iterate, release } = await createTraining(
    work.model,
    await loadImages(await withImages(work)),
    profiled,
  );
  for (let iteration = 0; iteration < iterations; iteration++) await iterate();
  await release();
  const written = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const [longest] = written.toSorted((a, b) => b.length - a.length);
  const events = JSON.parse(longest!) as readonly ProfileEvent[];
  tell(events.filter(({ cat, name }) => cat === 'Node' && name.endsWith('_kernel_time')));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function tell(events: readonly ProfileEvent[]): void {
  const nodes = new Map<string, ProfileEvent[]>();
  for (const event of events) nodes.set(event.name, [...(nodes.get(event.name) ?? []), event]);
  const rows = new Map<string, { milliseconds: number; count: number }>();
  for (const runs of nodes.values()) {
    const { op_name: op = '', output_type_shape: shapes = [] } = runs[0]!.args;
    const elements = Object.values(shapes[0] ?? {})[0]?.reduce((product, size) => product * size, 1) ?? 0;
    for (const key of [kindOf(op, elements), `  ${kindOf(op, elements)}: ${op}`]) {
      const row = rows.get(key) ?? { milliseconds: 0, count: 0 };
      row.milliseconds += median(runs.map(({ dur }) => dur)) / 1000;
      row.count += 1;
      rows.set(key, row);
    }
  }
  console.log(
    `work ${options.work}: ${work!.title}; ${options.threads} threads, medians of ${iterations} iterations`,
  );
  for (const kind of [...rows.keys()].filter((key) => !key.startsWith(' '))) {
    const inside = [...rows].filter(([key]) => key === kind || key.startsWith(`  ${kind}: `));
    for (const [key, { milliseconds, count }] of inside.toSorted(
      (a, b) => b[1].milliseconds - a[1].milliseconds,
    )) {
      console.log(`${milliseconds.toFixed(2).padStart(8)} ms  ${String(count).padStart(4)} ops  ${key}`);
    }
  }
}
