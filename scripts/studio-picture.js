// Makes the pictures of the studio in the documents: docs/images/studio.png, the room of runs with the shipped run in
// it, and docs/images/train-here.png, the room that trains after some seconds on the ring. Needs dist, Chromium and a font
// with Chinese characters.
// node scripts/studio-picture.js

import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { serveStudio } from '../dist/studio/server/studio.js';

const temporary = mkdtempSync(join(tmpdir(), 'wgan-picture-'));
const example = fileURLToPath(new URL('../assets/example-run', import.meta.url));
cpSync(example, join(temporary, 'mnist-wgan-gp-1'), { recursive: true });

const ITERATIONS = 2000;

/** The pictures by name: where they are taken, and how the page becomes what is shown. */
const pictures = {
  studio: {
    place: '#/runs/mnist-wgan-gp-1',
    async prepare(page) {
      await page.waitForSelector('.film canvas:not([hidden])');
      await page.waitForSelector('.chart canvas');
    },
  },
  'train-here': {
    place: '#/train',
    async prepare(page) {
      await page.getByRole('button', { name: 'Play', exact: true }).click();
      await page.waitForFunction(
        (wanted) =>
          Number(document.querySelector('[data-iteration]')?.getAttribute('data-iteration')) >= wanted,
        ITERATIONS,
      );
      await page.getByRole('button', { name: 'Pause', exact: true }).click();
    },
  },
};

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
if (executablePath === undefined) throw new Error('studio-picture: expected Chromium in /usr/bin, got none');

const studio = await serveStudio({ runs: temporary, port: 0 });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  for (const [name, { place, prepare }] of Object.entries(pictures)) {
    const viewport = { width: 1600, height: 1000 };
    const page = await browser.newPage({ viewport, colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto(`${studio.url}${place}`);
    await prepare(page);
    await page.waitForTimeout(500);
    const target = fileURLToPath(new URL(`../docs/images/${name}.png`, import.meta.url));
    await sharp(await page.screenshot())
      .png({ palette: true, colours: 128, compressionLevel: 9, effort: 10 })
      .toFile(target);
    await page.close();
  }
} finally {
  await browser.close();
  await studio.close();
  rmSync(temporary, { recursive: true });
}
