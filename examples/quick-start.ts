// Trains a WGAN-GP on MNIST for a moment and writes a picture of what it makes.

import { writeFile } from 'node:fs/promises';
import {
  encodePng,
  ganOf,
  imageGrid,
  loadDataset,
  openDevice,
  resolveConfig,
  scheduleOf,
  settingsOf,
  train,
} from 'wgan';

const [iterations = 500, picture = 'samples.png'] = process.argv.slice(2);
const config = resolveConfig({ objective: 'wgan-gp', iterations: Number(iterations) });
const dataset = await loadDataset('mnist');
const device = await openDevice('cpu');
const gan = ganOf(config, dataset.sampleShape);

const settings = settingsOf(config);

for await (const event of train({ ...scheduleOf(config), gan, settings, dataset, device })) {
  if (event.type === 'iteration') console.log(event.iteration, event.wasserstein);
  if (event.type === 'sample') await writeFile(picture, encodePng(imageGrid(event.samples, { scale: 2 })));
}
