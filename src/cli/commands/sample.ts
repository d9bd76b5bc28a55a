// wgan sample: samples of a trained generator as pictures.

import fs from 'node:fs';
import { type Float32Tensor, float32 } from '../../base/host-tensor.ts';
import { type PointScale, toScale } from '../../base/point-scale.ts';
import { shellPath } from '../../base/shell.ts';
import { writeFile } from '../../run/files.ts';
import { loadGenerator } from '../../run/model-file.ts';
import { encodePicture, type PictureFormat, pictureFormats } from '../../run/picture-files.ts';
import { sampleModel } from '../../run/sample.ts';
import { encodeGrid, savePictures } from '../../run/save-pictures.ts';
import { scatterFrom } from '../../run/scatter.ts';
import { isPlane } from '../../train/critic-viewer.ts';
import type { GeneratorModel } from '../../train/model.ts';
import { previewCount } from '../../train/sampler.ts';
import type { CommandRecord, Invocation } from '../command.ts';
import { exitCodes, type Io } from '../io.ts';
import { say } from '../language/say.ts';
import { addOptions, positiveNumber, textOf, wholeNumber } from '../options.ts';
import { type OutputTarget, outputTarget, refuseTerminal } from '../output-target.ts';
import { modelName, modelPath } from '../pretrained.ts';
import { rawOption, wantsRaw } from '../raw-weights.ts';
import { colorDepth, painter } from '../terminal/colors.ts';
import { formatCount, formatPlural } from '../terminal/format.ts';
import { sampleLines } from '../train/sample-lines.ts';

/** As `sample` and `interpolate` take it. */
export const truncationOption: readonly [string, string] = [
  '--truncation <x>',
  'Draw noise beyond this magnitude again: samples become more typical, and less diverse. (default: none)',
];

/** Asks for each class. */
const ALL = 'all';

export const sampleCommand: CommandRecord = {
  name: 'sample',
  summary: 'Draw samples from a trained generator.',
  arguments: [
    ['[model]', 'A run folder, checkpoint or generator.safetensors. (default: one that comes with wgan)'],
  ],
  examples: [
    'wgan sample runs/mnist-wgan-gp-1',
    'wgan sample runs/mnist-wgan-gp-1 --count 100 --seed 7 --out grid.png',
    'wgan sample runs/mnist-wgan-gp-1 --count 1000 --out digits/ --format webp',
    'wgan sample --count 1 --out - > digit.png',
    'wgan sample runs/mnist-wgan-gp-1 --class 7 --truncation 0.7',
  ],
  options: (command) =>
    addOptions(command, [
      ['--count <n>', 'How many. (default: 64; 512 points)'],
      ['--seed <n>', 'Seed of the noise; the same seed gives the same samples. (default: 1)'],
      [
        '--class <name>',
        'Class to make, of a generator that is told classes; all for each in turn, a row of one picture for each. (default: all)',
      ],
      truncationOption,
      [
        '--out <path>',
        'A .png, .jpg, .webp or .gif for one picture, a folder for single ones, - for stdout; a .csv for points. (default: samples.png)',
      ],
      [
        '--format <name>',
        'Of files in a folder and on stdout: png, jpg, webp, gif or csv. (default: png; csv for points)',
      ],
      rawOption,
      ['--no-preview', 'Show no samples in the terminal.'],
    ]),
  run: runSample,
};

