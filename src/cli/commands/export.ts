// wgan export: models for other tools.

import { exportModel } from '../../run/export.ts';
import type { CommandRecord, Invocation } from '../command.ts';
import { exitCodes } from '../io.ts';
import { addOptions, textOf } from '../options.ts';
import { modelPath } from '../pretrained.ts';

export const exportCommand: CommandRecord = {
  name: 'export',
  summary: 'Write a trained generator, or the training program, for other tools.',
  arguments: [
    ['[model]', 'A run folder, checkpoint or generator.safetensors. (default: one that comes with wgan)'],
  ],
  examples: [
    'wgan export runs/mnist-wgan-gp-1 --to generator.onnx',
    'wgan export runs/mnist-wgan-gp-1 --to generator-uint8.onnx --uint8',
    'wgan export runs/mnist-wgan-gp-1 --to training.onnx --training',
  ],
  options: (command) =>
    addOptions(command, [
      ['--to <file>', 'An .onnx file, or .safetensors for weights alone. (default: generator.onnx)'],
      ['--uint8', 'Images as bytes in three channels, as torch-fidelity expects them.'],
      ['--training', 'One training iteration, with the initial state beside it.'],
    ]),
  run: runExport,
};

async function runExport({ io, arguments: [named], options }: Invocation): Promise<number> {
  const { uint8 = false, training = false } = options as {
    readonly uint8?: boolean;
    readonly training?: boolean;
  };
  const to = textOf(options, 'to') ?? (training ? 'training.onnx' : 'generator.onnx');
  const paths = await exportModel(modelPath(named), { to, uint8, training });
  io.stdout.write(`wrote ${paths.join(' and ')}\n`);
  return exitCodes.done;
}
