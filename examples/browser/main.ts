// Trains a GAN on points in the plane, in a page, and shows how its samples move onto the data.
// Build and look: npx vite build examples/browser && npx vite preview examples/browser

import { ganOf, loadDataset, openDevice, resolveConfig, scheduleOf, settingsOf, train } from 'wgan';

const canvas = document.querySelector('canvas')!;
const text = document.querySelector('p')!;

function draw(points: ArrayLike<number>, color: string): void {
  const context = canvas.getContext('2d')!;
  context.fillStyle = color;
  for (let at = 0; at < points.length; at += 2) {
    context.fillRect(238 + 120 * points[at]!, 238 - 120 * points[at + 1]!, 4, 4); // [−2, 2]² on 480 × 480 pixels
  }
}

const dataset = await loadDataset('ring');
const networks = { latent: 8, generatorHidden: [64, 64], criticHidden: [64, 64] };
const config = resolveConfig({ ...networks, penalty: 0.5, average: 0.99, sampleEvery: 10 });
const gan = ganOf(config, dataset.sampleShape);
const settings = settingsOf(config);
const device = await openDevice('wasm', { threads: 1 });
for await (const event of train({ ...scheduleOf(config), gan, settings, dataset, device })) {
  if (event.type === 'iteration') text.textContent = `${event.iteration}: ${event.wasserstein?.toFixed(4)}`;
  if (event.type !== 'sample') continue;
  canvas.width = 480; // clears it
  draw(dataset.values.subarray(0, 2000), 'silver');
  draw(event.samples.data, 'crimson');
}
