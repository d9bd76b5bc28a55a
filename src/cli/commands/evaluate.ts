// wgan evaluate: how good a generator is, in numbers.

import fs from 'node:fs';
import { shellPath } from '../../base/shell.ts';
import { type ClassifierVersion, classifierVersions } from '../../metrics/mnist-features.ts';
import { type EvaluationStage, evaluateModel, type ModelEvaluation, samplesOf } from '../../run/evaluate.ts';
import { writeFile } from '../../run/files.ts';
import { saveForInception, type WrittenImages } from '../../run/inception-images.ts';
import { nearestSheet } from '../../run/nearest-sheet.ts';
import { encodePicture, pictureFormat } from '../../run/picture-files.ts';
import { placelessName } from '../../run/placeless.ts';
import type { CommandRecord, Invocation } from '../command.ts';
import { UsageError } from '../errors.ts';
import { evaluationObject } from '../evaluate/evaluation-object.ts';
import { reportLines } from '../evaluate/report-lines.ts';
import { interruptible } from '../interruptible.ts';
import { exitCodes, type Io } from '../io.ts';
import { say } from '../language/say.ts';
import { addOptions, textOf, wholeNumber } from '../options.ts';
import { modelName, modelPath } from '../pretrained.ts';
import { rawOption, wantsRaw } from '../raw-weights.ts';
import { colorDepth, painter } from '../terminal/colors.ts';
import { formatCount, formatPlural } from '../terminal/format.ts';
import { jsonLines } from '../terminal/output.ts';
import { createTask, type Task } from '../terminal/task.ts';

export const evaluateCommand: CommandRecord = {
  name: 'evaluate',
  summary: 'Measure how good the samples of a trained generator are.',
  arguments: [
    ['[model]', 'A run folder, checkpoint or generator.safetensors. (default: one that comes with wgan)'],
  ],
  examples: [
    'wgan evaluate runs/mnist-wgan-gp-1',
    'wgan evaluate runs/mnist-wgan-gp-1/best.safetensors --seeds 5 --explain',
    'wgan evaluate runs/photos --nearest nearest.png',
    'wgan evaluate generator.safetensors --dataset ./photos --images inception/',
  ],
  options: (command) =>
    addOptions(command, [
      ['--samples <n>', 'How many. (default: 10000 digits, 26000 stacked digits, 2500 points, 2000 others)'],
      ['--seed <n>', 'Seed of the noise; the same seed gives the same numbers. (default: 1)'],
      ['--seeds <n>', 'Measure with so many seeds, and tell mean and standard deviation. (default: 1)'],
      ['--dataset <name>', 'Measure against these data. (default: those that the generator learnt)'],
      ['--digits', 'Read grey images of 28×28 as handwritten digits, as is done with those of MNIST.'],
      [
        '--classifier <version>',
        'mnist-conv-2, or mnist-mlp-1 beside reports that are older. (default: mnist-conv-2)',
      ],
      [
        '--features <file>',
        'Describe images, digits too, by the network in this ONNX file, as Inception, for Fréchet distance to coverage.',
      ],
      rawOption,
      ['--explain', 'Say what each number means.'],
      ['--json', 'Print one JSON object.'],
      [
        '--nearest <file>',
        'Draw samples beside the training images nearest to them, with their distances, into this picture.',
      ],
      [
        '--images <folder>',
        'Write samples and real images as PNG files too, 10000 by default, for Inception metrics.',
      ],
    ]),
  run: runEvaluate,
};

async function runEvaluate({ io, arguments: [named], options }: Invocation): Promise<number> {
  const first = wholeNumber(options, 'seed') ?? 1;
  const seeds = Array.from({ length: wholeNumber(options, 'seeds', 1) ?? 1 }, (_, index) => first + index);
  const samples = wholeNumber(options, 'samples', 1);
  const path = modelPath(named);
  const images = textOf(options, 'images');
  const sheet = sheetName(options);
  const progress = createProgress(io);
  return interruptible(
    io,
    () => {},
    async ({ signal }) => {
      try {
        const evaluation = await evaluateModel(path, {
          raw: await wantsRaw(io, path, options),
          seeds,
          counts: samples === undefined ? {} : { samples },
          asDigits: options.digits === true,
          classifier: classifierOf(options),
          features: textOf(options, 'features'),
          ...(sheet !== undefined && { nearest: Math.min(PAIRS, samples ?? PAIRS) }),
          dataset: textOf(options, 'dataset'),
          signal,
          onProgress: progress.tell,
        });
        const written =
          images === undefined
            ? undefined
            : await writeImages(evaluation, {
                folder: images,
                seed: first,
                count: samples ?? 10_000,
                progress,
              });
        if (sheet !== undefined) await writeSheet(evaluation, sheet);
        progress.close();
        tell(io, evaluation, { name: modelName(named), options, written });
        return exitCodes.done;
      } finally {
        progress.close();
      }
    },
  );
}

