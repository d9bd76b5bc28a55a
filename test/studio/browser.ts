// A real Chromium and a studio that serves the built page, for tests of rooms.

import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type RunningStudio, serveStudio } from '../../src/studio/server/studio.ts';
import { ensureBuilt } from '../cli/built.ts';
import { sharedFolder } from '../run/tiny.ts';
import { builtPage } from './page.ts';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const executablePath = candidates.find(existsSync);

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page reported: exceptions, console errors, refusals of its own security policy. Tests expect none. */
  readonly errors: readonly string[];
}

export interface VisitOptions {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  readonly language?: 'en-US' | 'zh-CN';
  /** Where the studio is reached, by default its own address. */
  readonly base?: string;
  /** Whether the reader wants things to move; tests usually do not. */
  readonly hasMotion?: boolean;
}

export interface StudioSite {
  /** The runs folder that the studio shows; empty at first. */
  readonly runs: string;
  readonly studio: RunningStudio;
  /** Ends the studio. */
  readonly stop: () => Promise<void>;
  /** Starts another at the same address. */
  readonly startAgain: () => Promise<void>;
  /** The browser's graphics processor crashes. */
  readonly crashGraphics: () => Promise<void>;
  /** Opens a place like `#/learn` in a fresh browser context. */
  readonly visit: (place: string, options?: VisitOptions) => Promise<Visit>;
}

/** Like `describe`, with a browser; says so where there is none. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (executablePath === undefined) console.log(`skipped: ${name} needs Chromium in /usr/bin`);
  describe.skipIf(executablePath === undefined)(name, tests);
}

/** A studio and a browser for the tests of a file. */
export function useStudio({ graphics = 'none' }: { readonly graphics?: Graphics } = {}): StudioSite {
  const folder = sharedFolder();
  const token = 'a-token';
  let browser: Browser;
  let studio: RunningStudio;
  beforeAll(async () => {
    ensureBuilt();
    studio = await serveStudio({ runs: folder.path, port: 0, page: builtPage, token });
    browser = await launch(graphics);
  });
  afterAll(async () => {
    await browser?.close();
    await studio?.close();
  });
  return {
    runs: folder.path,
    get studio() {
      return studio;
    },
    stop: () => studio.close(),
    async startAgain() {
      const port = Number(new URL(studio.url).port);
      studio = await serveStudio({ runs: folder.path, port, page: builtPage, token });
    },
    async crashGraphics() {
      const session = await browser.newBrowserCDPSession();
      await session.send('Browser.crashGpuProcess');
      await session.detach();
    },
    visit: (place, { base = studio.url, ...options } = {}) => openPage(browser, `${base}${place}`, options),
  };
}

export interface FileBrowser {
  /** Opens a file, without a network. */
  readonly open: (path: string, options?: VisitOptions) => Promise<Visit>;
}

/** A browser for files that need no server. */
export function useFileBrowser(): FileBrowser {
  let browser: Browser;
  beforeAll(async () => {
    ensureBuilt();
    browser = await launch();
  });
  afterAll(() => browser?.close());
  return { open: (path, options) => openPage(browser, pathToFileURL(path).href, options, true) };
}

/** What Chromium computes WebGPU with. */
type Graphics = 'none' | 'swiftshader';

/** Chromium's software adapter for WebGPU. */
export const softwareAdapter = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

const launch = (graphics: Graphics = 'none') =>
  chromium.launch({
    executablePath: executablePath!,
    args: ['--no-sandbox', ...(graphics === 'none' ? [] : softwareAdapter)],
  });

async function openPage(
  browser: Browser,
  address: string,
  { theme = 'light', width = 1280, height = 900, language = 'en-US', hasMotion = false }: VisitOptions = {},
  isOffline = false,
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: language,
    reducedMotion: hasMotion ? 'no-preference' : 'reduce',
    offline: isOffline,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(address);
  return { page, context, errors };
}

const POLL_MILLISECONDS = 30;

/** Waits until an expression is true in the page. Playwright's own waitForFunction evaluates text inside the page, which
 *  the studio's policy forbids. */
export async function until(page: Page, expression: string): Promise<void> {
  const end = performance.now() + 30_000;
  while (!(await page.evaluate(`Boolean(${expression})`))) {
    if (performance.now() > end) throw new Error(`until: expected in 30 seconds ${expression}`);
    await page.waitForTimeout(POLL_MILLISECONDS);
  }
}

/** Violations that axe finds, in short. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  );
}

/** Fails where the page can be scrolled sideways. */
export async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const [content, room] = (await page.evaluate(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  )) as [number, number];
  expect(content).toBeLessThanOrEqual(room);
}
