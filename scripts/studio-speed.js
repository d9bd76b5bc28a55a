// Measures the studio's training in a tab, in a fresh Chromium for each line: iterations per second as the room shows
// them once they are steady, and how long it took from opening the page to the first iteration. Needs dist and Chromium.
// node scripts/studio-speed.js [seconds] [part of a name]

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const [seconds = 10, wanted = ''] = process.argv.slice(2);
const entry = fileURLToPath(new URL('../bin/wgan.js', import.meta.url));
const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);
const folder = mkdtempSync(join(tmpdir(), 'wgan-speed-'));

/** The tutorial's networks and steps. */
const tutorial = {
  data: 'digits',
  batch: '64',
  latent: '100',
  generatorHidden: '256,512',
  criticHidden: '512,256',
  criticSteps: '5',
  optimizer: 'rmsprop',
  learningRate: '0.0005',
  penalty: '0.5',
  average: '0',
};

const works = [
  ['ring, defaults', {}],
  ['grid, defaults', { data: 'grid' }],
  ['ring, two side by side', { 'b.objective': 'gan' }],
  ['digits, defaults', { data: 'digits' }],
  ["digits, the tutorial's sizes", tutorial],
];

const studio = spawn(process.execPath, [entry, 'studio', '--no-open', '--port', '0', '--runs', folder], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const url = await new Promise((resolve) =>
  studio.stdout.on('data', (text) => resolve(/http:\S+/.exec(text)[0])),
);

async function measure(query) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ locale: 'en-US' });
    const begin = performance.now();
    const iteration = async () =>
      Number(
        (await page
          .locator('[data-iteration]')
          .getAttribute('data-iteration')
          .catch(() => null)) ?? 0,
      );
    await page.goto(`${url}#/train?${new URLSearchParams(query)}`);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.locator('[data-iteration]:not([data-iteration="0"])').waitFor();
    const first = (performance.now() - begin) / 1000;
    await page.waitForTimeout(2000);
    const [from, at] = [await iteration(), performance.now()];
    await page.waitForTimeout(1000 * seconds);
    const perSecond = (1000 * ((await iteration()) - from)) / (performance.now() - at);
    const device = await page.locator('.transport-reading dd').last().textContent();
    return { first, perSecond, device };
  } finally {
    await browser.close();
  }
}

try {
  console.log(`${cpus()[0].model}, ${availableParallelism()} processors`);
  for (const [name, query] of works.filter(([name]) => name.includes(wanted))) {
    const { first, perSecond, device } = await measure(query);
    const each = (1000 / perSecond).toFixed(perSecond > 100 ? 2 : 1);
    console.log(
      `${name.padEnd(30)} ${perSecond.toFixed(0).padStart(5)} it/s, ${each} ms each; ` +
        `first iteration shown after ${first.toFixed(1)} s; ${device}`,
    );
  }
} finally {
  studio.kill();
  rmSync(folder, { recursive: true, force: true });
}
