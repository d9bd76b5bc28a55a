// The room that trains, on WebGPU by Chromium's software adapter, where that fails, and where there is none.

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { loadDataset } from '../../../../../src/data/generated.ts';
import { openDevice } from '../../../../../src/runtime/devices.ts';
import { readRecipe } from '../../../../../src/studio/app/rooms/train/recipe.ts';
import { decodeCheckpoint } from '../../../../../src/train/checkpoint.ts';
import { ganOf, settingsOf } from '../../../../../src/train/setup.ts';
import { createTrainer } from '../../../../../src/train/trainer.ts';
import {
  axeViolations,
  describeInBrowser,
  expectNoSidewaysScrolling,
  until,
  useStudio,
} from '../../../browser.ts';
import { distance } from '../../../distance.ts';

const tiny = { generatorHidden: '8', criticHidden: '8', batch: '8', criticSteps: '1', objective: 'wgan' };
const placeOf = (query: Readonly<Record<string, string>>) => `#/train?${new URLSearchParams(query)}`;
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const reach = (page: Page, iteration: number) =>
  until(page, `Number(document.querySelector('[data-iteration]')?.dataset.iteration ?? -1) >= ${iteration}`);
const deviceField = (page: Page) => page.getByRole('combobox', { name: 'Device' });

const deviceShown = (page: Page) => page.locator('.transport-reading dd').last().textContent();

async function savedCheckpoint(page: Page) {
  const download = page.waitForEvent('download');
  await press(page, 'Checkpoint');
  return decodeCheckpoint(readFileSync(await (await download).path()));
}

/** The state before and after iterations on the native processor, from the same seed. */
async function nativeStates(iterations: number) {
  const { config } = readRecipe(tiny).lanes[0]!;
  const dataset = await loadDataset('ring');
  const gan = ganOf(config, dataset.sampleShape);
  const device = await openDevice('cpu', { threads: 1 });
  const settings = settingsOf(config);
  const trainer = await createTrainer({ gan, settings, seed: config.training.seed, dataset, device });
  const { state: before } = await trainer.snapshot();
  for (let step = 0; step < iterations; step++) await trainer.step();
  const { state: after } = await trainer.snapshot();
  await trainer.release();
  return { before, after };
}

describeInBrowser('train here, with a graphics processor', () => {
  const site = useStudio({ graphics: 'swiftshader' });

  it('trains on it where it is chosen, names it, and goes on with WebAssembly when it is lost', async () => {
    const { page, context, errors } = await site.visit(placeOf(tiny));
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(request.url()));
    await until(page, `document.querySelector('option[value=webgpu]')?.label.includes('in software')`);
    expect(await deviceField(page).inputValue()).toBe('wasm');
    await deviceField(page).selectOption('webgpu');
    expect(page.url()).toContain('device=webgpu');
    await page.getByText('Play loads ONNX Runtime, 26.8 MB').waitFor();
    expect(fetched.filter((url) => url.includes('ort'))).toEqual([]);
    await press(page, 'Step');
    await reach(page, 1);
    expect(await deviceShown(page)).toBe('WebGPU in software, google swiftshader');
    expect(fetched.filter((url) => /ort.*\.wasm$/.test(url))).toEqual([expect.stringContaining('asyncify')]);
    expect(await axeViolations(page)).toEqual([]);
    await press(page, 'Step');
    await reach(page, 2);
    await page.getByText('Save, load, share').click();
    const { snapshot } = await savedCheckpoint(page);
    const native = await nativeStates(2);
    expect(snapshot.iteration).toBe(2);
    expect(distance(snapshot.state, native.after)).toBeLessThan(1e-3);
    expect(distance(native.before, native.after)).toBeGreaterThan(1e-3); // two updates are more than that

    await site.crashGraphics();
    await press(page, 'Step');
    await page.getByText(/the graphics processor was lost/).waitFor();
    await page.getByText(/Iteration 2 was kept/).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await press(page, 'Go on with WebAssembly');
    await reach(page, 3);
    expect(await deviceShown(page)).toBe('WebAssembly, 1 thread');
    expect(page.url()).not.toContain('device');
    expect(errors).toEqual([]);
    await context.close();
  });
});

describeInBrowser('train here, without a graphics processor', () => {
  const site = useStudio();

  it('does not offer it, says why, and trains with WebAssembly where a link asks for it', async () => {
    const options = { width: 390, theme: 'dark' } as const;
    const { page, context, errors } = await site.visit(placeOf({ ...tiny, device: 'webgpu' }), options);
    await page.getByRole('alert').filter({ hasText: 'WebAssembly trains instead.' }).waitFor();
    expect(await page.locator('option[value=webgpu]').isDisabled()).toBe(true);
    await press(page, 'Play');
    await reach(page, 20);
    expect(await deviceShown(page)).toBe('WebAssembly, 1 thread');
    await expectNoSidewaysScrolling(page);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Reset Device' }).click();
    expect(page.url()).not.toContain('device');
    await page.getByText(/This browser (has no WebGPU|finds no graphics processor)/).waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });
});
