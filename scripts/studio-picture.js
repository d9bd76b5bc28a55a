// Makes the README's picture of the studio: docs/images/studio.png, of the room of runs with the shipped run in it, or
// of another place in another folder. Needs dist, Chromium and a font with Chinese characters.
// node scripts/studio-picture.js [folder of runs] [place]

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

const [runs = temporary, place = '#/runs/mnist-wgan-gp-1'] = process.argv.slice(2);
const target = fileURLToPath(new URL('../docs/images/studio.png', import.meta.url));
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
if (executablePath === undefined) throw new Error('studio-picture: expected Chromium in /usr/bin, got none');

const studio = await serveStudio({ runs, port: 0 });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const viewport = { width: 1600, height: 1000 };
  const page = await browser.newPage({ viewport, colorScheme: 'light', reducedMotion: 'reduce' });
  await page.goto(`${studio.url}${place}`);
  await page.waitForSelector('.film canvas:not([hidden])');
  await page.waitForSelector('.chart canvas');
  await page.waitForTimeout(500);
  const picture = sharp(await page.screenshot());
  await picture.png({ palette: true, colours: 128, compressionLevel: 9, effort: 10 }).toFile(target);
} finally {
  await browser.close();
  await studio.close();
  rmSync(temporary, { recursive: true });
}
