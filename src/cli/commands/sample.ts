// wgan sample: samples of a trained generator as pictures.

import fs from 'node:fs';
import { type Float32Tensor, float32 } from '../../base/host-tensor.ts';
import { type PointScale, toScale } from '../../base/point-scale.ts';
import { encodePng } from '../../formats/png.ts';
import { writeFile } from '../../run/files.ts';
import { loadGenerator } from '../../run/model-file.ts';
import { sampleModel } from '../../run/sample.ts';
import { savePictures } from '../../run/save-pictures.ts';
import { scatterFrom } from '../../run/scatter.ts';
import { isPlane } from '../../train/critic-field.ts';
import type { GeneratorModel } from '../../train/model.ts';
import { previewCount } from '../../train/sampler.ts';
import type { CommandRecord, Invocation } from '../command.ts';
import { exitCodes, type Io } from '../io.ts';
import { say } from '../language/say.ts';
import { addOptions, textOf, wholeNumber } from '../options.ts';
import { modelName, modelPath } from '../pretrained.ts';
import { colorDepth, painter } from '../terminal/colors.ts';
import { formatCount, formatPlural } from '../terminal/format.ts';
import { sampleLines } from '../train/sample-lines.ts';

export const sampleCommand: CommandRecord = {
  name: 'sample',
  summary: 'Draw samples from a trained generator.',
  arguments: [
    ['[model]', 'A run folder, checkpoint or generator.safetensors. (default: one that comes with wgan)'],
  ],
  examples: [
    'wgan sample runs/mnist-wgan-gp-1',
    'wgan sample runs/mnist-wgan-gp-1 --count 100 --seed 7 --out grid.png',
    'wgan sample runs/mnist-wgan-gp-1 --count 1000 --out digits/',
  ],
  options: (command) =>
    addOptions(command, [
      ['--count <n>', 'How many. (default: 64; 512 points)'],
      ['--seed <n>', 'Seed of the noise; the same seed gives the same samples. (default: 1)'],
      [
        '--out <path>',
        'A .png for one picture, a folder for single ones; a .csv for points. (default: samples.png)',
      ],
      ['--no-preview', 'Show no samples in the terminal.'],
    ]),
  run: runSample,
};

async function runSample({ io, arguments: [named], options }: Invocation): Promise<number> {
  const seed = wholeNumber(options, 'seed') ?? 1;
  const model = await loadGenerator(modelPath(named));
  const count = wholeNumber(options, 'count', 1) ?? previewCount(model.spec);
  const samples = await sampleModel(model, { count, seed });
  const out = textOf(options, 'out') ?? 'samples.png';
  if (!isPlane(model.spec)) savePictures(samples, out);
  else if (out.toLowerCase().endsWith('.png')) await saveScatter(modelPath(named), model, samples, out);
  else savePoints(samples, out);
  if (options.preview !== false) showSamples(io, samples, model.spec.scale);
  const origin = say`${modelName(named)} (iteration ${formatCount(model.iteration)}, seed ${seed})`;
  io.stdout.print([say`${formatPlural(count, 'sample')} of ${origin} in ${out}`]);
  return exitCodes.done;
}

/** A picture of points: fakes, and what is known of real points and the critic. */
async function saveScatter(
  path: string,
  model: GeneratorModel,
  samples: Float32Tensor,
  out: string,
): Promise<void> {
  const image = await scatterFrom(path, model, samples);
  writeFile(fs, out, encodePng(image), { isDurable: false });
}

/** A line `x,y` for each point, in the units of the data, as `--dataset points.csv` reads them. */
function savePoints({ data }: Float32Tensor, out: string): void {
  const lines = Array.from(
    { length: data.length / 2 },
    (_, row) => `${data[2 * row]},${data[2 * row + 1]}\n`,
  );
  writeFile(fs, out, lines.join(''), { isDurable: false });
}

/** Shows as many samples as fit the terminal, points as they are learnt; nothing without one. */
export function showSamples(io: Io, samples: Float32Tensor, scale?: PointScale): void {
  const { isTerminal } = io.stdout;
  const depth = colorDepth({ isTerminal, env: io.env });
  const learnt = scale === undefined ? samples : float32(samples.shape, toScale(samples.data, scale));
  if (isTerminal) io.stdout.print(sampleLines(learnt, io.stdout, depth, painter(depth)));
}
