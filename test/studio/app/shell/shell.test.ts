// The frame around the rooms: navigation, themes, languages, keyboard, size.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { architectures } from '../../../../src/gan/architectures/registry.ts';
import {
  axeViolations,
  describeInBrowser,
  expectNoSidewaysScrolling,
  until,
  useStudio,
} from '../../browser.ts';
import { builtPage } from '../../page.ts';

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
    expect(await page.locator('header nav a').allTextContents()).toEqual([
      '训练记录',
      '在此训练',
      '探索',
      '学习',
    ]);
    await page.getByRole('button', { name: 'English' }).click();
    await page.reload();
    expect(await page.locator('nav a').first().textContent()).toBe('Runs');
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    await context.close();
  });

  it('fetches Chinese when it is chosen, not before, and shows it whole', async () => {
    const { page, context, errors } = await site.visit('#/explore');
    await page.waitForSelector('h1');
    const chinese = `performance.getEntriesByType('resource').filter(({ name }) => /messages-[^/]+\\.js$/.test(name))`;
    const english = await page.textContent('h1');
    expect(await page.evaluate(`${chinese}.length`)).toBe(0);
    await page.getByRole('button', { name: '中文' }).click();
    await until(page, 'document.documentElement.lang === "zh-CN"');
    expect(await page.locator('nav a').last().textContent()).toBe('学习');
    expect(await page.textContent('h1')).not.toBe(english);
    expect(await page.evaluate(`${chinese}.length`)).toBeGreaterThan(0);
    expect(errors).toEqual([]);
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

  describe('is small, gzipped', () => {
    const assets = join(builtPage, 'assets');
    const names = () => readdirSync(assets).filter((name) => /\.(js|css)$/.test(name));
    const sizeOf = (name: string) => gzipSync(readFileSync(join(assets, name))).length;
    const textOf = (name: string) => readFileSync(join(assets, name), 'utf8');
    const styles = () => names().filter((name) => name.endsWith('.css'));
    const entry = () => names().find((name) => /^index-.*\.js$/.test(name))!;
    const rooms = () => names().filter((name) => /^room-.*\.js$/.test(name));
    const workers = () => names().filter((name) => /-worker-.*\.js$/.test(name));
    /** Neither ONNX Runtime nor recorded runs, which are data. */
    const isApp = (name: string) => !/^(ort\.|recorded-)/.test(name);
    const together = () => [...staticImports(assets, [entry(), ...rooms(), ...workers()])].filter(isApp);

    /** What a room loads by itself: its code, and the workers that this starts. */
    const loadedBy = (room: string) => {
      const code = [...staticImports(assets, [entry(), room])];
      const started = workers().filter((worker) => code.some((name) => textOf(name).includes(worker)));
      return [...staticImports(assets, [...code, ...started])].filter(isApp);
    };

    it('what a room loads with its worker, without ONNX Runtime, is under 150 kB', () => {
      expect(rooms()).toHaveLength(4);
      const loaded = rooms().map(loadedBy);
      expect(new Set(loaded.flat().filter((name) => workers().includes(name))).size).toBe(2);
      for (const code of loaded) {
        const total = [...code, ...styles()].reduce((sum, name) => sum + sizeOf(name), 0);
        expect(total, code.join(', ')).toBeLessThan(150_000);
      }
    });

    it('all rooms and workers, without ONNX Runtime and recorded runs, are under 200 kB', () => {
      expect(workers()).toHaveLength(2);
      const page = gzipSync(readFileSync(join(builtPage, 'index.html'))).length;
      const total = [...together(), ...styles()].reduce((sum, name) => sum + sizeOf(name), page);
      expect(total).toBeLessThan(200_000);
    });

    it('networks of a family come with the first run that has them, but for those of the first family', () => {
      const [, ...later] = architectures.names;
      expect(later.length).toBeGreaterThan(0);
      for (const name of later) {
        const [file] = names().filter((each) => each.startsWith(`${name.replace(/\d+$/, '')}-networks-`));
        expect(file, name).toBeDefined();
        expect(together()).not.toContain(file);
      }
    });

    it('what comes when it is opened in a room is under 5 kB each', () => {
      const later = names().filter((name) => /\.js$/.test(name) && isApp(name) && !together().includes(name));
      expect(later.length).toBeGreaterThan(0);
      for (const name of later) {
        const more = [...staticImports(assets, [name])].filter((other) => !together().includes(other));
        expect(
          more.reduce((sum, other) => sum + sizeOf(other), 0),
          name,
        ).toBeLessThan(5000);
      }
    });
  });
});

/** Scripts and everything that they import as soon as they are loaded. */
function staticImports(assets: string, names: readonly string[], found = new Set<string>()): Set<string> {
  for (const name of names) {
    if (found.has(name)) continue;
    found.add(name);
    const code = readFileSync(join(assets, name), 'utf8');
    const imports = [...code.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)].map(([, file]) => file!);
    staticImports(assets, imports, found);
  }
  return found;
}
