// The room of runs in a real browser: look, compare, steer, branch; live, by keyboard, in both themes.

import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { monitors } from '../../../../../src/health/registry.ts';
import { runTraining } from '../../../../../src/run/run-training.ts';
import { startChild } from '../../../../run/children.ts';
import { gzippedImages, linesOf, sharedFolder, tinyConfig } from '../../../../run/tiny.ts';
import {
  axeViolations,
  describeInBrowser,
  expectNoSidewaysScrolling,
  until,
  useStudio,
} from '../../../browser.ts';
import { cuttable } from '../../../wire.ts';

const HOSTILE = '<img src=x onerror="document.title=1">';
const LONG = 100_000;

describeInBrowser('the room of runs', () => {
  const site = useStudio();
  const elsewhere = sharedFolder();
  const at = (...names: readonly string[]) => join(site.runs, ...names);
  let data: string;

  beforeAll(async () => {
    data = gzippedImages(elsewhere.path);
    const one = join(elsewhere.path, 'one');
    await runTraining({ config: tinyConfig(data, { sampleEvery: 5 }), out: one });
    writeFileSync(join(elsewhere.path, 'one', 'warnings.jsonl'), warnings);
  });

  /** Fills the folder: nothing, or runs by name. */
  function fill(...names: readonly string[]): void {
    rmSync(site.runs, { recursive: true });
    mkdirSync(site.runs);
    for (const name of names) cpSync(join(elsewhere.path, 'one'), at(name), { recursive: true });
  }

  const drawn = (page: Page) =>
    page.evaluate('document.querySelector(".film canvas").toDataURL()') as Promise<string>;

  it('opens alive: the shipped run moves within two seconds where there is none', { retry: 2 }, async () => {
    fill();
    const { page, context, errors } = await site.visit('#/', { hasMotion: true });
    await until(page, 'document.querySelector(".film canvas:not([hidden])")');
    const first = await drawn(page);
    await until(page, `document.querySelector(".film canvas").toDataURL() !== ${JSON.stringify(first)}`);
    expect(await page.evaluate('performance.now()')).toBeLessThan(2000);
    expect(await page.locator('.runs-welcome').textContent()).toContain('npx wgan train');
    expect(errors).toEqual([]);
    await context.close();
  });

  it('shows samples, curves, health and configuration of a run, in both themes and three widths', async () => {
    fill('one', HOSTILE, 'damaged');
    writeFileSync(at('damaged', 'config.json'), '{"format":');
    for (const [theme, width] of [
      ['light', 1600],
      ['light', 1024],
      ['dark', 390],
    ] as const) {
      const { page, context, errors } = await site.visit('#/runs/one', { theme, width });
      await page.waitForSelector('.film canvas:not([hidden])');
      await page.waitForSelector('.chart canvas');
      expect(await page.locator('.charts').textContent()).toContain('Wasserstein estimate');
      if (width < 800) await page.getByRole('button', { name: /Health and controls/ }).click();
      expect(await page.locator('.health').textContent()).toMatch(
        /critic behind.*since iteration 10.*clipping.*over at iteration 30/s,
      );
      expect(await page.locator('.run-list').textContent()).toContain(HOSTILE);
      expect(await page.locator('.run-list').textContent()).toContain('damaged');
      expect(await page.title()).toBe('Runs · wgan studio');
      if (width !== 1024) expect(await axeViolations(page)).toEqual([]);
      await expectNoSidewaysScrolling(page);
      expect(errors).toEqual([]);
      await context.close();
    }
  });

  it('explains every warning in Chinese too, the run’s own words below', async () => {
    fill('one');
    const known = monitors.all;
    writeFileSync(
      at('one', 'warnings.jsonl'),
      known
        .map(({ name }) => `${JSON.stringify({ iteration: 5, name, message: `words of ${name}` })}\n`)
        .join(''),
    );
    const { page, context, errors } = await site.visit('#/runs/one', { language: 'zh-CN' });
    await page
      .locator('.health-note')
      .nth(known.length - 1)
      .waitFor();
    for (const note of await page.locator('.health-note').all()) {
      const [first = '', second = '', third = ''] = await note.locator('p').allTextContents();
      expect(first).toMatch(/\p{Script=Han}{4}/u);
      expect(second).toMatch(/\p{Script=Han}{2}/u);
      expect(third).toMatch(/^words of /);
    }
    expect(errors).toEqual([]);
    await context.close();
  });

  it('keeps long names within the width of a phone', async () => {
    const long = `${'a-rather-long-name-'.repeat(4)}1`;
    fill('one', long);
    for (const place of [`#/runs/one?with=${long}`, '#/explore']) {
      const { page, context } = await site.visit(place, { width: 390 });
      await page.waitForSelector(place === '#/explore' ? '.explore-side select' : '.chart-label');
      await expectNoSidewaysScrolling(page);
      for (const selector of ['.chart-reading', 'select']) {
        for (const each of await page.locator(selector).all()) {
          const box = await each.boundingBox();
          expect(box === null || box.x + box.width <= 390, selector).toBe(true);
        }
      }
      await context.close();
    }
  });

  it('charts the quality of samples, whichever measure it is', async () => {
    fill('one', 'two');
    const line = (iteration: number, scores: object) => `${JSON.stringify({ iteration, report: scores })}\n`;
    const distances = [
      line(10, { nearestDistance: 9, slicedWasserstein: 0.5 }),
      line(20, { slicedWasserstein: 0.4 }),
    ];
    writeFileSync(at('one', 'evaluations.jsonl'), distances.join(''));
    writeFileSync(at('two', 'evaluations.jsonl'), line(10, { nearestDistance: 9 })); // which says of no order
    const { page, context } = await site.visit('#/runs/one');
    const charts = page.locator('.charts');
    await charts.getByText('Distance to real data').first().waitFor();
    await context.close();
    const other = await site.visit('#/runs/two');
    await other.page.locator('.charts').getByText('Wasserstein estimate').first().waitFor();
    expect(await other.page.locator('.charts').textContent()).not.toContain('Distance to real data');
    await other.context.close();
  });

  it('says what is wrong with a damaged run', async () => {
    fill('damaged');
    writeFileSync(at('damaged', 'config.json'), '{"format":');
    const { page, context } = await site.visit('#/runs/damaged');
    await page.waitForSelector('.runs-panel .error-note');
    expect(await page.locator('.runs-panel .error-note').textContent()).toContain('expected JSON');
    await context.close();
  });

  it('scrubs by keyboard; the address names the moment, and a link opens it', async () => {
    fill('one');
    const { page, context } = await site.visit('#/runs/one');
    await page.waitForSelector('.film canvas:not([hidden])');
    const newest = await drawn(page);
    await page.getByLabel('Iteration shown').focus();
    await page.keyboard.press('Home');
    await until(page, 'location.hash === "#/runs/one?at=0"');
    await until(page, `document.querySelector(".film canvas").toDataURL() !== ${JSON.stringify(newest)}`);
    const first = await drawn(page);
    await page.keyboard.press('ArrowRight');
    await until(page, 'location.hash === "#/runs/one?at=5"');
    const linked = await site.visit('#/runs/one?at=0');
    await linked.page.waitForSelector('.film canvas:not([hidden])');
    expect(await drawn(linked.page)).toBe(first);
    await linked.context.close();
    await context.close();
  });

  it('lays runs on the same axes and says what differs', async () => {
    fill('one', 'two');
    const config = JSON.parse(readFileSync(at('two', 'config.json'), 'utf8'));
    writeFileSync(
      at('two', 'config.json'),
      JSON.stringify({ ...config, config: { ...config.config, penalty: 3 } }),
    );
    const { page, context, errors } = await site.visit('#/runs/one');
    await page.getByLabel('Compare two').check();
    await until(page, 'location.hash === "#/runs/one?with=two"');
    await until(page, 'document.querySelectorAll(".film canvas:not([hidden])").length === 2');
    expect(await page.locator('.about tbody tr').allTextContents()).toEqual(['Penalty weight λ103']);
    expect(await page.locator('.chart').first().textContent()).toMatch(/one.*two/);
    expect(await axeViolations(page)).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('follows a run that trains, pauses it, changes it, branches it and stops it, by keyboard', {
    timeout: 90_000,
  }, async () => {
    fill();
    const config = tinyConfig(data, { iterations: 10_000_000, checkpointEvery: 50, sampleEvery: 50 });
    const child = startChild({ config, out: at('live') });
    const { page, context, errors } = await site.visit('#/runs/live');
    const shown = (text: RegExp) => page.locator('.runs-panel', { hasText: text }).waitFor();
    await shown(/training/);
    await page.getByRole('button', { name: 'Pause' }).focus();
    await page.keyboard.press('Enter');
    await shown(/paused/);
    const field = page.locator('.panel-part').first().getByLabel('Penalty weight λ', { exact: true });
    await field.fill('-3');
    await field.press('Enter');
    expect(await page.locator('.field-error').textContent()).toContain('at least 0');
    await field.fill('3');
    await field.press('Enter');
    await page.locator('.toast', { hasText: 'Penalty weight λ is 3 from iteration' }).waitFor();
    const branch = page.locator('.panel-part', { hasText: 'Branch at iteration' });
    await branch.getByLabel('Penalty weight λ', { exact: true }).fill('0.5');
    await branch.getByLabel('Penalty weight λ', { exact: true }).press('Enter');
    await branch.getByRole('button', { name: 'Train this future' }).press('Enter');
    await until(page, '/with=live-at-\\d+-1/.test(location.hash)');
    await page.locator('.run-entry', { hasText: /live-at-\d+-1.*training/s }).waitFor();
    const [, id = ''] = /with=(live-at-\d+-1)/.exec(page.url())!;
    await until(page, 'document.querySelectorAll(".film canvas:not([hidden])").length === 2');
    await page.getByRole('button', { name: 'Go on' }).click();
    await shown(/training/);
    await page.getByRole('button', { name: 'Stop and save' }).press('Enter');
    await shown(/stopped/);
    await child.ended;
    await page.locator(`.run-entry a[href="#/runs/${id}"]`).click();
    await page.getByRole('button', { name: 'Stop and save' }).click();
    await shown(/stopped/);
    expect(linesOf<{ value?: number }>(at(id, 'changes.jsonl')).some(({ value }) => value === 0.5)).toBe(
      true,
    );
    expect(errors).toEqual([]);
    await context.close();
  });

  /** The form of a new run, in a folder without runs. */
  async function newRun() {
    fill();
    const { page, context } = await site.visit('#/');
    await page.getByRole('button', { name: 'New run' }).click();
    const dialog = page.getByRole('dialog');
    const type = async (label: string, text: string) => {
      await dialog.getByLabel(label, { exact: true }).fill(text);
      await dialog.getByLabel(label, { exact: true }).press('Tab');
    };
    return { page, context, dialog, type };
  }

  it('starts a run from the form, and tells what is wrong with one', { timeout: 60_000 }, async () => {
    const { page, context, dialog, type } = await newRun();
    await dialog.getByLabel('Data', { exact: true }).selectOption('ring');
    await type('Iterations', '7');
    await dialog.locator('summary').click();
    await type('Generator’s layers', '4');
    await type('Critic’s layers', '1000000, 1000000');
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Start training' }).click();
    expect(await dialog.locator('.error-note').textContent()).toContain('million values');
    await type('Critic’s layers', '4');
    await dialog.getByRole('button', { name: 'Start training' }).click();
    await page.locator('.run-entry', { hasText: /ring-wgan-gp-1.*done/s }).waitFor();
    const stored = JSON.parse(readFileSync(at('ring-wgan-gp-1', 'config.json'), 'utf8'));
    expect(stored.config).toMatchObject({
      data: { dataset: 'ring' },
      training: { iterations: 7 },
      generator: { hidden: [4] },
      critic: { hidden: [4] },
    });
    await context.close();
  });

  it('starts a run on a folder of this computer', { timeout: 60_000 }, async () => {
    const { page, context, dialog, type } = await newRun();
    await type('Folder or CSV file', data);
    await type('Iterations', '2');
    await dialog.locator('summary').click();
    await type('Generator’s layers', '4');
    await type('Critic’s layers', '4');
    await dialog.getByRole('button', { name: 'Start training' }).click();
    await page.locator('.run-entry', { hasText: /data-wgan-gp-1.*done/s }).waitFor();
    const stored = JSON.parse(readFileSync(at('data-wgan-gp-1', 'config.json'), 'utf8'));
    expect(stored.config.data.dataset).toBe(data);
    await context.close();
  });

  /** One more picture and line of numbers, as a process that trains writes them. */
  function advance(name: string, iteration: number): void {
    cpSync(
      at(name, 'samples', '000040.png'),
      at(name, 'samples', `${String(iteration).padStart(6, '0')}.png`),
    );
    appendFileSync(
      at(name, 'metrics.jsonl'),
      `${JSON.stringify({ iteration, wasserstein: 1, elapsedSeconds: 9 })}\n`,
    );
    const status = JSON.parse(readFileSync(at(name, 'status.json'), 'utf8'));
    writeFileSync(at(name, 'status.json'), JSON.stringify({ ...status, iteration, iterations: iteration }));
  }

  const entry = (page: Page, text: string) => page.locator('.run-entry', { hasText: text });
  const lostNote = (page: Page) => page.locator('.runs > .error-note', { hasText: 'does not answer' });

  it('says when the server is gone, and catches up when another takes its place', {
    timeout: 60_000,
  }, async () => {
    fill('one', 'old');
    const { page, context } = await site.visit('#/runs/one');
    await page.waitForSelector('.film canvas:not([hidden])');
    await site.stop();
    await lostNote(page).waitFor();
    cpSync(at('one'), at('new'), { recursive: true });
    rmSync(at('old'), { recursive: true });
    advance('one', 1234);
    await site.startAgain();
    await lostNote(page).waitFor({ state: 'detached' });
    await entry(page, 'new').waitFor();
    await entry(page, 'old').waitFor({ state: 'detached' });
    await entry(page, 'one').filter({ hasText: '1,234' }).waitFor();
    await page.locator('.film-at', { hasText: '1,234' }).waitFor();
    await context.close();
  });

  it('hears what it missed, and only that, after its connection was cut', { timeout: 60_000 }, async () => {
    fill('one', 'old');
    const wire = await cuttable(site.studio.url);
    const { page, context } = await site.visit('#/runs/one', { base: wire.url });
    await page.waitForSelector('.film canvas:not([hidden])');
    expect(wire.received()).toContain('event: runs');
    wire.cut();
    await lostNote(page).waitFor();
    rmSync(at('old'), { recursive: true });
    advance('one', 1234);
    wire.mend();
    await lostNote(page).waitFor({ state: 'detached' });
    await entry(page, 'old').waitFor({ state: 'detached' });
    await entry(page, 'one').filter({ hasText: '1,234' }).waitFor();
    expect(wire.sent()).toMatch(/last-event-id: \S+-\d+\r\n/i);
    expect(
      wire
        .received()
        .match(/event: \w+/g)!
        .toSorted(),
    ).toEqual(['event: gone', 'event: run']);
    wire.close();
    await context.close();
  });

  it('says that the run at hand was deleted, and shows it when it comes back', async () => {
    fill('one', 'two');
    const { page, context } = await site.visit('#/runs/one?with=two');
    await until(page, 'document.querySelectorAll(".film canvas:not([hidden])").length === 2');
    rmSync(at('one'), { recursive: true });
    await page.locator('.runs-seen .error-note', { hasText: 'moved or deleted' }).waitFor();
    await until(page, 'document.querySelectorAll(".film canvas:not([hidden])").length === 1');
    fill('one', 'two');
    await until(page, 'document.querySelectorAll(".film canvas:not([hidden])").length === 2');
    expect(await page.locator('.runs-seen .error-note').count()).toBe(0);
    await context.close();
  });

  it('shows a run while its files are cut, half written, replaced and removed', async () => {
    fill('one', 'two');
    const { page, context, errors } = await site.visit('#/runs/one?with=two');
    await until(page, 'document.querySelectorAll(".film canvas:not([hidden])").length === 2');
    const whole = Object.fromEntries(
      ['config.json', 'status.json', 'metrics.jsonl', 'warnings.jsonl', 'samples/000040.png'].map((name) => [
        name,
        readFileSync(at('one', name)),
      ]),
    );
    for (const [name, bytes] of Object.entries(whole)) {
      for (const part of [0, 1, bytes.length >> 1, bytes.length - 1]) {
        writeFileSync(at('one', name), bytes.subarray(0, part));
        await page.waitForTimeout(60);
      }
      rmSync(at('one', name));
      await page.waitForTimeout(60);
      writeFileSync(at('one', name), bytes);
    }
    advance('one', 1234);
    await entry(page, 'one')
      .filter({ hasText: /done.*1,234/s })
      .waitFor();
    await page.locator('.film-at', { hasText: '1,234' }).waitFor();
    expect(await page.locator('.charts .error-note').count()).toBe(0);
    expect(errors.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
    await context.close();
  });

  it('says that a log is too large to be shown, and shows the rest', async () => {
    fill('one');
    truncateSync(at('one', 'metrics.jsonl'), 3e9);
    const { page, context, errors } = await site.visit('#/runs/one');
    await page.waitForSelector('.film canvas:not([hidden])');
    expect(await page.locator('.charts .error-note').textContent()).toMatch(/at most 256 MB, got 3 GB/);
    expect(errors).toEqual([]);
    await context.close();
  });

  it(`pans ${LONG} points at 30 frames a second`, { retry: 2 }, async () => {
    fill('one');
    const line = (iteration: number) =>
      JSON.stringify({
        iteration,
        wasserstein: Math.sin(iteration / 9e3) + 0.1 * Math.cos(iteration),
        criticLoss: 1,
        elapsedSeconds: 1,
      });
    writeFileSync(
      at('one', 'metrics.jsonl'),
      `${Array.from({ length: LONG }, (_, index) => line(index + 1)).join('\n')}\n`,
    );
    const { page, context } = await site.visit('#/runs/one');
    const chart = page.locator('.chart-place').first();
    await page.locator('.chart', { hasText: 'Wasserstein estimate' }).first().waitFor();
    await until(page, '!document.querySelector(".charts [role=status]")');
    await chart.focus();
    for (const key of ['ArrowLeft', '+', '+']) await page.keyboard.press(key);
    const frames = (await page.evaluate(`new Promise((resolve) => {
      const times = [];
      const place = document.querySelector('.chart-place');
      const step = (now) => {
        times.push(now);
        if (times.length > 40) return resolve(times);
        const key = times.length % 20 < 10 ? 'ArrowLeft' : 'ArrowRight';
        place.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey: true, bubbles: true }));
        requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
    })`)) as readonly number[];
    const between = frames
      .slice(1)
      .map((time, index) => time - frames[index]!)
      .sort((a, b) => a - b);
    expect(between[Math.floor(between.length / 2)]).toBeLessThan(1000 / 30);
    await context.close();
  });
});

const warnings = [
  { iteration: 5, name: 'clipping-saturated', message: 'clipping saturated: most weights lie at the bound.' },
  {
    iteration: 10,
    name: 'critic-behind',
    message: 'critic behind: the estimate still rises.',
    help: 'try more critic steps',
  },
  { iteration: 30, name: 'clipping-saturated', message: 'clipping saturated: over', isOver: true },
]
  .map((line) => `${JSON.stringify(line)}\n`)
  .join('');
