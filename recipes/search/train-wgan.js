// Trains one configuration with wgan: node train-wgan.js <request as JSON>.

import { runTypescript } from '../run-typescript.js';

await runTypescript(new URL('train-wgan.ts', import.meta.url));
