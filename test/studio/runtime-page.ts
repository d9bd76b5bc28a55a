// A page in a real Chromium that runs programs with ONNX Runtime for the web, in WebAssembly or on WebGPU by Chromium's
// software adapter.

import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { HostTensor, TensorRecord } from '../../src/base/host-tensor.ts';
import type { Program } from '../../src/compiler/program.ts';
import { lower } from '../../src/targets/lower.ts';
import { onnx } from '../../src/targets/onnx/onnx.ts';
import { webgpuOnnx } from '../../src/targets/onnx/webgpu.ts';
import { executablePath, softwareAdapter, until } from './browser.ts';

const dist = new URL('../../node_modules/onnxruntime-web/dist/', import.meta.url);

/** Programs are in WebAssembly or on WebGPU. */
export type WebProvider = 'wasm' | 'webgpu';

const targets = { wasm: onnx, webgpu: webgpuOnnx };

const html = `<!doctype html><script type="module">
  import { env, InferenceSession, Tensor } from '/ort.webgpu.bundle.min.mjs';
  env.wasm.numThreads = 1;
  globalThis.runHere = async (provider, bytes, tensors) => {
    const options = { executionProviders: [provider] };
    const session = await InferenceSession.create(Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)), options);
    const feeds = tensors.map(([name, shape, data]) => [name, new Tensor('float32', Float32Array.from(data), shape)]);
    const outputs = Object.entries(await session.run(Object.fromEntries(feeds)));
    const found = outputs.map(([name, { data }]) => [name, Array.from(data)]);
    await session.release();
    return found;
  };
</script>`;

interface RuntimePage {
  runHere(provider: WebProvider, bytes: string, tensors: unknown[]): Promise<[string, number[]][]>;
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

export interface RunPage {
  readonly page: Page;
  /** Runs a program of float32 tensors in the page. */
  readonly run: (provider: WebProvider, program: Program, inputs: TensorRecord) => Promise<TensorRecord>;
}

/** The page, for the tests of a block. */
export function useRuntimePage(): RunPage {
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
    await until(page, 'globalThis.runHere');
  });

  afterAll(async () => {
    await browser?.close();
    server.close();
  });

  return {
    get page() {
      return page;
    },
    run: (provider, program, inputs) => runIn(page, provider, program, inputs),
  };
}

async function runIn(
  page: Page,
  provider: WebProvider,
  program: Program,
  inputs: TensorRecord,
): Promise<TensorRecord> {
  const fed = Object.keys(program.inputs).map((name) => {
    const { shape, data } = inputs[name]!;
    return [name, shape, Array.from(data, Number)];
  });
  const bytes = Buffer.from(lower(program, targets[provider]).bytes).toString('base64');
  const results = await page.evaluate(
    ([where, file, tensors]) => (globalThis as unknown as RuntimePage).runHere(where, file, tensors),
    [provider, bytes, fed] as const,
  );
  return Object.fromEntries(
    results.map(([name, data]) => {
      const { dtype, shape } = program.outputs[name]!;
      return [name, { dtype, shape, data: Float32Array.from(data) } as HostTensor];
    }),
  );
}
