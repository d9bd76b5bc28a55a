// wgan interpolate: a walk through the latent space of a trained generator, as a strip and as an animation.

import fs from 'node:fs';
import { ConfigError } from '../../base/errors.ts';
import type { Float32Tensor } from '../../base/host-tensor.ts';
import { shellPath } from '../../base/shell.ts';
import { writeFile } from '../../run/files.ts';
import { interpolate } from '../../run/interpolate.ts';
import { type PictureFormat, pictureFormats } from '../../run/picture-files.ts';
import { encodeFrames, encodeGrid, savePictures } from '../../run/save-pictures.ts';
import type { CommandRecord, Invocation } from '../command.ts';
import { exitCodes } from '../io.ts';
import { say } from '../language/say.ts';
import { addOptions, positiveNumber, textOf, wholeNumber } from '../options.ts';
import { outputTarget, refuseTerminal } from '../output-target.ts';
import { modelName, modelPath } from '../pretrained.ts';
import { rawOption, wantsRaw } from '../raw-weights.ts';
import { showSamples, truncationOption } from './sample.ts';

export const interpolateCommand: CommandRecord = {
  name: 'interpolate',
  summary: 'Walk from sample to sample through the latent space.',
  arguments: [
    ['[model]', 'A run folder, checkpoint or generator.safetensors. (default: one that comes with wgan)'],
  ],
  examples: [
    'wgan interpolate runs/mnist-wgan-gp-1',
    'wgan interpolate runs/mnist-wgan-gp-1 --points 8 --steps 24 --seconds 12 --out walk.webp',
  ],
  options: (command) =>
    addOptions(command, [
      ['--points <n>', 'Samples that the walk passes; it ends where it began. (default: 4)'],
      ['--steps <n>', 'Pictures from one to the next. (default: 12)'],
      ['--seed <n>', 'Seed of the noise. (default: 1)'],
      [
        '--class <name>',
        'Class of a generator that is told classes; 3..8 walks from one to the other. (default: the first)',
      ],
      truncationOption,
      [
        '--out <file>',
        'A .png or .jpg for a strip, a .gif or .webp for an animation, a folder for single pictures, - for stdout. (default: interpolation.png and interpolation.gif)',
      ],
      [
        '--format <name>',
        'Of files in a folder and on stdout: png, jpg, webp or gif. (default: png; gif on stdout)',
      ],
      ['--seconds <x>', 'How long an animation takes. (default: a twelfth of a second for each picture)'],
      rawOption,
      ['--no-preview', 'Show no samples in the terminal.'],
    ]),
  run: runInterpolate,
};

async function runInterpolate({ io, arguments: [named], options }: Invocation): Promise<number> {
  const points = wholeNumber(options, 'points', 1) ?? 4;
  const steps = wholeNumber(options, 'steps', 1) ?? 12;
  const seed = wholeNumber(options, 'seed') ?? 1;
  const count = points * steps;
  const framesPerSecond = pace(count, positiveNumber(options, 'seconds'));
  const out = textOf(options, 'out');
  const format = textOf(options, 'format');
  const targets = namesOf(out, format).map((path) =>
    outputTarget(path, format, { formats: pictureFormats, usual: 'gif', single: 'png' }),
  );
  for (const target of targets) refuseTerminal(io, target);
  const raw = await wantsRaw(io, modelPath(named), options);
  const classes = textOf(options, 'class')?.split('..');
  const truncation = positiveNumber(options, 'truncation');
  const walk = { points, steps, seed, raw, classes, truncation, isLoop: true };
  const samples = await interpolate(modelPath(named), walk);
  const isOnStdout = targets.some(({ kind }) => kind === 'stdout');
  for (const { kind, path, format: wanted } of targets) {
    if (kind === 'folder') await savePictures(samples, path, { format: wanted });
    else {
      const bytes = await encodeWalk(samples, wanted, { steps, framesPerSecond });
      if (kind === 'file') writeFile(fs, path, bytes, { isDurable: false });
      else io.stdout.writeBytes(bytes);
    }
  }
  if (options.preview !== false && !isOnStdout) showSamples(io, samples);
  const places = targets.map(({ kind, path }) => (kind === 'stdout' ? 'stdout' : shellPath(path)));
  const words = isOnStdout ? io.stderr : io.stdout;
  words.print([say`a walk of ${count} pictures through ${modelName(named)} in ${places.join(say` and `)}`]);
  return exitCodes.done;
}

/** Where nothing is said, a strip and an animation. */
function namesOf(out: string | undefined, format: string | undefined): readonly string[] {
  if (out !== undefined) return [out];
  return format === undefined ? ['interpolation.png', 'interpolation.gif'] : [`interpolation.${format}`];
}

/** A GIF shows no picture for less, and browsers show those of 1/100 s for 1/10 s. */
const LEAST_SECONDS = 0.02;

/** Pictures a second; by default that of an animation.
 *  @throws ConfigError if that is too fast */
function pace(count: number, seconds: number | undefined): number | undefined {
  if (seconds === undefined) return undefined;
  if (seconds / count >= LEAST_SECONDS) return count / seconds;
  const least = Math.ceil(100 * count * LEAST_SECONDS) / 100;
  throw new ConfigError(`seconds: ${count} pictures take ${least} s at least, got ${seconds}`);
}

/** A strip with a row for each leg of the walk, or an animation. */
function encodeWalk(
  samples: Float32Tensor,
  format: PictureFormat,
  { steps, framesPerSecond }: { readonly steps: number; readonly framesPerSecond: number | undefined },
): Promise<Uint8Array> {
  if (format === 'png' || format === 'jpg') return encodeGrid(samples, format, steps);
  return encodeFrames(samples, format, { framesPerSecond });
}
