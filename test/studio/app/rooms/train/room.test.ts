// The room that trains, in a real Chromium: points, digits, files, links; by mouse and by keyboard.

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { loadDataset } from '../../../../../src/data/generated.ts';
import { openDevice } from '../../../../../src/runtime/devices.ts';
import { readRecipe } from '../../../../../src/studio/app/rooms/train/recipe.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../../../../../src/train/checkpoint.ts';
import { criticSpec, ganOf, generatorSpec, settingsOf } from '../../../../../src/train/setup.ts';
import { createTrainer } from '../../../../../src/train/trainer.ts';
import {
  axeViolations,
  describeInBrowser,
  expectNoSidewaysScrolling,
  until,
  useStudio,
} from '../../../browser.ts';
import { distance } from '../../../distance.ts';

const tiny = { generatorHidden: '16', criticHidden: '16', batch: '32' };
const placeOf = (query: Readonly<Record<string, string>>) => `#/train?${new URLSearchParams(query)}`;

const reach = (page: Page, iteration: number) =>
  until(page, `Number(document.querySelector('[data-iteration]')?.dataset.iteration ?? -1) >= ${iteration}`);
const iterationOf = async (page: Page) =>
  Number(await page.getAttribute('[data-iteration]', 'data-iteration'));
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

describeInBrowser('train here', () => {
  const site = useStudio();

  it('trains on points by keyboard, switches layers, steps, and says where it is', async () => {
    const { page, context, errors } = await site.visit(placeOf(tiny));
    await page.getByRole('button', { name: 'Play', exact: true }).focus();
    await page.keyboard.press('Enter');
    await reach(page, 300);
    await page.getByText('WebAssembly, 1 thread').waitFor();
    const slope = page.getByRole('button', { name: 'its slope' });
    await slope.focus();
    await page.keyboard.press('Enter');
    expect(await slope.getAttribute('aria-pressed')).toBe('true');
    expect(await page.getByRole('button', { name: 'critic’s score' }).getAttribute('aria-pressed')).toBe(
      'false',
    );
    await press(page, 'Pause');
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    await page.waitForTimeout(300);
    const before = await iterationOf(page);
    await press(page, 'Step');
    await reach(page, before + 1);
    expect(await iterationOf(page)).toBe(before + 1);
    expect(await page.locator('.chart-reading', { hasText: /estimate\s*−?[\d.]+/ }).count()).toBe(1);
    expect(await page.locator('.chart-reading', { hasText: /exact\s*[\d.]+/ }).count()).toBe(1);
    expect(await axeViolations(page)).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('loads digits when asked, and trains on all processors', async () => {
    const query = { data: 'digits', generatorHidden: '16', criticHidden: '16', batch: '8', latent: '8' };
    const { page, context, errors } = await site.visit(placeOf(query));
    await page.getByText('10,000 digits of MNIST, 1.61 MB').waitFor();
    await press(page, 'Play');
    await reach(page, 20);
    const isIsolated = await page.evaluate('crossOriginIsolated && navigator.hardwareConcurrency > 1');
    expect(isIsolated).toBe(true);
    expect(await page.getByText(/WebAssembly, [2-8] threads/).count()).toBe(1);
    const shades = await page.evaluate(`(() => {
      const canvas = document.querySelector('.train-picture canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return [canvas.width, canvas.height, new Set(data).size];
    })()`);
    expect(shades).toEqual([8 * 29 - 1, 8 * 29 - 1, expect.any(Number)]);
    expect((shades as number[])[2]).toBeGreaterThan(20);
    await page.getByRole('button', { name: 'The model as a picture' }).click();
    for (const part of ['noise', 'fakes', 'real']) {
      await until(page, `document.querySelector('.model-${part} canvas:not([hidden])')`);
    }
    expect(errors).toEqual([]);
    await context.close();
  });

  it('fetches the networks of a family with the first run that has them', async () => {
    const small = { data: 'digits', generatorChannels: '2', criticChannels: '2', batch: '8', latent: '8' };
    const { page, context, errors } = await site.visit(
      placeOf({ ...small, generator: 'dcgan', critic: 'dcgan' }),
    );
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(request.url()));
    const networks = () => fetched.filter((url) => url.includes('-networks-'));
    await page.getByText('10,000 digits of MNIST, 1.61 MB').waitFor();
    expect(networks()).toEqual([]);
    await press(page, 'Play');
    await reach(page, 3);
    expect(networks().length).toBeGreaterThan(0);
    expect(networks().every((url) => url.includes('dcgan'))).toBe(true);
    await page.getByRole('button', { name: 'The model as a picture' }).click();
    await until(page, 'document.querySelectorAll(".model-generator .model-layer").length > 2');
    expect(errors).toEqual([]);
    await context.close();
  });

  it('goes on from a checkpoint as the native runtime does, to 1e-3 of the norm', async () => {
    const recipe = readRecipe(tiny);
    const { config } = recipe.lanes[0]!;
    const dataset = await loadDataset('ring');
    const gan = ganOf(config, dataset.sampleShape);
    const device = await openDevice('cpu', { threads: 1 });
    const native = await createTrainer({
      gan,
      settings: settingsOf(config),
      seed: config.training.seed,
      dataset,
      device,
    });
    for (let step = 0; step < 3; step++) await native.step();
    const file = await encodeCheckpoint({
      snapshot: await native.snapshot(),
      generator: generatorSpec(config, { sampleShape: [2] }),
      critic: criticSpec(config, { sampleShape: [2] }),
      configHash: '',
    });
    const metrics = await native.step();
    const { state } = await native.snapshot();
    await native.release();

    const { page, context } = await site.visit(placeOf(tiny));
    await page.getByText('Save, load, share').click();
    await page.setInputFiles('input[type=file]', {
      name: 'checkpoint.safetensors',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(file),
    });
    await reach(page, 3);
    await press(page, 'Step');
    await reach(page, 4);
    const download = page.waitForEvent('download');
    await press(page, 'Checkpoint');
    const { snapshot } = await decodeCheckpoint(readFileSync(await (await download).path()));
    expect(snapshot.iteration).toBe(4);
    expect(distance(snapshot.state, state)).toBeLessThan(1e-3);
    const shown = await page.locator('.chart-reading').allTextContents();
    const numberOf = (name: string) =>
      Number(
        shown
          .find((text) => text.trim().startsWith(name))!
          .replace('−', '-')
          .match(/-?[\d.]+(e-?\d+)?$/)![0],
      );
    expect(numberOf('estimate')).toBeCloseTo(metrics.wasserstein!, 3);
    expect(numberOf('generator')).toBeCloseTo(metrics.generatorLoss, 3);
    await context.close();
  });

  it('compares two objectives, changes live values in place, and begins anew for others', async () => {
    const { page, context, errors } = await site.visit(placeOf({ ...tiny, 'b.objective': 'gan' }));
    await press(page, 'Play');
    await reach(page, 100);
    expect(await page.locator('.train-plane').count()).toBe(2);
    const penalty = page.getByRole('textbox', { name: 'Penalty weight λ' });
    await penalty.fill('3');
    await penalty.press('Enter');
    await reach(page, 200);
    expect(page.url()).toContain('penalty=3');
    await press(page, 'Pause');
    await page.getByText('Sizes and seed').click();
    const seed = page.getByRole('textbox', { name: 'Seed', exact: true });
    await seed.fill('8');
    await seed.press('Enter');
    await until(page, `document.querySelector('[data-iteration]')?.dataset.iteration === '0'`);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('shows in slow motion the phases of an iteration, one after the other', async () => {
    const { page, context, errors } = await site.visit(placeOf(tiny));
    await press(page, 'Slow motion');
    const lit = (name: string) => until(page, `document.querySelector('[data-phase=${name}][aria-current]')`);
    const phases = ['real', 'noise', 'fakes', 'scores', 'penalty', 'critic', 'generator'];
    for (const name of phases) await lit(name);
    expect(await page.locator('.phase-list li').allTextContents()).toContain(
      'The critic takes a step. 1 to 6 come 3 times.',
    );
    expect(await page.locator('.phase-list [aria-current]').count()).toBe(1);
    expect(await axeViolations(page)).toEqual([]);
    await press(page, 'Pause');
    await until(page, `document.querySelector('.phase-list') === null`);
    expect(await iterationOf(page)).toBeGreaterThan(0);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('draws the model as a picture, lights the part at work, and hides it by keyboard', async () => {
    const { page, context, errors } = await site.visit(placeOf(tiny), { width: 1600 });
    await page.getByRole('img', { name: 'Widths of its layers, from input to output: 2, 16, 2' }).waitFor();
    const shades = (part: string) =>
      page.evaluate(`(() => {
        const canvas = document.querySelector('.model-${part} canvas');
        return new Set(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data).size;
      })()`) as Promise<number>;
    expect(await shades('fakes')).toBe(1); // nothing yet
    await press(page, 'Slow motion');
    const lit = (name: string) => until(page, `document.querySelector('.model-${name}[aria-current]')`);
    for (const name of ['real', 'noise', 'generator', 'critic', 'critic-gradient', 'generator-gradient']) {
      await lit(name);
    }
    expect(await axeViolations(page)).toEqual([]);
    await press(page, 'Pause');
    await until(page, `document.querySelector('.model [aria-current]') === null`);
    for (const part of ['noise', 'fakes', 'real', 'critic'])
      expect(await shades(part), part).toBeGreaterThan(3);
    const word = page.getByRole('button', { name: 'The model as a picture' });
    await word.focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.model').count()).toBe(0);
    await page.reload();
    await word.waitFor();
    expect(await word.getAttribute('aria-pressed')).toBe('false'); // the choice is kept
    expect(errors).toEqual([]);
    await context.close();
  });

  it('calls the networks by their names, and shows what each objective adds', async () => {
    const query = { ...tiny, objective: 'wgan', 'b.objective': 'gan' };
    const { page, context } = await site.visit(placeOf(query), { width: 1600 });
    await page.locator('.model-critic', { hasText: /^Critic.*Clipping: .* ±0\.1/ }).waitFor();
    await page.locator('.model-section').getByRole('button', { name: 'B · gan' }).click();
    await page.locator('.model-critic', { hasText: /^Discriminator.*sigmoid/ }).waitFor();
    await page.locator('.model-losses', { hasText: '−mean log D(real) − mean log(1 − D(fake))' }).waitFor();
    await context.close();
  });

  it('goes on while the page is never painted, as in the background, and its memory stays flat', async () => {
    const { page, context } = await site.visit(placeOf(tiny));
    await press(page, 'Play');
    await reach(page, 300);
    const bytes = async () =>
      Number(await page.evaluate('performance.measureUserAgentSpecificMemory().then(({ bytes }) => bytes)'));
    const first = await iterationOf(page);
    const before = await bytes();
    await page.evaluate(`globalThis.paint = requestAnimationFrame; globalThis.missed = [];
      globalThis.requestAnimationFrame = (callback) => missed.push(callback)`);
    await until(page, 'missed.length > 0');
    const still = await iterationOf(page);
    await page.waitForTimeout(1500);
    expect(await iterationOf(page)).toBe(still);
    await page.evaluate(
      `globalThis.requestAnimationFrame = paint; missed.forEach((callback) => paint(callback))`,
    );
    await until(page, `Number(document.querySelector('[data-iteration]').dataset.iteration) !== ${still}`);
    expect(await iterationOf(page)).toBeGreaterThan(still + 50);
    await reach(page, first + 2000);
    expect((await bytes()) - before).toBeLessThan(4e6); // 2,000 iterations of its state are 70 MB
    await context.close();
  });

  it('fits a phone, speaks Chinese, and learns what is drawn by keyboard', async () => {
    const options = { width: 390, language: 'zh-CN', theme: 'dark' } as const;
    const { page, context, errors } = await site.visit(placeOf({ ...tiny, data: 'drawn' }), options);
    await until(page, `document.body.textContent.includes('批大小')`);
    expect(await page.textContent('body')).not.toMatch(/[\ue000\ue001]/);
    await page.getByRole('application').first().focus();
    for (const key of ['ArrowRight', 'Space', 'ArrowUp', 'ArrowUp', 'Space', 'Backspace'])
      await page.keyboard.press(key);
    await until(page, `location.hash.includes('drawn=')`);
    await press(page, '开始');
    await reach(page, 50);
    await expectNoSidewaysScrolling(page);
    expect(await axeViolations(page)).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });
});
