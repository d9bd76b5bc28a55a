// The frame around the rooms: navigation, themes, languages, keyboard, size.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { axeViolations, describeInBrowser, expectNoSidewaysScrolling, until, useStudio } from './browser.ts';
import { builtPage } from './page.ts';

const rooms = ['runs', 'train', 'explore', 'learn'] as const;

describeInBrowser('the studio', () => {
  const site = useStudio();

  it.each(rooms)('opens %s in both themes and two widths without complaints', async (room) => {
    for (const [theme, width] of [
      ['light', 1600],
      ['dark', 390],
    ] as const) {
      const { page, context, errors } = await site.visit(`#/${room}`, { theme, width });
      await page.waitForSelector('h1');
      expect(await axeViolations(page)).toEqual([]);
      await expectNoSidewaysScrolling(page);
      expect(errors).toEqual([]);
      await context.close();
    }
  });

  it('goes to a room by keyboard, and back', async () => {
    const { page, context } = await site.visit('#/runs');
    await page.locator('nav a', { hasText: 'Learn' }).focus();
    await page.keyboard.press('Enter');
    await until(page, 'location.hash === "#/learn" && document.title.startsWith("Learn")');
    await page.goBack();
    await until(page, 'document.title.startsWith("Runs")');
    await context.close();
  });

  it('speaks Chinese where the reader does, or chooses it, and keeps the choice', async () => {
    const { page, context } = await site.visit('#/learn', { language: 'zh-CN' });
    expect(await page.locator('nav a').allTextContents()).toEqual(['训练记录', '在此训练', '探索', '学习']);
    await page.getByRole('button', { name: 'English' }).click();
    await page.reload();
    expect(await page.locator('nav a').first().textContent()).toBe('Runs');
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    await context.close();
  });

  it('is light or dark as the reader chooses', async () => {
    const { page, context } = await site.visit('#/learn', { theme: 'dark' });
    const ground = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    const dark = await ground();
    await page.getByRole('button', { name: /^Theme/ }).click();
    expect(await ground()).not.toBe(dark);
    await context.close();
  });

  it('is small: all of its code but ONNX Runtime under 150 kB, gzipped', () => {
    const names = readdirSync(join(builtPage, 'assets')).filter(
      (name) => /\.(js|css)$/.test(name) && !/^ort[-.]/.test(name),
    );
    const sizes = names.map((name) => gzipSync(readFileSync(join(builtPage, 'assets', name))).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(150_000);
  });
});
