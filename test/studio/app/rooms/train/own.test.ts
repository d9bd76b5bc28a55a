// The room that trains, on files of its reader: a CSV file of points, images, what a link says of them, errors.

import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import {
  axeViolations,
  describeInBrowser,
  expectNoSidewaysScrolling,
  until,
  useStudio,
} from '../../../browser.ts';

const tiny = { generatorHidden: '8', criticHidden: '8', batch: '8', latent: '4' };
const placeOf = (query: Readonly<Record<string, string>>) => `#/train?${new URLSearchParams(query)}`;
const reach = (page: Page, iteration: number) =>
  until(page, `Number(document.querySelector('[data-iteration]')?.dataset.iteration ?? -1) >= ${iteration}`);
const chooser = (page: Page) => page.locator('.own input[type=file]').first();
const table = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const points = Array.from({ length: 40 }, (_, index) => `${500 + Math.cos(index)},${Math.sin(index)}`).join(
  '\n',
);

/** An image, dark to the left of its middle and light to the right. */
async function image(name: string) {
  const dark = { r: 20, g: 20, b: 20 };
  const right = await sharp({ create: { width: 30, height: 40, channels: 3, background: 'white' } })
    .png()
    .toBuffer();
  const buffer = await sharp({ create: { width: 60, height: 40, channels: 3, background: dark } })
    .composite([{ input: right, left: 30, top: 0 }])
    .png()
    .toBuffer();
  return { name, mimeType: 'image/png', buffer };
}

describeInBrowser('train here, on files of the reader', () => {
  const site = useStudio();

  it('learns points of a CSV file at once; the link names the file and does not carry it', async () => {
    const { page, context, errors } = await site.visit(placeOf({ ...tiny, data: 'own' }));
    const sent: string[] = [];
    page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()));
    await chooser(page).setInputFiles(table('bad.csv', '1,2\n3\n'));
    await page.getByText('bad.csv: every row must be two finite numbers, got line 2: "3"').waitFor();
    await chooser(page).setInputFiles(table('circle.csv', points));
    await reach(page, 50);
    expect(await page.locator('.own .error-note').count()).toBe(0);
    await page.getByText('“circle.csv”, 40 points').waitFor();
    await page.getByText('They are learnt as (x − 500.05) ÷ 0.5, (y − 0.05) ÷ 0.5;').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    const link = new URL(page.url());
    expect(new URLSearchParams(link.hash.split('?')[1]).get('own')).toBe('points,40,circle.csv');
    expect(sent).toEqual([]);

    const other = await site.visit(link.hash, { width: 390, theme: 'dark', language: 'zh-CN' });
    await other.page.getByText('“circle.csv”（40 个点）').waitFor();
    await other.page.getByRole('button', { name: '开始', exact: true }).click();
    await other.page.getByText('请先选择文件').waitFor();
    await chooser(other.page).setInputFiles(table('other.csv', '1,2\n3,4\n'));
    await reach(other.page, 20);
    await other.page.getByText('链接原本使用“circle.csv”').waitFor();
    await expectNoSidewaysScrolling(other.page);
    expect(await axeViolations(other.page)).toEqual([]);
    await other.context.close();
    expect(errors).toEqual([]);
    await context.close();
  });

  it('learns images in their middle square, and says which files are none', async () => {
    const { page, context, errors } = await site.visit(placeOf({ ...tiny, data: 'own' }));
    const files = [await image('b.png'), await image('a.png'), table('notes.txt', 'no image')];
    await chooser(page).setInputFiles(files);
    await reach(page, 20);
    await page.getByText('“a.png”, 2 images').waitFor();
    await page
      .getByText('One file is left out, as no image of at most 20 MB that this browser reads: notes.txt.')
      .waitFor();
    const [left, right] = (await page.evaluate(`(() => {
      const canvas = document.querySelector('.own canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 14, 28, 1);
      return [data[4 * 5], data[4 * 22]];
    })()`)) as [number, number];
    expect(Math.abs(left - 20)).toBeLessThan(4);
    expect(right).toBeGreaterThan(251);
    expect(await page.locator('.train-picture canvas').getAttribute('aria-label')).toContain('Images');
    expect(await axeViolations(page)).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('takes what is dropped', async () => {
    const { page, context, errors } = await site.visit(placeOf({ ...tiny, data: 'own' }));
    const transfer = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      data.items.add(new File([${JSON.stringify(points)}], 'dropped.csv'));
      return data;
    })()`);
    await page.dispatchEvent('.own', 'drop', { dataTransfer: transfer });
    await page.getByText('“dropped.csv”, 40 points').waitFor();
    await reach(page, 20);
    expect(errors).toEqual([]);
    await context.close();
  });
});
