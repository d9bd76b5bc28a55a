// The room "explore" in a real browser.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { float32, float32Data } from '../../../../../src/base/host-tensor.ts';
import { fillNormal } from '../../../../../src/base/random.ts';
import { sampleFrom } from '../../../../../src/run/sample.ts';
import { openDevice } from '../../../../../src/runtime/devices.ts';
import { factorTensors } from '../../../../../src/studio/app/rooms/explore/factor-tensors.ts';
import { onnxFile } from '../../../../../src/targets/onnx/onnx.ts';
import { generatorProgram, layersProgram } from '../../../../../src/train/generator-program.ts';
import { decodeGenerator } from '../../../../../src/train/model.ts';
import {
  axeViolations,
  describeInBrowser,
  expectNoSidewaysScrolling,
  until,
  useStudio,
} from '../../../browser.ts';
import { planeGenerator } from './plane-generator.ts';

const shipped = 'assets/mnist-generator.safetensors';

/** The grey levels of the sample at the reader's place. */
const levels = (page: Page) =>
  page.evaluate(
    `(() => {
      const canvas = document.querySelector('.explore-here canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return Array.from({ length: data.length / 4 }, (_, index) => data[4 * index]);
    })()`,
  ) as Promise<readonly number[]>;

/** The sample of seed 1002 without a unit of the last hidden layer. */
async function withoutUnit(unit: number): Promise<Float32Array> {
  const program = layersProgram(decodeGenerator(readFileSync(shipped)));
  const loaded = await (await openDevice('cpu', { threads: 1 })).load(program);
  const latent = float32([2, 100]);
  fillNormal(latent.data, { seed: 1002, purpose: 'sample', counter: 0 });
  const changes = [{ layer: 1, unit, factor: 0 }];
  const { images } = await loaded.run({ latent, ...factorTensors([256, 512], changes) });
  const sample = float32Data(images!, 'images').slice(0, 784);
  await loaded.release();
  return sample;
}

const ready = (page: Page) => until(page, `document.querySelector('.explore-here canvas:not([hidden])')`);

describeInBrowser('the room explore', () => {
  const site = useStudio();

  it('shows at a whole point what the command line makes of that seed, and walks by keyboard', async () => {
    const { page, context, errors } = await site.visit('#/explore?at=2,1', { theme: 'dark', width: 390 });
    await ready(page);
    const expected = await sampleFrom(shipped, { seed: 1002, count: 1 });
    const shown = await levels(page);
    expect(shown).toHaveLength(784);
    const far = shown.filter((level, index) => Math.abs(level - (expected.data[index]! + 1) * 127.5) > 1.01);
    expect(far).toEqual([]);
    await page.locator('.explore-plane').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    await until(page, `location.hash === '#/explore?at=2.25%2C2'`);
    await page.keyboard.press('Home');
    await until(page, `location.hash === '#/explore'`);
    await page.waitForSelector('.explore-directions input');
    expect(await axeViolations(page)).toEqual([]);
    await expectNoSidewaysScrolling(page);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('moves along directions and back, pins, compares, and saves what it shows', async () => {
    const { page, context, errors } = await site.visit('#/explore');
    await ready(page);
    const before = await levels(page);
    const slider = page.locator('.explore-directions input').first();
    await slider.focus();
    for (let press = 0; press < 15; press++) await page.keyboard.press('ArrowRight');
    await expect.poll(() => levels(page)).not.toEqual(before);
    await page.locator('.explore-directions .field-reset').first().click();
    await expect.poll(() => levels(page)).toEqual(before);
    expect(await page.locator('.explore-directions .field-reset').first().isDisabled()).toBe(true);

    await page.locator('.explore-nearest button').click();
    await until(page, `document.querySelectorAll('.explore-here canvas:not([hidden])').length === 2`);

    await page.locator('.explore-plane').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => levels(page)).not.toEqual(before);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.explore-way');
    const saved = async (button: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: button }).click(),
      ]);
      return readFileSync(await download.path());
    };
    const gif = await saved('Save GIF');
    expect(gif.subarray(0, 6).toString('latin1')).toBe('GIF89a');
    expect(gif.readUInt16LE(6)).toBe(28 * 8);
    const png = await saved('Save PNG');
    expect(png.readUInt32BE(16)).toBe(28 * 8);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('looks inside: switches a unit off in every picture, and back', async () => {
    const visit = await site.visit('#/explore?at=2,1', { theme: 'dark', width: 390 });
    const { page, context, errors } = visit;
    await ready(page);
    const before = await levels(page);
    await page.getByRole('button', { name: 'Look inside' }).click();
    await page.getByText('Layer 2, 512 units').waitFor();
    const units = page.locator('.layers-unit');
    await units.first().click();
    expect(await units.count()).toBe(12);
    const unit = Number(/Unit (\d+) draws/.exec((await units.first().getAttribute('aria-label'))!)![1]) - 1;
    await page.getByRole('button', { name: 'Switch off' }).click();
    await expect.poll(() => levels(page)).not.toEqual(before);
    const expected = await withoutUnit(unit);
    const far = (await levels(page)).filter(
      (level, index) => Math.abs(level - (expected[index]! + 1) * 127.5) > 1.01,
    );
    expect(far).toEqual([]);
    expect(await axeViolations(page)).toEqual([]);
    await expectNoSidewaysScrolling(page);
    await page.getByRole('button', { name: 'Reset all units' }).click();
    await expect.poll(() => levels(page)).toEqual(before);
    expect(await page.getByRole('button', { name: 'Reset all units' }).isDisabled()).toBe(true);
    await page.getByRole('slider', { name: 'Layer 1, 256 units' }).focus();
    for (const key of ['Home', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
    await page.getByRole('heading', { name: 'Unit 34 of layer 1' }).waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });

  it('opens files: points, and what is refused', async () => {
    const { page, context, errors } = await site.visit('#/explore');
    await ready(page);
    const points = generatorProgram({ ...planeGenerator, dataset: '<img src=x onerror=alert(1)>' });
    const path = join(site.runs, 'points.onnx');
    writeFileSync(path, onnxFile(points));
    await page.locator('input[type=file]').setInputFiles(path);
    await until(page, `document.querySelector('.explore-source').textContent.includes('<img src=x')`);
    await until(page, `/^−?\\d.*, −?\\d/.test(document.querySelector('.explore-here p.number').textContent)`);
    await page.locator('.explore-layers', { hasText: 'this one is of another kind' }).waitFor();
    await page.locator('input[type=file]').setInputFiles({
      name: 'noise.onnx',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('this is no model'),
    });
    await page.waitForSelector('.explore-source [role=alert]');
    expect(await page.locator('.explore-source [role=alert]').textContent()).toMatch(
      /onnx: expected a model/,
    );
    expect(errors).toEqual([]);
    await context.close();
  });
});