async function runSample({ io, arguments: [named], options }: Invocation): Promise<number> {
  const seed = wholeNumber(options, 'seed') ?? 1;
  const raw = await wantsRaw(io, modelPath(named), options);
  const model = await loadGenerator(modelPath(named), { raw });
  const count = wholeNumber(options, 'count', 1) ?? usualCount(model);
  const target = targetOf(model, options);
  refuseTerminal(io, target);
  const name = textOf(options, 'class');
  const truncation = positiveNumber(options, 'truncation');
  const isOfAll = model.spec.classes !== undefined && (name === undefined || name === ALL);
  const wanted = { count, seed, truncation, ...(!isOfAll && { class: name }) };
  const samples = await sampleModel(model, wanted);
  const { kind, path, format } = target;
  const isShown = kind !== 'stdout' && options.preview !== false;
  if (kind === 'folder') await savePictures(samples, path, { format: format as PictureFormat });
  else {
    const bytes = await encodeSamples(samples, model, format, modelPath(named), isOfAll);
    if (kind === 'file') writeFile(fs, path, bytes, { isDurable: false });
    else io.stdout.writeBytes(bytes);
  }
  if (isShown) showSamples(io, samples, model.spec.scale);
  const words = kind === 'stdout' ? io.stderr : io.stdout;
  const iteration = formatCount(model.iteration);
  const origin = raw
    ? say`${modelName(named)} (iteration ${iteration}, raw weights, seed ${seed})`
    : say`${modelName(named)} (iteration ${iteration}, seed ${seed})`;
  const place = kind === 'stdout' ? 'stdout' : shellPath(path);
  words.print([say`${formatPlural(count, 'sample')} of ${origin} in ${place}`]);
  return exitCodes.done;
}

type Format = PictureFormat | 'csv';

/** As many as a preview shows; of each class as many. */
const usualCount = ({ spec: { sampleShape, classes } }: GeneratorModel) =>
  previewCount({ sampleShape, generator: { classes: classes?.length } });

/** Samples of each class in turn, laid out with a class in each row; undefined where they do not fill rows. */
function classRows(samples: Float32Tensor, classes: number) {
  const count = samples.shape[0]!;
  const columns = count / classes;
  if (!Number.isInteger(columns)) return undefined;
  const size = samples.data.length / count;
  const rows = float32(samples.shape);
  for (let index = 0; index < count; index++) {
    const place = (index % classes) * columns + Math.floor(index / classes);
    rows.data.set(samples.data.subarray(index * size, (index + 1) * size), place * size);
  }
  return { samples: rows, columns };
}

/** Points are a picture or lines of text, images one picture or many. */
function targetOf({ spec }: GeneratorModel, options: Invocation['options']): OutputTarget<Format> {
  const format = textOf(options, 'format');
  const out = textOf(options, 'out') ?? `samples.${format ?? 'png'}`;
  if (isPlane(spec)) return outputTarget(out, format, { formats: [...pictureFormats, 'csv'], usual: 'csv' });
  return outputTarget(out, format, { formats: pictureFormats, usual: 'png', single: 'png' });
}

/** One picture of all samples, or the points as lines.
 *  @param path     of the model, whose data a picture of points shows too
 *  @param hasRows  whether samples are of each class in turn, which are the rows of a picture */
async function encodeSamples(
  samples: Float32Tensor,
  model: GeneratorModel,
  format: Format,
  path: string,
  hasRows: boolean,
): Promise<Uint8Array> {
  if (format === 'csv') return new TextEncoder().encode(pointsText(samples));
  if (!isPlane(model.spec)) {
    const rows = hasRows ? classRows(samples, model.spec.classes!.length) : undefined;
    return rows ? encodeGrid(rows.samples, format, rows.columns) : encodeGrid(samples, format);
  }
  return encodePicture(await scatterFrom(path, model, samples), format);
}

/** A line `x,y` for each point, in the units of the data, as `--dataset points.csv` reads them. */
function pointsText({ data }: Float32Tensor): string {
  const lines = Array.from(
    { length: data.length / 2 },
    (_, row) => `${data[2 * row]},${data[2 * row + 1]}\n`,
  );
  return lines.join('');
}

/** Shows as many samples as fit the terminal, points as they are learnt; nothing without one. */
export function showSamples(io: Io, samples: Float32Tensor, scale?: PointScale): void {
  const { isTerminal } = io.stdout;
  const depth = colorDepth({ isTerminal, env: io.env });
  const learnt = scale === undefined ? samples : float32(samples.shape, toScale(samples.data, scale));
  if (isTerminal) io.stdout.print(sampleLines(learnt, io.stdout, depth, painter(depth)));
}
