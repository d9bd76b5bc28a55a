// The site without a server: built, served by a plain file server without a single header of ours, opened in a browser.

import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sharedFolder } from '../../../run/tiny.ts';
import { axeViolations, describeInBrowser, executablePath, until } from '../../browser.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** Files of a folder, below a path as on a project's page. */
function plainServer(folder: string): Server {
  return createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.replace(/^\/wgan\//, '');
    const path = join(folder, name === '' ? 'index.html' : name);
    if (!existsSync(path) || !statSync(path).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' });
    createReadStream(path).pipe(response);
  });
}

describeInBrowser('the site without a server', () => {
  const folder = sharedFolder();
  let browser: Browser;
  let server: Server;
  let address: string;

  beforeAll(async () => {
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    const built = join(folder.path, 'site');
    const options = ['--mode', 'site', '--outDir', built, '--logLevel', 'warn'];
    const { status, stderr } = spawnSync(process.execPath, [vite, 'build', 'src/studio/app', ...options], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    server = plainServer(built);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wgan/`;
    browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
  });

  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  it.each([
    ['isolates itself by a service worker', 'allow', true],
    ['works without service workers, on one thread', 'block', false],
  ] as const)('%s', async (_, serviceWorkers, isIsolated) => {
    const context = await browser.newContext({ serviceWorkers, reducedMotion: 'reduce', locale: 'en-US' });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(`${address}#/runs`);
    const state = () =>
      page.evaluate('[crossOriginIsolated, document.title.slice(0, 5)]').catch(() => 'reloading');
    await expect.poll(state, { timeout: 20_000 }).toEqual([isIsolated, 'Learn']);
    expect(await page.locator('header nav a').allTextContents()).toEqual(['Train here', 'Explore', 'Learn']);
    await page.locator('nav a', { hasText: 'Explore' }).click();
    await until(page, `document.querySelector('.explore-here canvas:not([hidden])')`);
    expect(await axeViolations(page)).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('goes on in all its rooms when the network is cut', async () => {
    const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-US' });
    const page = await context.newPage();
    const enter = (room: string) => page.locator('header nav a', { hasText: room }).click();
    const trained = () =>
      until(page, `Number(document.querySelector('[data-iteration]')?.dataset.iteration) >= 50`);
    await page.goto(`${address}#/train?generatorHidden=8&criticHidden=8`);
    await expect
      .poll(() => page.evaluate('crossOriginIsolated').catch(() => false), { timeout: 20_000 })
      .toBe(true);
    await enter('Learn');
    await page.getByRole('button', { name: 'Play' }).first().waitFor();
    await enter('Explore');
    await until(page, `document.querySelector('.explore-here canvas:not([hidden])')`);
    await enter('Train here');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await trained();
    const isThere = (part: string) =>
      until(page, `performance.getEntriesByType('resource').some(({ name }) => name.includes('${part}-'))`);
    for (const part of ['layers-panel', 'model-picture']) await isThere(part);
    await context.setOffline(true);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await page.getByRole('button', { name: 'Restart', exact: true }).click();
    await trained();
    await page.getByRole('button', { name: 'The model as a picture' }).click();
    await page.locator('.model-critic').waitFor();
    await enter('Explore');
    await until(page, `document.querySelector('.explore-here canvas:not([hidden])')`);
    await page.getByRole('button', { name: 'Look inside' }).click();
    await page.locator('.layers-unit').first().waitFor();
    await enter('Learn');
    await page.getByRole('button', { name: 'Play' }).first().click();
    await enter('Train here');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await trained();
    await context.close();
  });
});
