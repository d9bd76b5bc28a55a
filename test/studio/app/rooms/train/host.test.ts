// The worker of the room that trains, without a browser: its protocol, its streams of numbers, its files.

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { float32, type TensorRecord } from '../../../../../src/base/host-tensor.ts';
import { mapRecord } from '../../../../../src/base/record.ts';
import type { Program } from '../../../../../src/compiler/program.ts';
import { type Dataset, defineDataset } from '../../../../../src/data/dataset.ts';
import { loadDataset } from '../../../../../src/data/generated.ts';
import { encodeOnnx, type OnnxValue } from '../../../../../src/formats/onnx.ts';
import { decodeSafetensors } from '../../../../../src/formats/safetensors.ts';
import type { Device } from '../../../../../src/runtime/device.ts';
import { openDevice } from '../../../../../src/runtime/devices.ts';
import { openWebGpu } from '../../../../../src/runtime/webgpu.ts';
import { loadSource } from '../../../../../src/studio/app/rooms/train/data.ts';
import { createHost, type Host } from '../../../../../src/studio/app/rooms/train/host.ts';
import { openLane } from '../../../../../src/studio/app/rooms/train/lanes.ts';
import { shownNoise } from '../../../../../src/studio/app/rooms/train/model-parts.ts';
import { formatNeed } from '../../../../../src/studio/app/rooms/train/own/need.ts';
import { ownPoints } from '../../../../../src/studio/app/rooms/train/own/own-points.ts';
import { EXTENT } from '../../../../../src/studio/app/rooms/train/plane-size.ts';
import { type Recipe, readRecipe, sourceOf } from '../../../../../src/studio/app/rooms/train/recipe.ts';
import type {
  DataSource,
  LaneOrder,
  Report,
  Request,
} from '../../../../../src/studio/app/rooms/train/worker-messages.ts';
import { onnx, onnxFile } from '../../../../../src/targets/onnx/onnx.ts';
import type { Lowered } from '../../../../../src/targets/target.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../../../../../src/train/checkpoint.ts';
import { type Config, resolveConfig } from '../../../../../src/train/config.ts';
import { decodeGenerator } from '../../../../../src/train/model.ts';
import { ganOf, scheduleOf, settingsOf } from '../../../../../src/train/setup.ts';
import { train } from '../../../../../src/train/train.ts';
import { trainingProgram } from '../../../../../src/train/training-program.ts';
import { trajectoryHash } from '../../../../../src/train/trajectory.ts';
import { decodeOnnx } from '../../../../formats/onnx-decoder.ts';
import { drive } from '../../../../run/drive.ts';
import { temporaryFolder } from '../../../../run/tiny.ts';
import { farRuntime, noBinary } from '../../../../runtime/far-runtime.ts';

const tiny = {
  generatorHidden: '8',
  criticHidden: '8',
  batch: '8',
  latent: '2',
  criticSteps: '2',
  'b.criticSteps': '2',
};

type Wanted<T extends Report['type']> = Extract<Report, { type: T }>;

/** A host, and what it says. */
interface Talk {
  readonly ask: (request: Request) => void;
  readonly open: (recipe: Recipe, files?: readonly Uint8Array[]) => Promise<Wanted<'opened'>['opened']>;
  /** The next report of a kind after those that were read. */
  readonly next: <T extends Report['type']>(type: T) => Promise<Wanted<T>>;
  readonly draw: () => Promise<Wanted<'frame'>>;
}

const asleep = () => new Promise<void>((resolve) => setTimeout(resolve, 1));

interface TalkOptions {
  readonly open?: () => Promise<Device>;
  /** In place of the digits. */
  readonly dataset?: Dataset;
}

