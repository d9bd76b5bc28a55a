// The library in a real browser: the example as it is built, the same random numbers as in Node, threads.

import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as wgan from 'wgan';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
if (executablePath === undefined) console.log('skipped: the library in a browser needs Chromium in /usr/bin');

const repository = fileURLToPath(new URL('../../', import.meta.url));
const alias = {
  '#ort': join(repository, 'src/runtime/ort-web.ts'),
  wgan: join(repository, 'src/browser.ts'),
};
const isolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

interface Site {
  readonly page: Page;
  readonly errors: readonly string[];
}

describe.skipIf(executablePath === undefined)('in Chromium', () => {
  let folder: string;
  let browser: Browser;
  const servers: PreviewServer[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wgan-page-'));
    browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
  });

  afterAll(async () => {
    await browser?.close();
    for (const server of servers) await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Builds a folder of this repository and opens it. */
  async function open(path: string, headers: Record<string, string> = {}): Promise<Site> {
    const root = join(repository, path);
    const outDir = join(folder, path);
    const shared = {
      root,
      configFile: false,
      logLevel: 'error',
      build: { outDir, target: 'es2023' },
    } as const;
    await build({ ...shared, resolve: { alias } });
    const server = await preview({ ...shared, preview: { port: 0, host: '127.0.0.1', headers } });
    servers.push(server);
    const errors: string[] = [];
    const page = await browser.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(server.resolvedUrls!.local[0]!);
    return { page, errors };
  }

  it('the example trains: its numbers are finite and change, its points move', async () => {
    const { page, errors } = await open('examples/browser');
    const shown = () => page.evaluate('document.querySelector("p").textContent') as Promise<string>;
    const drawn = () => page.evaluate('document.querySelector("canvas").toDataURL()') as Promise<string>;
    const atIteration = (iteration: number) =>
      page.waitForFunction(`parseInt(document.querySelector("p").textContent) >= ${iteration}`);
    await atIteration(10);
    const before = { text: await shown(), picture: await drawn() };
    await atIteration(40);
    const after = { text: await shown(), picture: await drawn() };
    expect(errors).toEqual([]);
    for (const { text } of [before, after]) expect(text).toMatch(/^\d+: -?\d+\.\d{4}$/);
    expect(after.text.split(': ')[1]).not.toBe(before.text.split(': ')[1]);
    expect(after.picture).not.toBe(before.picture);
  });

  it('draws the same bits as Node', async () => {
    const draw = ({ fillNormal, fillUniform, permutation }: typeof wgan) => {
      const values = [fillNormal, fillUniform].map((fill) => {
        const floats = new Float32Array(20_000);
        fill(floats, { seed: 7, purpose: 'latent', counter: 3 });
        return [...new Uint32Array(floats.buffer)];
      });
      return [...values, [...permutation(5000, { seed: 7, purpose: 'shuffle', counter: 1 })]];
    };
    const { page } = await open('test/package/page');
    await page.waitForFunction('"wgan" in globalThis');
    expect(await page.evaluate(`(${draw})(globalThis.wgan)`)).toEqual(draw(wgan));
  });

  it('has the datasets that need no files, and the device wasm', async () => {
    const { page } = await open('test/package/page');
    await page.waitForFunction('"wgan" in globalThis');
    expect(await page.evaluate('wgan.datasets.names')).toEqual(['ring', 'grid', 'roll', 'moons']);
    expect(await page.evaluate('wgan.devices.names')).toEqual(['wasm']);
    expect(await page.evaluate('wgan.openDevice("cpu").catch((error) => error.message)')).toBe(
      'device: expected one of wasm, got "cpu"',
    );
    expect(await page.evaluate('wgan.openDevice("wasm").then(({ threads }) => threads)')).toBe(1);
  });

  it('runs on two threads where the page is isolated', { timeout: 30_000 }, async () => {
    const { page, errors } = await open('test/package/page', isolation);
    await page.waitForFunction('"wgan" in globalThis');
    const sum = await page.evaluate(`(async () => {
      const { compile, float32, input, matmul, openDevice } = wgan;
      const device = await openDevice('wasm', { threads: 2 });
      const x = input('x', [64, 64]);
      const program = await device.load(compile({ y: matmul(x, x) }, { name: 'square' }));
      const { y } = await program.run({ x: float32([64, 64], new Float32Array(4096).fill(1)) });
      return y.data.reduce((sum, value) => sum + value, 0);
    })()`);
    expect(sum).toBe(64 ** 3);
    expect(errors).toEqual([]);
  });
});
