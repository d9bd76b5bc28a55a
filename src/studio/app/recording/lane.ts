// A recorded run, trained again beside a twin whose first weights differ in their last bit: how fast the two part is
// how fast rounding alone parts runs of this training.

import type { TensorRecord } from '../../../base/host-tensor.ts';
import type { Dataset } from '../../../data/dataset.ts';
import { initialState } from '../../../gan/gan.ts';
import type { Device } from '../../../runtime/device.ts';
import { createComparison } from '../../../train/difference.ts';
import { type Recording, recordedTraining } from '../../../train/recording.ts';
import { previewCount } from '../../../train/sampler.ts';
import { ganOf, settingsOf } from '../../../train/setup.ts';
import type { IterationNumbers, Snapshot } from '../../../train/snapshot.ts';
import { createTrainer, type Trainer, type TrainerOptions } from '../../../train/trainer.ts';
import { createHistory } from '../rooms/train/history.ts';
import type { Lane } from '../rooms/train/lanes.ts';
import { createPlaneLook } from '../rooms/train/plane-look.ts';
import { PARTED } from './verdict.ts';

/** Iterations of which every number is kept. */
const FIRST_ITERATIONS = 200;
/** Iterations of which numbers are kept after the record, for as many again as it has. */
const LATER_ROWS = 1000;

/** Loads a recorded run at its first iteration. */
export async function openRecordedLane(
  recording: Recording,
  dataset: Dataset,
  device: Device,
): Promise<Lane> {
  const { config, curve } = recording;
  const gan = ganOf(config, dataset.sampleShape);
  const options = { gan, settings: settingsOf(config), dataset, device, ...recordedTraining(recording) };
  const trainer = await createTrainer(options);
  const { view } = recording.dataset;
  const look = view && (await createPlaneLook(device, trainer, view));
  const twin = await openTwin(options, recording);
  const history = createHistory(Number.POSITIVE_INFINITY);
  const isKept = keeper(curve.iteration);
  const last = curve.iteration.at(-1);
  return {
    config,
    trainer,
    ...(last !== undefined && { restsAt: last }),
    async step() {
      const metrics = await recordedStep(trainer, recording);
      const { iteration } = trainer;
      const spread = await twin.step(metrics);
      if (isKept(iteration)) history.push(iteration, { ...metrics, spread });
    },
    async frame(layers) {
      const { shape, data } = await trainer.preview(previewCount(gan));
      const samples = { shape, data: data.slice() };
      const tables = { table: history.table(), distances: { iteration: [], columns: {} } };
      return { ...tables, samples, ...(await look?.frame(layers, samples.data)) };
    },
    measure: () => Promise.resolve(),
    file: () => Promise.reject(new Error('file: a recorded run gives none')),
    async release() {
      await Promise.all([trainer.release(), look?.release(), twin.release()]);
    },
  };
}

/** One iteration, with what was changed before it. */
async function recordedStep(trainer: Trainer, { changes }: Recording): Promise<IterationNumbers> {
  for (const { iteration, settings } of changes)
    if (iteration === trainer.iteration) trainer.change(settings);
  return trainer.step();
}

/** Whether the numbers of an iteration are kept: the first, the recorded, and a few of those after them. */
function keeper(recorded: readonly number[]): (iteration: number) => boolean {
  const wanted = new Set(recorded);
  const last = recorded.at(-1) ?? 0;
  const step = Math.max(1, Math.ceil(last / LATER_ROWS));
  return (iteration) =>
    iteration <= FIRST_ITERATIONS || wanted.has(iteration) || (iteration > last && iteration % step === 0);
}

/** A twin, which ends once it has parted. */
interface Twin {
  /** The largest relative difference of the losses so far; undefined once it has ended. */
  step(metrics: IterationNumbers): Promise<number | undefined>;
  release(): Promise<void>;
}

async function openTwin(options: TrainerOptions, recording: Recording): Promise<Twin> {
  const { gan, seed, settings } = options;
  const snapshot: Snapshot = {
    ...{ iteration: 0, counts: { critic: 0, generator: 0 }, cursor: 0, settings },
    state: withLastBits(initialState(gan, seed)),
  };
  let trainer: Trainer | undefined = await createTrainer({ ...options, snapshot });
  const compare = createComparison();
  let spread = 0;
  const release = async () => {
    await trainer?.release();
    trainer = undefined;
  };
  return {
    async step(metrics) {
      if (trainer === undefined) return undefined;
      const other = await recordedStep(trainer, recording);
      spread = Math.max(spread, compare(metrics, other)?.relative ?? 0);
      if (spread >= PARTED) await release();
      return spread;
    },
    release,
  };
}

/** The state with the last bit of every weight changed. */
export function withLastBits(state: TensorRecord): TensorRecord {
  for (const [name, { data }] of Object.entries(state)) {
    if (!/^(generator|critic)\./.test(name) || !(data instanceof Float32Array)) continue;
    const bits = new Int32Array(data.buffer, data.byteOffset, data.length);
    for (let index = 0; index < bits.length; index++) if (data[index] !== 0) bits[index]! ^= 1;
  }
  return state;
}
