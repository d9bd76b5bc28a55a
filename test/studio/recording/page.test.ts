// The file that wgan export --html writes, in a real Chromium, without a server and without a network.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { runPaths } from '../../../src/run/folder.ts';
import { type ReadRecordingOptions, readRecording } from '../../../src/run/recording.ts';
import { runTraining } from '../../../src/run/run-training.ts';
import { recordingPage } from '../../../src/studio/recording/page-file.ts';
import { type PartialConfig, resolveConfig } from '../../../src/train/config.ts';
import { linesOf, sharedFolder } from '../../run/tiny.ts';
import {
  axeViolations,
  describeInBrowser,
  expectNoSidewaysScrolling,
  until,
  useFileBrowser,
} from '../browser.ts';
import { builtRecording } from '../page.ts';

const shared = sharedFolder();
const browser = useFileBrowser();

const hostile = `ring <img src=x onerror="window.hit=1"> <!-- 'a' & "b"`;
const small: PartialConfig = {
  generatorHidden: [16],
  criticHidden: [16],
  batch: 16,
  threads: 1,
  logEvery: 1,
};

interface Logged {
  readonly iteration: number;
  readonly criticLoss: number;
  readonly generatorLoss: number;
}

async function trained(name: string, config: PartialConfig): Promise<string> {
  const out = join(shared.path, name);
  await runTraining({ config: resolveConfig({ ...small, ...config }), out });
  return out;
}

async function exported(run: string, file: string, options: ReadRecordingOptions = {}): Promise<string> {
  const path = join(shared.path, file);
  writeFileSync(path, recordingPage(await readRecording(run, options), builtRecording));
  return path;
}

const isReady = `!document.querySelector('.transport-play').disabled`;
const verdictIs = (kind: string) => `document.querySelector('[data-verdict="${kind}"]')`;
const hasReached = (iteration: number) =>
  `Number(document.querySelector('[data-iteration]')?.dataset.iteration) >= ${iteration}`;

/** Numbers of the losses that this tab has computed last, as the page writes them. */
async function lossesShown(page: Page): Promise<readonly number[]> {
  const texts = (await page.evaluate(
    `[...document.querySelectorAll('.chart-reading')].map(({ textContent }) => textContent)`,
  )) as readonly string[];
  return ['critic loss, tab', 'generator loss, tab'].map((label) => {
    const text = texts.find((each) => each.startsWith(label))!;
    return Number(text.slice(label.length).trim().replace('−', '-').replace(',', ''));
  });
}

/** Clicks through the first iterations and holds each against the log. */
async function expectFirstLosses(page: Page, run: string, count: number): Promise<void> {
  const lines = linesOf<Logged>(runPaths(run).metrics);
  for (const { iteration, criticLoss, generatorLoss } of lines.slice(0, count)) {
    await page.getByRole('button', { name: 'Step' }).click();
    await until(page, hasReached(iteration));
    const [critic, generator] = await lossesShown(page);
    expect(Math.abs(critic! - criticLoss)).toBeLessThan(1e-3 * Math.max(1, Math.abs(criticLoss)));
    expect(Math.abs(generator! - generatorLoss)).toBeLessThan(1e-3 * Math.max(1, Math.abs(generatorLoss)));
  }
}

const differenceOf = async (page: Page) =>
  Number(await page.getAttribute('.recording-verdict', 'data-difference'));

describeInBrowser('the page of a recorded run', () => {
  let ring = '';
  let file = '';
  beforeAll(async () => {
    ring = await trained(hostile, { dataset: 'ring', latent: 2, iterations: 60 });
    file = await exported(ring, 'ring.html');
  });

  it('trains points again, step by step, and finds the recorded losses', async () => {
    const { page, context, errors } = await browser.open(file);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await until(page, isReady);
    expect(await page.getAttribute('.recording-verdict', 'data-verdict')).toBe('waiting');
    await expectFirstLosses(page, ring, 4);
    await until(page, verdictIs('same'));
    expect(await differenceOf(page)).toBeLessThan(1e-3);
    expect(await page.textContent('.recording-verdict')).toMatch(
      /^Is it the same training\?Reproduced so farIn 4 iterations .* at most\. The run had logged each of them\./,
    );
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await until(page, `${hasReached(60)} && ${isReady}`);
    await until(
      page,
      `document.querySelector('.recording-verdict').textContent.includes('record ends here')`,
    );
    expect(await page.getAttribute('.recording-verdict', 'data-verdict')).toBe('same');
    expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('keeps a hostile name as text, in the page and its title', async () => {
    const { page, context, errors } = await browser.open(file);
    await until(page, isReady);
    expect(await page.textContent('h1')).toBe(hostile);
    expect(await page.title()).toBe(`${hostile} · wgan`);
    expect(
      await page.evaluate('[typeof window.hit, document.querySelectorAll("main img[src=x]").length]'),
    ).toEqual(['undefined', 0]);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('trains digits again, as far as its samples go, and says how far', async () => {
    const run = await trained('digits', { dataset: 'mnist', latent: 8, iterations: 12, criticSteps: 2 });
    const path = await exported(run, 'digits.html', { limit: { samples: 200 } });
    const { page, context, errors } = await browser.open(path, { theme: 'dark', width: 390, height: 800 });
    await until(page, isReady);
    await expectFirstLosses(page, run, 3);
    expect(await differenceOf(page)).toBeLessThan(1e-3);
    await page.getByRole('button', { name: 'Go on' }).click();
    await until(page, `${hasReached(12)} && ${verdictIs('same')}`);
    const text = await page.textContent('main');
    expect(text).toContain('192 of 60,000 training samples: exactly those that iterations 1 to 6 of 12 draw');
    expect(text).toContain('Since iteration 6 this tab draws again from the samples that it has');
    expect(await page.getByRole('img', { name: /64 samples .* iteration 12/ }).count()).toBe(1);
    await expectNoSidewaysScrolling(page);
    expect(await axeViolations(page)).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('says that a record which was tampered with is not reproduced', async () => {
    const run = await trained('tampered', { dataset: 'ring', latent: 2, iterations: 6 });
    const { metrics } = runPaths(run);
    const lines = linesOf<Logged>(metrics).map((line) =>
      line.iteration === 2 ? { ...line, criticLoss: line.criticLoss * 1.05 } : line,
    );
    writeFileSync(metrics, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const { page, context, errors } = await browser.open(await exported(run, 'tampered.html'));
    await until(page, isReady);
    await page.getByRole('button', { name: 'Train again' }).click();
    await until(page, `${hasReached(6)} && ${verdictIs('other')}`);
    expect(await page.textContent('.recording-verdict')).toMatch(
      /Not reproducedAt iteration 2 the critic loss is .* in the record, and .* here\.That is [34]\.\d % apart; rounding explains 0\.\d+ % at most/,
    );
    expect(errors).toEqual([]);
    await context.close();
  });

  it('reads well: both themes, Chinese, open details, no violations for axe', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const { page, context, errors } = await browser.open(file, { theme, language: 'zh-CN' });
      await until(page, isReady);
      expect(await page.textContent('.transport-play')).toBe('重新训练');
      await page.evaluate(`document.querySelectorAll('details').forEach((each) => { each.open = true; })`);
      await page.locator('.transport-play').click();
      await until(page, hasReached(5));
      expect(await axeViolations(page)).toEqual([]);
      expect(errors).toEqual([]);
      await context.close();
    }
  });

  it('asks nothing of an elder browser but to be told that it lacks scripts', () => {
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/<noscript>[^<]*needs JavaScript\.<\/noscript>/);
  });
});
