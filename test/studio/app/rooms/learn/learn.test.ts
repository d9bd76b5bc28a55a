// The room Learn in a browser: every page in both languages, and figures that answer to mouse and keyboard.

import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { claims } from '../../../../../src/studio/app/rooms/learn/claims.ts';
import { pageTexts } from '../../../../../src/studio/app/rooms/learn/pages/all-texts.ts';
import { pageNames } from '../../../../../src/studio/app/rooms/learn/pages/names.ts';
import { axeViolations, describeInBrowser, expectNoSidewaysScrolling, useStudio } from '../../../browser.ts';

/** The number of a figure, by its name, once it is drawn. */
const reading = (page: Page, name: string) =>
  expect.poll(
    () =>
      page
        .locator('.learn-reading', { has: page.locator('dt', { hasText: name }) })
        .locator('.number')
        .textContent(),
    { timeout: 20_000 },
  );

describeInBrowser('the room Learn', () => {
  const site = useStudio();

  it.each([
    ['en', 'light', 1024],
    ['zh', 'dark', 390],
  ] as const)('walks through all pages in %s, %s, %i pixels wide', async (language, theme, width) => {
    const locale = language === 'en' ? 'en-US' : 'zh-CN';
    const { page, context, errors } = await site.visit('#/learn', { theme, width, language: locale });
    for (const name of pageNames) {
      await page.locator('h1', { hasText: pageTexts[name][language].title }).waitFor();
      await page.waitForSelector('.learn-picture svg, .learn-picture canvas');
      expect(await page.locator('math').count(), name).toBeGreaterThan(0);
      expect(await page.locator('.our-line').count(), name).toBeGreaterThan(0);
      expect(await axeViolations(page), name).toEqual([]);
      await expectNoSidewaysScrolling(page);
      await page.locator('a[rel=next]').click();
    }
    await page.waitForSelector('table');
    expect(await page.locator('tbody tr').count()).toBe(claims.length);
    expect(await axeViolations(page)).toEqual([]);
    await expectNoSidewaysScrolling(page);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('two lines: keys move the fake line, the mouse drags it home', async () => {
    const { page, context } = await site.visit('#/learn/two-lines');
    await page.waitForSelector('.plot-handle');
    await reading(page, 'Jensen–Shannon').toBe('0.693');
    const handle = page.locator('.plot-handle');
    await handle.focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await reading(page, 'Wasserstein').toBe('0.600');
    await reading(page, 'Jensen–Shannon').toBe('0.693');

    const plot = (await page.locator('.plot svg').first().boundingBox())!;
    const grip = (await handle.boundingBox())!;
    await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
    await page.mouse.down();
    await page.mouse.move(plot.x + 44 + (plot.width - 56) / 2, grip.y, { steps: 4 });
    await page.mouse.up();
    await reading(page, 'Wasserstein').toBe('0.000');
    await reading(page, 'Jensen–Shannon').toBe('0.000');
    await context.close();
  });

  it('from plan to critic: bending by keyboard scores, the best one wins', async () => {
    const { page, context } = await site.visit('#/learn/line-critic');
    await page.locator('.plot-handle').nth(15).focus();
    await page.keyboard.press('Shift+ArrowUp');
    await reading(page, 'Your score').toBe('0.200');
    await page.getByRole('button', { name: 'Take the best one' }).click();
    await reading(page, 'Your score').toBe('3.400');
    await reading(page, 'Wasserstein distance').toBe('3.400');
    await context.close();
  });

  it('the coloured words of a caption show and hide what they name', async () => {
    const { page, context } = await site.visit('#/learn/transport');
    await page.waitForSelector('.plot-handle-real');
    await page.locator('figcaption .word-real').click();
    await expect.poll(() => page.locator('.plot-handle-real').count()).toBe(0);
    await page.locator('figcaption .word-real').click();
    await expect.poll(() => page.locator('.plot-handle-real').count()).toBe(7);
    await context.close();
  });

  it('figures that train wait for readers who want stillness, and go by steps', async () => {
    const { page, context } = await site.visit('#/learn/penalty');
    await page.waitForSelector('.heat');
    await reading(page, 'Critic step').toBe('0');
    await page.getByRole('button', { name: 'One step' }).click();
    await reading(page, 'Critic step').toBe('1');
    await page.getByRole('button', { name: 'Play' }).click();
    await reading(page, 'Critic step').toSatisfy((text: string) => Number(text) > 20);
    await context.close();
  });
});
