// wgan compare: its page, with names that mean harm, and the command as users run it.

import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { groupNames } from '../../../src/cli/compare/groups.ts';
import { comparisonPage } from '../../../src/cli/compare/page.ts';
import { html } from '../../../src/formats/html.ts';
import { encodePng } from '../../../src/formats/png.ts';
import { differingOptions, readComparison } from '../../../src/run/comparison.ts';
import { runTraining } from '../../../src/run/run-training.ts';
import { trainAll } from '../../../src/run/train-all.ts';
import { temporaryFolder, tinyConfig } from '../../run/tiny.ts';
import { small, start, useWorkplace } from '../built.ts';

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  '</style><script>alert(1)</script>',
  '</title><svg onload=alert(1)>',
  'a\u202egnp.exe',
] as const;

const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
if (chromiumPath === undefined) console.log('skipped: a comparison in a browser needs Chromium in /usr/bin');

const points = { dataset: 'ring', iterations: 6, batch: 8, latent: 2, generatorNorm: 'none' } as const;
const config = (more = {}) => tinyConfig('ring', { ...points, holdout: 0, ...more });

/** Two settings, one with two seeds, in folders with names that mean harm. */
async function hostileRuns(folder: string): Promise<readonly string[]> {
  const names = [`a${hostile[1].replaceAll('/', '')}`, hostile[2], 'c & d'];
  const settings = [{ penalty: 10 }, { penalty: 10, seed: 2 }, { penalty: 1 }];
  const folders = names.map((name) => join(folder, name));
  for (const [index, out] of folders.entries()) await runTraining({ config: config(settings[index]), out });
  return folders;
}

/** Elements and attributes of a page, as a browser reads them. */
const inventory = (page: string) => ({
  tags: [...new Set([...page.matchAll(/<([a-z][a-z0-9]*)/gi)].map((match) => match[1]!.toLowerCase()))],
  handlers: [...page.matchAll(/<[^>]*\son\w+\s*=/gi)].length,
  inlineStyles: [...page.matchAll(/<[^>]*\sstyle\s*=/gi)].length,
});