function talk({ open = () => openDevice('wasm', { threads: 1 }), dataset }: TalkOptions = {}): Talk {
  const said: Report[] = [];
  let wake = () => {};
  let clock = 0;
  const host: Host = createHost<DataSource, LaneOrder>({
    openDevice: open,
    openLane,
    loadData: async (source) =>
      dataset ?? loadSource(source, () => Promise.reject(new Error('no digits here'))),
    post: (report) => {
      said.push(structuredClone(report));
      wake();
    },
    now: () => ++clock,
    breathe: asleep,
    sleep: asleep,
  });
  const next = async <T extends Report['type']>(type: T): Promise<Wanted<T>> => {
    for (;;) {
      for (let report = said.shift(); report !== undefined; report = said.shift()) {
        if (report.type === type) return report as Wanted<T>;
        if (report.type === 'failed') throw new Error(report.message);
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const ask = (request: Request) => host.receive(request);
  const layers = { field: true, warp: true };
  onTestFinished(() => ask({ type: 'pace', pace: 'paused' }));
  return {
    ask,
    next,
    async open({ lanes, device, ...recipe }, files = []) {
      const orders = lanes.map(({ config }, lane): LaneOrder => {
        const file = files[lane];
        return { config, ...(file && { file }) };
      });
      ask({
        type: 'open',
        id: 1,
        data: sourceOf({ lanes, device, ...recipe }),
        lanes: orders,
        device,
        threads: 1,
      });
      return (await next('opened')).opened;
    },
    draw() {
      ask({ type: 'draw', layers });
      return next('frame');
    },
  };
}

describe('the worker', () => {
  it('shows data before it opens anything, opens, steps, draws every layer, pauses', async () => {
    const { ask, open, next, draw } = talk();
    ask({ type: 'peek', data: { kind: 'named', name: 'ring' } });
    expect((await next('data')).points).toHaveLength(2000);
    const opened = await open(readRecipe(tiny));
    expect(opened).toMatchObject({ device: 'wasm', threads: 1 });
    expect(opened.parameters[0]).toEqual({ generator: 2 * 8 + 8 + 8 * 2 + 2, critic: 2 * 8 + 8 + 8 + 1 });
    expect(opened.yardstick).toBeGreaterThan(0);
    ask({ type: 'step' });
    await next('paused');
    const { iteration, lanes } = await draw();
    expect(iteration).toBe(1);
    const [lane] = lanes;
    expect(lane!.samples.shape).toEqual([512, 2]);
    expect(lane!.field!.scores).toHaveLength(lane!.field!.side ** 2);
    expect(lane!.warp!.places).toHaveLength(2 * lane!.warp!.side ** 2);
    expect(lane!.table.iteration).toEqual([1]);
    expect(lane!.distances.iteration).toEqual([0, 1]);
    ask({ type: 'pace', pace: 'fast' });
    ask({ type: 'pace', pace: 'paused' });
    await next('paused');
  });

  it('draws the critic as it is: scores and slopes at their places, by finite differences', async () => {
    const { ask, open, next, draw } = talk();
    await open(readRecipe({ ...tiny, activation: 'tanh' }));
    ask({ type: 'step' });
    await next('paused');
    const { side, scores, slopes } = (await draw()).lanes[0]!.field!;
    const cell = (2 * EXTENT) / side;
    for (const at of [5 * side + 7, 20 * side + 30]) {
      const dx = (scores[at + 1]! - scores[at - 1]!) / (2 * cell);
      const dy = (scores[at + side]! - scores[at - side]!) / (2 * cell);
      expect(Math.hypot(dx, dy)).toBeCloseTo(slopes[at]!, 2);
    }
  });

  it.each([1, 2, 3])('shows samples of the noise that the page shows, of %i numbers each', async (latent) => {
    const { config } = readRecipe({ ...tiny, latent: String(latent), seed: '9' }).lanes[0]!;
    const device = await openDevice('wasm', { threads: 1 });
    const lane = await openLane({ config }, await loadDataset('ring'), device);
    const { samples } = await lane.frame({ field: false, warp: false });
    const noise = float32([512, latent], shownNoise(9, latent));
    expect((await lane.trainer.sample(noise)).data).toEqual(samples.data);
    await lane.release();
  });

  it('shows a few images of what is learnt', async () => {
    const values = Uint8Array.from({ length: 20 * 4 }, (_, index) => index % 256);
    const { ask, next } = talk({
      dataset: defineDataset({ name: 'squares', sampleShape: [1, 2, 2], values }),
    });
    ask({ type: 'peek', data: { kind: 'digits' } });
    const { images, points } = await next('data');
    expect(points).toBeUndefined();
    expect(images!.shape).toEqual([9, 1, 2, 2]);
    expect(images!.data[5]).toBeCloseTo(5 / 127.5 - 1, 6);
  });

  it('goes on by itself, fast and slowly, and changes while it trains', async () => {
    const { ask, open, draw } = talk();
    await open(readRecipe(tiny));
    ask({ type: 'pace', pace: 'fast' });
    const reach = async (wanted: number) => {
      let frame = await draw();
      while (frame.iteration < wanted) frame = await draw();
      return frame;
    };
    await reach(20);
    ask({ type: 'change', lane: 0, settings: { generatorLearningRate: 0 } });
    const still = await draw();
    const later = await reach(still.iteration + 20);
    expect(later.lanes[0]!.samples.data).toEqual(still.lanes[0]!.samples.data);
    ask({ type: 'pace', pace: 'slow' });
    const slow = await draw();
    await reach(slow.iteration + 1);
  });

  it('comes to the phases of an iteration one by one, and computes it with the first update', async () => {
    const { ask, open, next, draw } = talk();
    await open(readRecipe(tiny));
    ask({ type: 'pace', pace: 'slow' });
    const iterations: string[] = [];
    while (iterations.at(-1) !== 'real 1') {
      const { phase } = await next('phase');
      iterations.push(`${phase} ${(await draw()).iteration}`);
    }
    const before = ['real', 'noise', 'fakes', 'scores', 'penalty'].map((phase) => `${phase} 0`);
    expect(iterations).toEqual([...before, 'critic 1', 'generator 1', 'real 1']);
    ask({ type: 'pace', pace: 'paused' });
    await next('paused');
    expect((await draw()).iteration).toBe(1);
  });

  it('stops at a number that is not finite, in words, and opens again', async () => {
    const { ask, open, next } = talk();
    await open(readRecipe({ ...tiny, optimizer: 'sgd', learningRate: '1e30' }));
    ask({ type: 'pace', pace: 'fast' });
    await next('paused');
    const failure = await next('failed').catch((error: Error) => error);
    expect(String((failure as Error).message)).toMatch(/must be finite/);
    expect((await open(readRecipe(tiny))).device).toBe('wasm');
  });

  it('trains two objectives from the same seed: the generators begin alike', async () => {
    const { open, draw, ask, next } = talk();
    await open(readRecipe({ ...tiny, 'b.objective': 'gan' }));
    const before = await draw();
    expect(before.lanes[0]!.samples.data).toEqual(before.lanes[1]!.samples.data);
    ask({ type: 'step' });
    await next('paused');
    const after = await draw();
    expect(after.lanes[0]!.samples.data).not.toEqual(after.lanes[1]!.samples.data);
    expect(after.lanes[1]!.table.columns.wasserstein).toBeUndefined();
  });

  it('gives other numbers for another seed, all of them', async () => {
    const numbersOf = async (seed: string) => {
      const { open, ask, next, draw } = talk();
      await open(readRecipe({ ...tiny, seed }));
      ask({ type: 'step' });
      await next('paused');
      const { table, samples } = (await draw()).lanes[0]!;
      return [...Object.values(table.columns).map(([value]) => value!), ...samples.data.slice(0, 20)];
    };
    const [one, same, other] = [await numbersOf('1'), await numbersOf('1'), await numbersOf('2')];
    expect(same).toEqual(one);
    one.forEach((value, index) => {
      expect(other[index]).not.toBe(value);
    });
  });
});

describe('files of a reader', () => {
  const source = (text: string, name: string) => {
    const { need, ...data } = ownPoints(text, name);
    return { id: 1, name: need.name, need, ...data };
  };

  it('are learnt scaled, saved in their own units, and a checkpoint of them goes on', async () => {
    const { view, ...own } = source('999,5\n1001,5\n1000,6\n1000,4\n', 'far.csv');
    const { lanes } = readRecipe({ ...tiny, data: 'own', own: formatNeed(own.need) });
    const { ask, next, draw } = talk();
    const open = async (file?: Uint8Array) => {
      const order = { config: lanes[0]!.config, view: view!, ...(file && { file }) };
      const data = { kind: 'own', ...own } as const;
      ask({ type: 'open', id: 1, data, lanes: [order], device: 'wasm', threads: 1 });
      expect((await next('data')).count).toBe(4);
      await next('opened');
    };
    await open();
    ask({ type: 'step' });
    await next('paused');
    const [lane] = (await draw()).lanes;
    expect(Math.max(...lane!.samples.data.map(Math.abs))).toBeLessThan(20); // not near 1000
    expect(lane!.distances.columns.distance![0]).toBeLessThan(20); // from the points, in their units
    ask({ type: 'save', lane: 0, kind: 'generator' });
    const saved = decodeGenerator((await next('file')).bytes);
    expect(saved.spec.scale).toEqual({ centre: [1000, 5], spread: [0.5, 0.5] });
    ask({ type: 'save', lane: 0, kind: 'checkpoint' });
    const { name, bytes } = await next('file');
    expect(name).toBe('far.csv-wgan-gp-1.checkpoint.safetensors');
    const there = await decodeCheckpoint(bytes);
    expect(there.configHash).toBe(
      await trajectoryHash(
        lanes[0]!.config,
        await loadSource({ kind: 'own', ...own }, async () => new Uint8Array()),
      ),
    ); // as wgan train has it
    await open(bytes);
    expect((await draw()).iteration).toBe(1);
    const { scale: _, ...unscaled } = there.generator;
    const before = await encodeCheckpoint({ ...there, generator: unscaled }); // of a page that scaled nothing
    const order = { config: lanes[0]!.config, view: view!, file: before };
    ask({ type: 'open', id: 2, data: { kind: 'own', ...own }, lanes: [order], device: 'wasm', threads: 1 });
    expect((await next('failed')).message).toContain('file: expected samples of [2] scaled by');
  });

  it('are told apart by their number alone', async () => {
    const { ask, next } = talk();
    const peek = async (text: string, id: number) => {
      ask({ type: 'peek', data: { kind: 'own', ...source(text, 'same.csv'), id } });
      return (await next('data')).count;
    };
    expect(await peek('1,2', 1)).toBe(1);
    expect(await peek('1,2\n3,4', 2)).toBe(2);
  });
});

describe('a graphics processor', () => {
  const query = { ...tiny, device: 'webgpu' };

  it('trains as the processor does, and is named', async () => {
    const numbersOn = async (device: 'wasm' | 'webgpu') => {
      const { ask, open, next, draw } = talk(
        device === 'wasm' ? {} : { open: () => openWebGpu(noBinary, farRuntime().import) },
      );
      const opened = await open(readRecipe({ ...tiny, device, optimizer: 'sgd' })); // Adam makes steps of rounding
      ask({ type: 'step' });
      await next('paused');
      const { table, samples, field } = (await draw()).lanes[0]!;
      return { opened, numbers: [...table.columns.wasserstein!, ...samples.data, ...field!.scores] };
    };
    const [here, there] = [await numbersOn('wasm'), await numbersOn('webgpu')];
    expect(there.opened).toMatchObject({ device: 'webgpu', hardware: { name: 'acme one' } });
    expect(here.opened.hardware).toBeUndefined();
    there.numbers.forEach((value, index) => {
      expect(value).toBeCloseTo(here.numbers[index]!, 4);
    });
  });

  it('that is lost takes nothing along but the iterations since the last copy', async () => {
    const runtime = farRuntime();
    const { ask, open, next } = talk({ open: () => openWebGpu(noBinary, runtime.import) });
    await open(readRecipe({ ...query, 'b.objective': 'gan' }));
    for (const _ of [1, 2]) {
      ask({ type: 'step' });
      await next('paused');
    }
    runtime.lose('unplugged');
    ask({ type: 'step' });
    const { message, gone } = await next('failed');
    expect(message).toMatch(/the graphics processor was lost: unplugged/);
    expect(gone).toMatchObject({ device: 'webgpu', kept: { iteration: 2 } });
    const files = gone!.kept!.files;
    const later = talk();
    await later.open(readRecipe({ ...tiny, 'b.objective': 'gan' }), files);
    later.ask({ type: 'step' });
    await later.next('paused');
    expect((await later.draw()).iteration).toBe(3);
    for (const lane of [0, 1]) {
      later.ask({ type: 'save', lane, kind: 'checkpoint' });
      expect((await decodeCheckpoint((await later.next('file')).bytes)).snapshot.iteration).toBe(3);
    }
  });

  it('is copied now and then while it trains', async () => {
    const runtime = farRuntime();
    const { ask, open, next, draw } = talk({ open: () => openWebGpu(noBinary, runtime.import) });
    await open(readRecipe(query));
    const before = runtime.downloads();
    ask({ type: 'pace', pace: 'fast' });
    while (runtime.downloads() === before) await draw();
    runtime.lose('');
    const { gone } = await next('failed');
    expect(gone!.kept!.iteration).toBeGreaterThan(0);
  });

  it('that is not there says so, with nothing to keep', async () => {
    const { ask, next } = talk({ open: () => openWebGpu(noBinary, farRuntime(null).import) });
    const { lanes } = readRecipe(query);
    ask({ type: 'open', id: 1, data: { kind: 'named', name: 'ring' }, lanes, device: 'webgpu', threads: 1 });
    const { message, gone } = await next('failed');
    expect(message).toBe('webgpu: cannot be opened: Failed to get GPU adapter.');
    expect(gone).toEqual({ device: 'webgpu' });
  });
});

describe('200 iterations', () => {
  it.each([1, 2, 3])('with seed %i finish, finite, with an estimate as it should be', async (seed) => {
    const ITERATIONS = 200;
    const { ask, open, next, draw } = talk();
    await open(readRecipe({ seed: String(seed) }));
    ask({ type: 'pace', pace: 'fast' });
    let frame = await draw();
    while (frame.iteration < ITERATIONS) frame = await draw();
    ask({ type: 'pace', pace: 'paused' });
    await next('paused');
    const { columns, iteration } = frame.lanes[0]!.table;
    for (const column of Object.values(columns)) expect(column.every(Number.isFinite)).toBe(true);
    const estimates = columns.wasserstein!.filter((_, index) => iteration[index]! > ITERATIONS - 50);
    const mean = estimates.reduce<number>((sum, value) => sum + value!, 0) / estimates.length;
    expect(mean).toBeGreaterThan(0.1); // the ring's radius is 1: fakes that are still on their way to it
    expect(mean).toBeLessThan(0.8);
  });
});

describe('files', () => {
  const saved = async (kind: 'checkpoint' | 'generator' | 'onnx', query = {}, files: Uint8Array[] = []) => {
    const { open, ask, next } = talk();
    await open(readRecipe({ ...tiny, ...query }), files);
    ask({ type: 'step' });
    await next('paused');
    ask({ type: 'save', lane: 0, kind });
    return next('file');
  };

  it('are those of the command line', async () => {
    const checkpoint = await saved('checkpoint', { average: '0.9' });
    expect(checkpoint.name).toBe('ring-wgan-gp-1.checkpoint.safetensors');
    expect((await decodeCheckpoint(checkpoint.bytes)).snapshot.iteration).toBe(1);
    const generator = await saved('generator');
    expect(decodeGenerator(generator.bytes)).toMatchObject({
      dataset: 'ring',
      iteration: 1,
      weights: 'last',
    });
    expect((await saved('onnx')).name).toMatch(/\.generator\.onnx$/);
  });

  it('go on as a run of the command line: a resume takes a checkpoint as its own', async () => {
    const query = { optimizer: 'rmsprop', penalty: '3', seed: '7' };
    const { bytes } = await saved('checkpoint', query);
    const { config } = readRecipe({ ...tiny, ...query }).lanes[0]!;
    const out = join(temporaryFolder(), 'run');
    await drive({
      config: resolveConfig({ checkpointEvery: 1, threads: 1, iterations: 0 }, { from: config }),
      out,
    });
    writeFileSync(join(out, 'checkpoints', '000001.safetensors'), bytes);
    const { warnings } = await drive({ resume: out, changes: { iterations: 3 } });
    expect(warnings).toEqual([]);
    const states = [1, 2, 3].map((iteration) =>
      readFileSync(join(out, `checkpoints/00000${iteration}.safetensors`)),
    );
    expect(states[0]!.equals(bytes)).toBe(true);
    const last = await decodeCheckpoint(states[2]!);
    expect(last.snapshot).toMatchObject({ iteration: 3, counts: { critic: 6, generator: 3 } });
    expect(last.configHash).toBe((await decodeCheckpoint(bytes)).configHash);
  });

  it('go on where they were: with the sizes, optimizer and averaging of a checkpoint', async () => {
    const query = { generatorHidden: '6,5', optimizer: 'rmsprop', average: '0.9' };
    const { bytes } = await saved('checkpoint', query);
    const { open, ask, next } = talk();
    const opened = await open(readRecipe(tiny), [bytes]);
    expect(opened.configs[0]).toMatchObject({
      generator: { hidden: [6, 5] },
      optimizer: { generator: { name: 'rmsprop' }, critic: { name: 'rmsprop' } },
    });
    ask({ type: 'save', lane: 0, kind: 'checkpoint' });
    const again = decodeSafetensors((await next('file')).bytes).tensors;
    expect(again).toEqual(decodeSafetensors(bytes).tensors);
  });

  it('give their generator to a new critic', async () => {
    const { bytes } = await saved('generator');
    const { open, ask, next } = talk();
    await open(readRecipe({ ...tiny, seed: '5' }), [bytes]);
    ask({ type: 'save', lane: 0, kind: 'generator' });
    const again = decodeGenerator((await next('file')).bytes);
    expect(again.parameters).toEqual(decodeGenerator(bytes).parameters);
  });

  it('are refused in words where they are something else', async () => {
    const { open } = talk();
    await expect(open(readRecipe(tiny), [Uint8Array.of(1, 2, 3)])).rejects.toThrow(/safetensors/);
  });
});

/** An `.onnx` file without its words for readers. */
function wordless(bytes: Uint8Array): Uint8Array {
  const { inputs, outputs, ...model } = decodeOnnx(bytes);
  const plain = (values: readonly OnnxValue[]) => values.map(({ description: _, ...value }) => value);
  return encodeOnnx({ ...model, metadata: {}, inputs: plain(inputs), outputs: plain(outputs) });
}

describe('noise, mixes and batches', () => {
  /** A device that computes nothing: what training is fed, as one hash after the other. */
  function listeningDevice(hashes: string[], programs: (Program | Lowered)[] = []): Device {
    return {
      name: 'listening',
      threads: 1,
      targetFor: async () => onnx,
      createState: (tensors) => ({
        names: Object.keys(tensors),
        view: async () => tensors,
        read: async () => tensors,
        release: async () => {},
      }),
      async load(program) {
        programs.push(program);
        const results = mapRecord(program.outputs, ({ shape }) =>
          float32(shape.map((size) => (size === 'N' ? 512 : size))),
        );
        return {
          program,
          async run(feeds: TensorRecord) {
            if (program.name !== 'iteration') return results;
            const hash = createHash('sha256');
            for (const [name, { data }] of Object.entries(feeds)) {
              hash.update(name).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
            }
            hashes.push(hash.digest('hex'));
            return results;
          },
          release: async () => {},
        };
      },
    };
  }

  it('and the program are those of wgan export --training', async () => {
    const programs: (Program | Lowered)[] = [];
    const { open } = talk({ open: async () => listeningDevice([], programs) });
    const recipe = readRecipe({ seed: '11' });
    await open(recipe);
    const { bytes: here } = programs.find(({ name }) => name === 'iteration') as Lowered;
    const exported = (config: Config) => wordless(onnxFile(trainingProgram(config, { sampleShape: [2] })));
    const { config } = recipe.lanes[0]!;
    expect(wordless(here)).toEqual(exported(config));
    expect(wordless(here)).not.toEqual(exported(resolveConfig({ batch: 65 }, { from: config })));
  });

  it('are bit for bit those of the command line, 200 iterations long', async () => {
    const ITERATIONS = 200;
    const recipe = readRecipe({ data: 'moons', seed: '11', batch: '96' });
    const here: string[] = [];
    const { ask, open, draw } = talk({ open: async () => listeningDevice(here) });
    await open(recipe);
    ask({ type: 'pace', pace: 'fast' });
    while ((await draw()).iteration < ITERATIONS);
    const seen = here.slice(0, ITERATIONS);
    const there: string[] = [];
    const { config } = recipe.lanes[0]!;
    const dataset = await loadDataset('moons');
    const gan = ganOf(config, dataset.sampleShape);
    const run = train({
      ...scheduleOf(config),
      gan,
      settings: settingsOf(config),
      dataset,
      device: listeningDevice(there),
      iterations: ITERATIONS,
    });
    for await (const _ of run);
    expect(new Set(seen).size).toBe(ITERATIONS);
    expect(seen).toEqual(there);
  });
});
