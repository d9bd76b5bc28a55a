// Points on which other visualizers are named, that no room's own test tells; and the table of docs/studio.md.

import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { describeInBrowser, until, useStudio } from './browser.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const small = 'data=ring&generatorHidden=8&criticHidden=8&batch=16';
const reach = (page: Page, iteration: number) =>
  until(page, `Number(document.querySelector('[data-iteration]')?.dataset.iteration) >= ${iteration}`);

describeInBrowser('beside other visualizers', () => {
  const site = useStudio();

  it('restarts with the objective that was chosen', async () => {
    const { page, context } = await site.visit(`#/train?${small}`);
    await page.getByLabel('Objective', { exact: true }).selectOption('gan');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await reach(page, 20);
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByRole('button', { name: 'Restart', exact: true }).click();
    await until(page, `document.querySelector('[data-iteration]')?.dataset.iteration === '0'`);
    expect(await page.getByLabel('Objective', { exact: true }).inputValue()).toBe('gan');
    expect(page.url()).toContain('objective=gan');
    await page.getByRole('button', { name: 'Step', exact: true }).click();
    await reach(page, 1);
    expect(await page.locator('.chart-reading', { hasText: 'estimate' }).count()).toBe(0); // a GAN has none
    await context.close();
  });

  it('trains while nothing is drawn, as in a tab behind another', async () => {
    const { page, context } = await site.visit(`#/train?${small}`);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await reach(page, 5);
    await page.evaluate(`(() => {
      const [draw, held] = [requestAnimationFrame, []];
      globalThis.requestAnimationFrame = (frame) => held.push(frame);
      globalThis.showAgain = () => {
        globalThis.requestAnimationFrame = draw;
        for (const frame of held) draw(frame);
      };
    })()`);
    await page.waitForTimeout(100); // the last frame that was asked for
    const before = Number(await page.locator('[data-iteration]').getAttribute('data-iteration'));
    await page.waitForTimeout(1000);
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.evaluate('showAgain()');
    await reach(page, before + 60); // more than one per frame of a screen
    await context.close();
  });

  it('lists what can be explored, and says how fast it draws', async () => {
    cpSync(join(root, 'assets', 'example-run'), join(site.runs, 'mine'), { recursive: true });
    const { page, context } = await site.visit('#/explore');
    const choices = page.getByLabel('Generator', { exact: true }).locator('option');
    await expect.poll(() => choices.allTextContents()).toEqual(['the digits that come with wgan', 'mine']);
    await page.locator('.explore-source', { hasText: /[\d,]+ pictures\/s/ }).waitFor();
    await context.close();
  });
});

describe('the table of docs/studio.md', () => {
  const rows = readFileSync(join(root, 'docs', 'studio.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| \d+ \|/.test(line));

  it('has about 25 points, each with what the studio does', () => {
    expect(rows.length).toBeGreaterThanOrEqual(25);
    rows.forEach((row, index) => {
      const cells = row.split('|').map((cell) => cell.trim());
      expect(cells).toHaveLength(7);
      expect(cells[1]).toBe(String(index + 1));
      expect(cells.slice(2, 6).every((cell) => cell !== '')).toBe(true);
    });
  });

  const named = rows.flatMap((row) =>
    [...row.matchAll(/`([\w/-]+)` “([^”]+)”/g)].map(([, file = '', name = '']) => [file, name] as const),
  );

  it.each(named)('%s holds the test “%s”', (file, name) => {
    const source = readFileSync(join(root, 'test', `${file}.test.ts`), 'utf8');
    expect(source).toMatch(new RegExp(`\\(\\s*['\`]${escaped(name)}`));
  });
});

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
