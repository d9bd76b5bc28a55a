// The iteration on WebGPU, by Chromium's software adapter, from a checkpoint: what the native processor computes.

import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HostTensor, TensorRecord } from '../../../../../src/base/host-tensor.ts';
import { mapRecord } from '../../../../../src/base/record.ts';
import { compile, type Program } from '../../../../../src/compiler/program.ts';
import { createBatcher } from '../../../../../src/data/batches.ts';
import { loadDataset } from '../../../../../src/data/generated.ts';
import { trainingGraph, wholeIteration } from '../../../../../src/gan/iteration.ts';
import { openDevice } from '../../../../../src/runtime/devices.ts';
import { readRecipe } from '../../../../../src/studio/app/rooms/train/recipe.ts';
import { onnxFile } from '../../../../../src/targets/onnx/onnx.ts';
import { createFeeds } from '../../../../../src/train/feeds.ts';
import { ganOf, settingsOf } from '../../../../../src/train/setup.ts';
import { createTrainer } from '../../../../../src/train/trainer.ts';
import { describeInBrowser, executablePath, softwareAdapter, until } from '../../../browser.ts';
import { distance } from '../../../distance.ts';

const dist = new URL('../../../../../node_modules/onnxruntime-web/dist/', import.meta.url);
const tiny = { generatorHidden: '8', criticHidden: '8', batch: '8', criticSteps: '2' };

/** A page that runs programs on WebGPU. */
const html = `<!doctype html><script type="module">
  import { InferenceSession, Tensor } from '/ort.webgpu.bundle.min.mjs';
  globalThis.runOnWebGpu = async (bytes, tensors) => {
    const options = { executionProviders: ['webgpu'] };
    const session = await InferenceSession.create(Uint8Array.from(bytes), options);
    const feeds = tensors.map(([name, shape, data]) => [name, new Tensor('float32', Float32Array.from(data), shape)]);
    const outputs = Object.entries(await session.run(Object.fromEntries(feeds)));
    return outputs.map(([name, { data }]) => [name, Array.from(data)]);
  };
</script>`;

interface GpuPage {
  runOnWebGpu(bytes: number[], tensors: unknown[]): Promise<[string, number[]][]>;
}

/** ONNX Runtime's files, and the page. */
function runtimeServer(): Server {
  return createServer(({ url = '/' }, response) => {
    const path = fileURLToPath(new URL(`.${url}`, dist));
    const isFile = url !== '/' && existsSync(path);
    const type = url.endsWith('.mjs') ? 'text/javascript' : isFile ? 'application/wasm' : 'text/html';
    response.writeHead(200, { 'content-type': type }).end(isFile ? readFileSync(path) : html);
  });
}

/** A program, what it is fed, and what the native processor makes of it, three iterations after the beginning. */
async function nativeIteration(objective: string) {
  const { config } = readRecipe({ ...tiny, objective }).lanes[0]!;
  const dataset = await loadDataset('ring');
  const gan = ganOf(config, dataset.sampleShape);
  const device = await openDevice('cpu', { threads: 1 });
  const settings = settingsOf(config);
  const trainer = await createTrainer({ gan, settings, seed: config.training.seed, dataset, device });
  for (let step = 0; step < 3; step++) await trainer.step();
  const { state, iteration, counts, cursor } = await trainer.snapshot();
  await trainer.release();
  const graph = trainingGraph(state, wholeIteration(gan));
  const feeds = createFeeds(graph.inputs, config.training.seed);
  feeds.fill({ iteration, settings, counts }, createBatcher(dataset, { seed: config.training.seed, cursor }));
  const program = compile(graph.outputs, { name: 'iteration' });
  const inputs = { ...state, ...feeds.tensors };
  const loaded = await device.load(program);
  const outputs = mapRecord(await loaded.run(inputs), (tensor) => ({ ...tensor, data: tensor.data.slice() }));
  await loaded.release();
  return { program, inputs, outputs, names: Object.keys(state) };
}

/** Runs a program in the page, on WebGPU. */
async function runOnWebGpu(page: Page, program: Program, inputs: TensorRecord): Promise<TensorRecord> {
  const fed = Object.keys(program.inputs).map((name) => {
    const { shape, data } = inputs[name]!;
    return [name, shape, Array.from(data, Number)];
  });
  const results = await page.evaluate(
    ([bytes, tensors]) => (globalThis as unknown as GpuPage).runOnWebGpu(bytes, tensors),
    [Array.from(onnxFile(program)), fed] as const,
  );
  return Object.fromEntries(
    results.map(([name, data]) => {
      const { dtype, shape } = program.outputs[name]!;
      return [name, { dtype, shape, data: Float32Array.from(data) } as HostTensor];
    }),
  );
}

describeInBrowser('an iteration on WebGPU', () => {
  const server = runtimeServer();
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await chromium.launch({
      executablePath: executablePath!,
      args: ['--no-sandbox', ...softwareAdapter],
    });
    page = await browser.newPage();
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await until(page, 'globalThis.runOnWebGpu');
  });

  afterAll(async () => {
    await browser?.close();
    server.close();
  });

  it('has an adapter', async () => {
    const name = await page.evaluate(
      'navigator.gpu.requestAdapter().then((found) => found?.info.architecture)',
    );
    expect(name).toBe('swiftshader');
  });

  it.each(['wgan-gp', 'wgan', 'gan'])('of %s is the native one, to 1e-3 of the norm', async (objective) => {
    const { program, inputs, outputs, names } = await nativeIteration(objective);
    const found = await runOnWebGpu(page, program, inputs);
    expect(Object.keys(found).sort()).toEqual(Object.keys(outputs).sort());
    for (const [name, tensor] of Object.entries(outputs)) {
      if (name.endsWith('.next')) continue;
      const [there, here] = [Number(found[name]!.data[0]), Number(tensor.data[0])];
      expect(Math.abs(there - here), name).toBeLessThan(1e-3 * Math.max(1, Math.abs(here)));
    }
    const states = (all: TensorRecord) =>
      Object.fromEntries(names.map((name) => [name, all[`${name}.next`]!]));
    expect(distance(states(found), states(outputs))).toBeLessThan(1e-3);
    const moved = Object.fromEntries(names.map((name) => [name, inputs[name]!]));
    expect(distance(states(outputs), moved)).toBeGreaterThan(1e-3); // an update is more than that
  });
});
