// Entering a studio as people do: by a link, from anywhere, beside other studios.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { serveStudio } from '../../../src/studio/server/studio.ts';
import { describeInBrowser, until, useStudio } from '../browser.ts';
import { builtPage } from '../page.ts';

/** A page of another site with a link. */
async function siteWithLink(target: string): Promise<string> {
  const server = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html');
    answer.end(`<a id="link" href="${target}">studio</a>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://localhost:${(server.address() as AddressInfo).port}/`;
}

describeInBrowser('entering', () => {
  const site = useStudio();

  it('by a link on another site, beside another studio', async () => {
    const other = await serveStudio({ runs: site.runs, port: 0, page: builtPage, token: 'another' });
    onTestFinished(() => other.close());
    const { page, context } = await site.visit('#/learn');
    for (const url of [site.studio.url, other.url]) {
      await page.goto(await siteWithLink(url));
      await page.click('#link');
      await until(page, "document.querySelector('nav')");
      expect(new URL(page.url()).search).toBe('');
      expect(new URL(page.url()).host).toBe(new URL(url).host);
    }
    await page.goto(new URL('/api/form', site.studio.url).href);
    expect(await page.textContent('body')).toContain('datasets');
    await context.close();
  });

  it('says what to do without the token', async () => {
    const { page, context } = await site.visit('', { base: new URL('/', site.studio.url).href });
    expect(await page.textContent('body')).toContain('open the address that it printed');
    await context.close();
  });
});