/** @throws UsageError if there is no such version */
function classifierOf(options: Invocation['options']): ClassifierVersion | undefined {
  const named = textOf(options, 'classifier');
  const known = classifierVersions.find((version) => version === named);
  if (named === undefined || known !== undefined) return known;
  throw new UsageError(`--classifier: expected ${classifierVersions.join(' or ')}, got "${named}"`);
}

/** Samples on a sheet. */
const PAIRS = 32;

/** @throws UsageError if the name is not that of a picture */
function sheetName(options: Invocation['options']): string | undefined {
  const name = textOf(options, 'nearest');
  if (name === undefined || pictureFormat(name) !== undefined) return name;
  throw new UsageError(`--nearest: expected a name that ends in .png, .jpg, .webp or .gif, got "${name}"`);
}

async function writeSheet({ nearest, dataset }: ModelEvaluation, path: string): Promise<void> {
  const picture = await encodePicture(nearestSheet(nearest!, dataset), pictureFormat(path)!);
  writeFile(fs, path, picture, { isDurable: false });
}

/** What the sheet shows. */
function sheetLines({ nearest: found }: ModelEvaluation, path: string | undefined): readonly string[] {
  if (found === undefined || path === undefined) return [];
  const { features, nearest } = found;
  const distances = nearest.map(({ distance }) => distance).toSorted((a, b) => a - b);
  const [least, most] = [distances[0]!, distances.at(-1)!].map((distance) => distance.toFixed(2));
  const where = say`${shellPath(path)}: ${formatPlural(nearest.length, 'sample')} beside the nearest training images`;
  const by =
    features === undefined
      ? say`distances of pixels, ${least!} to ${most!}`
      : say`distances of the features ${features}, ${least!} to ${most!}`;
  return ['', where, `  ${by}`];
}

interface Images {
  readonly folder: string;
  readonly seed: number;
  readonly count: number;
  readonly progress: Progress;
}

function writeImages(
  { model, dataset }: ModelEvaluation,
  { folder, seed, count, progress }: Images,
): Promise<WrittenImages> {
  return samplesOf(model, seed, (sampler) =>
    saveForInception({
      ...{ sampler, dataset, count, folder },
      onProgress: (done, total) => progress.tell('writing images', done, total),
    }),
  );
}

interface Telling {
  readonly name: string;
  readonly options: Invocation['options'];
  readonly written: WrittenImages | undefined;
}

function tell(io: Io, evaluation: ModelEvaluation, { name, options, written }: Telling): void {
  if (options.json) {
    const object = {
      model: placelessName(name),
      ...evaluationObject(evaluation),
      ...(evaluation.nearest && {
        nearestFeatures: evaluation.nearest.features ?? 'pixels',
        nearestOnSheet: evaluation.nearest.nearest,
      }),
      ...(written && { inceptionImages: written.counts, inceptionCommand: written.command }),
    };
    io.stdout.print(jsonLines(object));
    return;
  }
  const { isTerminal, columns } = io.stdout;
  const paint = painter(colorDepth({ isTerminal, env: io.env }));
  const lines = reportLines(evaluation, { name, columns, paint, isExplained: options.explain === true });
  const inception = written === undefined ? [] : inceptionLines(written);
  const sheet = sheetLines(evaluation, textOf(options, 'nearest'));
  io.stdout.print([...lines, ...sheet, ...inception]);
}

/** How many images there are now, and the command of torch-fidelity that compares them. */
function inceptionLines({ counts: { samples, real }, command }: WrittenImages): readonly string[] {
  const count = say`${formatCount(samples)} samples and ${formatCount(real)} real images`;
  return ['', say`for Inception metrics of ${count}:`, `  ${command}`];
}

/** One bar after another, for the stages of the work. */
interface Progress {
  tell(stage: EvaluationStage | 'writing images', done: number, total: number): void;
  close(): void;
}

function createProgress(io: Io): Progress {
  let [task, shown]: [Task | undefined, string] = [undefined, ''];
  const close = () => {
    task?.close();
    task = undefined;
  };
  return {
    tell(stage, done, total) {
      if (stage !== shown || task === undefined) {
        close();
        task = createTask(io, stage);
        shown = stage;
      }
      task.update(done, total);
    },
    close,
  };
}
