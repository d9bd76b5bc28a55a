// The room's worker: opens generators, runs them with ONNX Runtime on one thread, finds directions and nearest images.
// One sample and a hundred take the same path.

import { FormatError, WganError } from '../../../../base/errors.ts';
import { float32, float32Data } from '../../../../base/host-tensor.ts';
import { createQueue } from '../../../../base/queue.ts';
import { fillNormal } from '../../../../base/random.ts';
import { sizeOf } from '../../../../base/shape.ts';
import { bytesToFloats } from '../../../../data/dataset.ts';
import { LAYER } from '../../../../gan/hidden-layers.ts';
import type { Device, LoadedProgram } from '../../../../runtime/device.ts';
import { openDevice } from '../../../../runtime/devices.ts';
import { fetchBytes, fetchRuntime, type OnProgress } from '../../runtime/fetch-runtime.ts';
import { principalDirections } from './directions.ts';
import { factorTensors } from './factor-tensors.ts';
import { type GeneratorFile, MOST_FILE_BYTES, openGeneratorFile } from './generator-file.ts';
import { loadTrainingImages, nearestTo, type TrainingImages } from './training-images.ts';
import type { UnitChange } from './units.ts';
import type { Progress, Question, QuestionName, Questions, Reply } from './worker-messages.ts';

/** Samples that the directions are found from. */
const DIRECTION_SAMPLES = 300;
const DIRECTIONS = 6;

interface Open {
  readonly file: GeneratorFile;
  readonly loaded: LoadedProgram;
  /** With its hidden layers, from the first time that they are asked for. */
  inside?: Promise<LoadedProgram>;
}

let device: Promise<Device> | undefined;
let open: Open | undefined;
let images: Promise<TrainingImages> | undefined;

const post = (reply: Reply, transfer: Transferable[] = []) => self.postMessage(reply, { transfer });

const telling =
  (what: Progress['what']): OnProgress =>
  (loaded, total) =>
    post({ progress: { what, loaded, total } });

async function openRuntime(): Promise<Device> {
  await fetchRuntime(telling('runtime'));
  return openDevice('wasm', { threads: 1 });
}

const current = (): Open => {
  if (open === undefined) throw new FormatError('generator: expected one that is open, got none');
  return open;
};

/** Samples for latents, and what else the program gives; at least two rows at a time, as a product with a single row
 *  takes another kernel. */
async function run(open: Open, latents: Float32Array, count: number, changes?: readonly UnitChange[]) {
  const { file, loaded } = open;
  const input = float32([Math.max(2, count), file.latent]);
  input.data.set(latents);
  if (changes === undefined) return loaded.run({ [file.input]: input });
  const inside = await insideOf(open);
  return inside.run({ [file.input]: input, ...factorTensors(file.layers!.widths, changes) });
}

function insideOf(open: Open): Promise<LoadedProgram> {
  const { layers } = open.file;
  if (layers === undefined) throw new FormatError('generator: expected hidden layers, got a file without');
  open.inside ??= device!.then((opened) => opened.load(layers.compile(), { isAuxiliary: true }));
  return open.inside;
}

async function generate(open: Open, latents: Float32Array, count: number, changes: readonly UnitChange[]) {
  const outputs = await run(open, latents, count, changes.length > 0 ? changes : undefined);
  const { data } = outputs[open.file.output]!;
  const size = count * sizeOf(open.file.sampleShape);
  return data instanceof Uint8Array
    ? bytesToFloats(data.subarray(0, size))
    : (data as Float32Array).slice(0, size);
}

const answers: {
  readonly [K in QuestionName]: (asked: Questions[K]['asked']) => Promise<Questions[K]['answer']>;
} = {
  async open(asked) {
    if ('file' in asked && asked.file.size > MOST_FILE_BYTES) {
      throw new FormatError(
        `file: expected at most ${MOST_FILE_BYTES / 1e6} MB, got ${Math.round(asked.file.size / 1e6)} MB`,
      );
    }
    device ??= openRuntime();
    device.catch(() => {
      device = undefined; // the next question tries again
    });
    const bytes =
      'file' in asked
        ? new Uint8Array(await asked.file.arrayBuffer())
        : await fetchBytes(asked.address, telling('generator'));
    const file = await openGeneratorFile(bytes);
    const loaded = await (await device).load(file.program, { isAuxiliary: true });
    await open?.loaded.release();
    await open?.inside?.then(
      (inside) => inside.release(),
      () => {},
    );
    open = { file, loaded };
    const { latent, sampleShape, dataset, iteration, layers } = file;
    return { latent, sampleShape, dataset, iteration, widths: layers?.widths ?? [] };
  },
  generate: ({ latents, count, changes }) => generate(current(), latents, count, changes),
  async layers({ latent, changes }) {
    const outputs = await run(current(), latent, 1, changes);
    return current().file.layers!.widths.map((width, index) =>
      float32Data(outputs[`${LAYER}.${index}`]!, 'layers').slice(0, width),
    );
  },
  lastWeight: async () => current().file.layers!.lastWeight.slice(),
  async directions() {
    const { file } = current();
    const latents = new Float32Array(DIRECTION_SAMPLES * file.latent);
    fillNormal(latents, { seed: 0, purpose: 'preview', counter: 1 });
    const samples = await generate(current(), latents, DIRECTION_SAMPLES, []);
    return principalDirections(samples, latents, DIRECTION_SAMPLES, DIRECTIONS);
  },
  async nearest({ sample }) {
    images ??= loadTrainingImages(telling('images'));
    images.catch(() => {
      images = undefined;
    });
    return nearestTo(sample, await images);
  },
};

const inOrder = createQueue();

self.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  const { id, name, asked } = data;
  const answer = answers[name] as (value: unknown) => Promise<Questions[QuestionName]['answer']>;
  void inOrder(async () => answer(asked)).then(
    (answer) => post({ id, answer }, answer instanceof Float32Array ? [answer.buffer as ArrayBuffer] : []),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      const help = error instanceof WganError ? error.help : undefined;
      post({ id, problem: { message, help } });
    },
  );
});
