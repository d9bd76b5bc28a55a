// wgan interpolate: a walk through the latent space of a trained generator, as a strip and as an animation.

import { interpolate } from '../../run/interpolate.ts';
import { saveAnimation, savePictures } from '../../run/save-pictures.ts';
import type { CommandRecord, Invocation } from '../command.ts';
import { exitCodes } from '../io.ts';
import { say } from '../language/say.ts';
import { addOptions, textOf, wholeNumber } from '../options.ts';
import { modelName, modelPath } from '../pretrained.ts';
import { showSamples } from './sample.ts';

export const interpolateCommand: CommandRecord = {
  name: 'interpolate',
  summary: 'Walk from sample to sample through the latent space.',
  arguments: [
    ['[model]', 'A run folder, checkpoint or generator.safetensors. (default: one that comes with wgan)'],
  ],
  examples: [
    'wgan interpolate runs/mnist-wgan-gp-1',
    'wgan interpolate runs/mnist-wgan-gp-1 --points 8 --steps 24 --out walk.gif',
  ],
  options: (command) =>
    addOptions(command, [
      ['--points <n>', 'Samples that the walk passes; it ends where it began. (default: 4)'],
      ['--steps <n>', 'Pictures from one to the next. (default: 12)'],
      ['--seed <n>', 'Seed of the noise. (default: 1)'],
      [
        '--out <file>',
        'A .png for a strip, a .gif or .webp for an animation. (default: interpolation.png and interpolation.gif)',
      ],
      ['--no-preview', 'Show no samples in the terminal.'],
    ]),
  run: runInterpolate,
};

async function runInterpolate({ io, arguments: [named], options }: Invocation): Promise<number> {
  const points = wholeNumber(options, 'points', 1) ?? 4;
  const steps = wholeNumber(options, 'steps', 1) ?? 12;
  const seed = wholeNumber(options, 'seed') ?? 1;
  const out = textOf(options, 'out');
  const names = out === undefined ? ['interpolation.png', 'interpolation.gif'] : [out];
  const samples = await interpolate(modelPath(named), { points, steps, seed, isLoop: true });
  for (const name of names) {
    if (/\.(gif|webp)$/i.test(name)) await saveAnimation(samples, name);
    else savePictures(samples, name, { columns: steps });
  }
  if (options.preview !== false) showSamples(io, samples);
  io.stdout.print([
    say`a walk of ${points * steps} pictures through ${modelName(named)} in ${names.join(say` and `)}`,
  ]);
  return exitCodes.done;
}
