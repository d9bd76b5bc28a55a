// wgan export: models for other tools, and a run as a page that trains it again.

import fs from 'node:fs';
import { basename, resolve } from 'node:path';
import { shellPath } from '../../base/shell.ts';
import { exportModel } from '../../run/export.ts';
import { writeFile } from '../../run/files.ts';
import { type RunRecording, readRecording } from '../../run/recording.ts';
import { exportBoard } from '../../run/tensorboard.ts';
import type { CommandRecord, Invocation } from '../command.ts';
import { UsageError } from '../errors.ts';
import { interruptible } from '../interruptible.ts';
import { exitCodes, type Io } from '../io.ts';
import { say } from '../language/say.ts';
import { addOptions, textOf, wholeNumber } from '../options.ts';
import { exampleRun, modelPath } from '../pretrained.ts';
import { rawOption, wantsRaw } from '../raw-weights.ts';
import { formatCount } from '../terminal/format.ts';
import { createTask } from '../terminal/task.ts';

export const exportCommand: CommandRecord = {
  name: 'export',
  summary:
    'Write a trained generator, the training program, a page that trains again, or curves for TensorBoard.',
  arguments: [
    ['[model]', 'A run folder, checkpoint or generator.safetensors. (default: one that comes with wgan)'],
  ],
  examples: [
    'wgan export runs/mnist-wgan-gp-1 --to generator.onnx',
    'wgan export runs/mnist-wgan-gp-1 --to generator-uint8.onnx --uint8',
    'wgan export runs/mnist-wgan-gp-1 --to training.onnx --training',
    'wgan export runs/mnist-wgan-gp-1 --html training.html',
    'wgan export runs/mnist-wgan-gp-1 --tensorboard boards',
  ],
  options: (command) =>
    addOptions(command, [
      ['--to <file>', 'An .onnx file, or .safetensors for weights alone. (default: generator.onnx)'],
      rawOption,
      ['--uint8', 'Images as bytes in three channels, as torch-fidelity expects them.'],
      ['--training', 'One training iteration, with the initial state beside it.'],
      [
        '--html [file]',
        'A page that trains the run again in any browser and says how closely; it needs nothing else. (default: named as the run)',
      ],
      [
        '--tensorboard <folder>',
        'Numbers and pictures of the run as an event file, in a folder named as it.',
      ],
      ['--samples <n>', 'Training samples that the page may carry. (default: as many as fit 8 MB)'],
    ]),
  run: runExport,
};

function runExport({ io, arguments: [named], options }: Invocation): Promise<number> {
  if (options.html !== undefined) return exportPage(io, named, options);
  if (options.tensorboard !== undefined) return tellBoard(io, named, options);
  if (options.samples !== undefined) {
    throw new UsageError('--samples: is for a page, got no --html', {
      help: 'wgan export <run> --html page.html --samples 20000',
    });
  }
  return exportFiles(io, named, options);
}

async function exportFiles(
  io: Io,
  named: string | undefined,
  options: Invocation['options'],
): Promise<number> {
  const { uint8 = false, training = false } = options as {
    readonly uint8?: boolean;
    readonly training?: boolean;
  };
  const to = textOf(options, 'to') ?? (training ? 'training.onnx' : 'generator.onnx');
  const raw = training ? options.raw === true : await wantsRaw(io, modelPath(named), options);
  const paths = await exportModel(modelPath(named), { to, uint8, training, raw });
  io.stdout.print([say`wrote ${paths.map(shellPath).join(say` and `)}`]);
  return exitCodes.done;
}

async function tellBoard(io: Io, named: string | undefined, options: Invocation['options']): Promise<number> {
  requireAlone('tensorboard', options);
  const folder = textOf(options, 'tensorboard')!;
  const { path, counts } = exportBoard(named ?? exampleRun(), folder);
  const [numbers, pictures] = [formatCount(counts.numbers), formatCount(counts.pictures)];
  io.stdout.print([
    say`wrote ${shellPath(path)} with ${numbers} numbers and ${pictures} pictures`,
    say`tensorboard --logdir ${shellPath(folder)} shows them`,
  ]);
  return exitCodes.done;
}

function exportPage(io: Io, named: string | undefined, options: Invocation['options']): Promise<number> {
  const run = named ?? exampleRun();
  const to = pageName(run, options);
  const samples = wholeNumber(options, 'samples', 1);
  return interruptible(
    io,
    () => {},
    async ({ signal }) => {
      const task = createTask(io, 'computing the first iterations again');
      const recorded = await readRecording(run, {
        signal,
        onIteration: task.update,
        ...(samples !== undefined && { limit: { samples } }),
      }).finally(task.close);
      const { recordingPage } = await import('../../studio/recording/page-file.ts');
      const page = recordingPage(recorded);
      writeFile(fs, to, page, { isDurable: false });
      io.stdout.print(linesOf(recorded, to, page.length));
      return exitCodes.done;
    },
  );
}

/** The file to write.
 *  @throws UsageError if other options contradict, or the name is not that of a page */
function pageName(run: string, options: Invocation['options']): string {
  requireAlone('html', options);
  const { html } = options;
  if (typeof html !== 'string') return `${basename(resolve(run))}.html`;
  if (/\.html?$/i.test(html)) return html;
  throw new UsageError(`--html: expected a name that ends in .html, got "${html}"`, {
    help: 'name the run first: wgan export runs/mnist-wgan-gp-1 --html page.html',
  });
}

/** @throws UsageError if options of models are there too */
function requireAlone(name: 'html' | 'tensorboard', options: Invocation['options']): void {
  const others = ['to', 'raw', 'uint8', 'training', ...(name === 'html' ? ['tensorboard'] : [])];
  const other = others.find((each) => options[each] !== undefined);
  if (other === undefined) return;
  throw new UsageError(`--${name}: cannot be combined with --${other}`, {
    help: `name the file after --${name}; export models in a command of their own`,
  });
}

function linesOf({ recording }: RunRecording, to: string, length: number): readonly string[] {
  const { count, of, areDrawn, until } = recording.samples;
  const last = recording.curve.iteration.at(-1)!;
  const size = `${(length / 1e6).toFixed(1)} MB`;
  if (!areDrawn) {
    return [
      say`wrote ${shellPath(to)} (${size}) with all ${formatCount(count)} training samples: all ${formatCount(last)} iterations can be trained again`,
    ];
  }
  return [
    say`wrote ${shellPath(to)} (${size}) with ${formatCount(count)} of ${formatCount(of)} training samples, those that iterations 1 to ${formatCount(until)} of ${formatCount(last)} draw`,
    ...(until < last
      ? [say`later iterations draw from these again, which the run did not; --samples allows more`]
      : []),
  ];
}