describe('the page', () => {
  it.each(hostile)('%j is inert text', (text) => {
    const { html: made } = html`<p title="${text}">${text}</p>`;
    expect(made.replaceAll(/&(amp|lt|gt|quot|#39);/g, '')).toMatch(/^<p title="[^<>"']*">[^<>"']*<\/p>$/);
    expect(made).not.toContain('\u202e');
  });

  it('holds what it needs, loads nothing, and lets nothing run', async () => {
    const folder = temporaryFolder();
    const folders = await hostileRuns(folder);
    const edited = join(folders[2]!, 'config.json');
    const stored = JSON.parse(readFileSync(edited, 'utf8'));
    const dataset = { ...stored.dataset, name: hostile[0], description: hostile[3] };
    writeFileSync(
      edited,
      JSON.stringify({ ...stored, dataset, machine: { ...stored.machine, cpu: hostile[4] } }),
    );
    const groups = await readComparison(folders);
    expect(groups.map(({ runs }) => runs.length)).toEqual([2, 1]);
    expect(groupNames(groups, differingOptions(groups))).toEqual([
      'wgan-gp, penalty 10',
      'wgan-gp, penalty 1',
    ]);
    const page = comparisonPage(groups);
    const { tags, handlers, inlineStyles } = inventory(page);
    expect([handlers, inlineStyles]).toEqual([0, 0]);
    expect(tags).not.toContain('script');
    expect(tags).not.toContain('img'); // of points, pictures are drawn
    expect(page).not.toMatch(/(src|href)="(?!#|data:image\/png;base64,)/);
    expect(page).toMatch(/content="default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; img-src data:/);
    expect(page).not.toMatch(/NaN|undefined|\[object/);
    expect(comparisonPage(groups)).toBe(page);
    if (chromiumPath !== undefined) await inBrowser(folder, page);
  });

  /** Opens the page as a phone and as a screen does. */
  async function inBrowser(folder: string, page: string): Promise<void> {
    const file = join(folder, 'page.html');
    writeFileSync(file, page);
    const browser = await chromium.launch({ executablePath: chromiumPath!, args: ['--no-sandbox'] });
    try {
      for (const [width, colorScheme] of [
        [360, 'dark'],
        [1280, 'light'],
      ] as const) {
        const tab = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
        const complaints: string[] = [];
        tab.on('console', (message) => complaints.push(message.text()));
        tab.on('dialog', () => complaints.push('dialog'));
        tab.on('request', (request) => {
          if (!/^(file|data):/.test(request.url())) complaints.push(request.url());
        });
        await tab.goto(`file://${file}`);
        const seen = await tab.evaluate(`({
          excess: document.documentElement.scrollWidth - innerWidth,
          ground: getComputedStyle(document.body).backgroundColor,
          lines: document.querySelectorAll('polyline.line').length,
        })`);
        expect(complaints).toEqual([]);
        expect(seen).toMatchObject({
          excess: 0,
          ground: colorScheme === 'dark' ? 'rgb(22, 24, 27)' : 'rgb(251, 251, 250)',
        });
        expect((seen as { lines: number }).lines).toBeGreaterThan(7);
      }
    } finally {
      await browser.close();
    }
  }

  it('says what a run lacks, and leaves a damaged picture out', async () => {
    const folder = temporaryFolder();
    const [whole, cut] = [join(folder, 'whole'), join(folder, 'cut')];
    await runTraining({ config: config(), out: whole });
    await runTraining({ config: config({ penalty: 2 }), out: cut });
    renameSync(join(cut, 'generator.safetensors'), join(cut, 'elsewhere'));
    mkdirSync(join(cut, 'samples'), { recursive: true });
    writeFileSync(join(cut, 'samples', '000006.png'), 'no picture');
    writeFileSync(
      join(cut, 'metrics.jsonl'),
      '{"iteration":3,"wasserstein":"<b>"}\n{"iteration":6,"criticLoss":1e999}\nnull\n',
    );
    const groups = await readComparison([whole, cut]);
    const [{ samples, report } = {}] = groups[1]!.runs;
    expect([samples, report]).toEqual([undefined, undefined]);
    expect(comparisonPage(groups)).toContain('not measured');
  });
});

describe('training what is compared', () => {
  it('goes on where it was, and refuses another setting in its folder', async () => {
    const out = temporaryFolder();
    const configs = [config({ iterations: 8 }), config({ iterations: 8, objective: 'gan', seed: 3 })];
    const stop = new AbortController();
    const first = await trainAll(configs, {
      out,
      signal: stop.signal,
      onEvent: ({ type, iteration }, index) => {
        if (index === 1 && type === 'iteration' && iteration === 3) stop.abort();
      },
    });
    expect(first).toEqual({
      folders: [join(out, 'ring-wgan-gp-1'), join(out, 'ring-gan-3')],
      isInterrupted: true,
    });
    const began: string[] = [];
    const onEvent = ({ type, iteration }: { type: string; iteration: number }, index: number) => {
      if (type === 'start') began.push(`${index} from ${iteration}`);
    };
    expect((await trainAll(configs, { out, onEvent })).isInterrupted).toBe(false);
    expect(began).toEqual(['1 from 3']);
    await trainAll(configs, { out, onEvent });
    await trainAll([config({ iterations: 9 })], { out, onEvent });
    expect(began).toEqual(['1 from 3', '0 from 8']);
    await expect(trainAll([config({ penalty: 3 })], { out })).rejects.toThrow(
      /expected a run with penalty 3, got one with 10/,
    );
  });
});

describe('the command', () => {
  const { at, run, folder } = useWorkplace();
  const train = [
    'compare',
    '--objectives',
    'gan,wgan-gp',
    '--dataset',
    'ring',
    ...small,
    '--iterations',
    '30',
  ];

  it('trains, writes one file, and does nothing twice', async () => {
    const { code, stdout, stderr } = await run(...train, '--seeds', '2');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Wasserstein distance +\S+ ± \S+ +\S+ ± \S+$/m);
    expect(stdout).toMatch(/4 runs side by side in comparison\.html\n$/);
    const metrics = at('runs/compare/ring-gan-2/metrics.jsonl');
    const { mtimeMs } = statSync(metrics);
    const again = JSON.parse((await run(...train, '--seeds', '2', '--json', '--out', 'again.html')).stdout);
    expect(again.settings.map(({ name }: { name: string }) => name)).toEqual(['gan', 'wgan-gp']);
    expect(again.settings[1].numbers.wassersteinDistance).toMatchObject({ count: 2 });
    expect(statSync(metrics).mtimeMs).toBe(mtimeMs);
    expect(readFileSync(at('again.html'), 'utf8')).toBe(readFileSync(at('comparison.html'), 'utf8'));
  });

  it('reads runs by name', async () => {
    const runs = ['runs/compare/ring-gan-1', 'runs/compare/ring-wgan-gp-1'];
    expect((await run('compare', ...runs, '--out', 'two.html')).stdout).toMatch(
      /2 runs side by side in two\.html/,
    );
  });

  it('trains colour pictures with networks that the data choose, the same for all', async () => {
    mkdirSync(at('photos'));
    for (let index = 0; index < 4; index++) {
      const image = {
        width: 32,
        height: 32,
        channels: 3 as const,
        data: Uint8Array.from({ length: 3072 }, (_, place) => (60 * index + 80 * place) % 256),
      };
      writeFileSync(at(`photos/${index}.png`), encodePng(image));
    }
    const args = ['--dataset', 'photos', '--iterations', '1', '--batch', '2', '--critic-steps', '1'];
    const said = ['--architecture', 'auto', '--evaluate-every', '0', '--runs', 'pictures'];
    const { code, stderr } = await run('compare', '--objectives', 'gan,wgan-gp', ...args, ...said);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^networks: dcgan, since /m)]);
    const [gan, gp] = ['gan', 'wgan-gp'].map(
      (name) => JSON.parse(readFileSync(at(`pictures/photos-${name}-1/config.json`), 'utf8')).config,
    );
    expect(gan.generator.architecture).toBe('dcgan');
    expect(gp.generator).toEqual(gan.generator);
    expect(gp.critic.channels).toBe(gan.critic.channels);
  });

  it.each([
    [['compare'], /expected run folders or --objectives, got neither/],
    [['compare', 'nowhere'], /nowhere: expected a run folder/],
    [['compare', 'nowhere', '--penalty', '3'], /--penalty is for runs to train, got no --objectives/],
    [['compare', '--objectives', 'gan,wgan-pg'], /expected one of .*\n.*did you mean "wgan-gp"/],
    [['compare', '--objectives', 'gan', '--objective', 'wgan'], /--objective: cannot be combined/],
    [['compare', '--objectives', 'gan', '--seeds', '0'], /seeds: expected a whole number ≥ 1/],
  ])('%j is refused in words', async (args, message) => {
    const { code, stderr } = await run(...args);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(message);
  });

  it('after Ctrl-C the same command goes on', async () => {
    const args = [...train, '--iterations', '100000', '--runs', 'long', '--log-every', '1'];
    const running = start(args, { folder });
    while (!existsSync(at('long/ring-gan-1/metrics.jsonl')))
      await new Promise((resolve) => setTimeout(resolve, 20));
    running.kill('SIGINT');
    const { code, stderr } = await running.finished;
    expect([code, stderr]).toEqual([130, 'interrupted: the same command goes on\n']);
    const made = JSON.parse(readFileSync(at('long/ring-gan-1/status.json'), 'utf8')).iteration;
    expect(made).toBeGreaterThan(0);
  });
});
