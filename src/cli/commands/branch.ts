// wgan branch: another future of a run.

import fs from 'node:fs';
import { shellPath } from '../../base/shell.ts';
import { branchRun } from '../../run/branch.ts';
import { runPaths } from '../../run/folder.ts';
import { readRunConfig } from '../../run/run-config.ts';
import type { CommandRecord, Invocation } from '../command.ts';
import { UsageError } from '../errors.ts';
import { interruptible } from '../interruptible.ts';
import { exitCodes } from '../io.ts';
import { say } from '../language/say.ts';
import { addOptions, textOf, wholeNumber } from '../options.ts';
import { createTask } from '../terminal/task.ts';
import { createView, followTraining, type ViewChoice } from '../train/follow-training.ts';
import { addConfigFlags, saidKeys } from '../train/train-options.ts';

export const branchCommand: CommandRecord = {
  name: 'branch',
  summary: 'Train another future of a run, with other settings from an iteration on.',
  arguments: [['<run>', 'The run folder; it stays as it is.']],
  examples: [
    'wgan branch runs/mnist-wgan-gp-1 --at 800 --penalty 0',
    'wgan branch runs/mnist-wgan-gp-1 --at 2000 --learning-rate 1e-4 --out runs/slower',
  ],
  options(command) {
    addOptions(
      command,
      [
        ['--at <n>', 'The last iteration that both futures share.'],
        ['--out <folder>', 'Where files go. (default: <run>-branch-<n>)'],
        ['--overwrite', 'Replace the run that is in --out.'],
        ['--no-train', 'Only make the branch; train it later with wgan train --resume.'],
        ['--no-preview', 'Show no samples in the terminal.'],
        ['--json', 'Print every event as a line of JSON.'],
        ['--quiet', 'Print only how it ended.'],
      ],
      'Branch:',
    );
    addConfigFlags(command, { hasDefaults: false });
  },
  run: runBranch,
};

interface BranchOptions extends ViewChoice {
  readonly overwrite?: boolean;
  readonly train?: boolean;
}

async function runBranch({ io, arguments: [source], options }: Invocation): Promise<number> {
  const at = wholeNumber(options, 'at');
  if (at === undefined) {
    throw new UsageError('branch: expected --at, got none', {
      help: 'name the last iteration that both share',
    });
  }
  const { overwrite, train, ...choice }: BranchOptions = options;
  const task = createTask(io, 'computing again');
  const branch = { at, changes: saidKeys(options), out: textOf(options, 'out'), overwrite };
  const make = (signal: AbortSignal) =>
    branchRun(source!, { ...branch, signal, onIteration: task.update }).finally(task.close);
  let folder = '';
  const code = await interruptible(
    io,
    () => {},
    async ({ signal }) => {
      folder = await make(signal);
      return exitCodes.done;
    },
  );
  if (folder === '') return code;
  if (train === false) {
    io.stdout.print([
      say`${shellPath(folder)}: a branch of ${shellPath(source!)} at iteration ${at}; train it with wgan train --resume ${shellPath(folder)}`,
    ]);
    return code;
  }
  const view = createView(io, readRunConfig(fs, runPaths(folder)).config, choice);
  const following = interruptible(
    io,
    () => view.stopping(),
    (stopping) => followTraining(view, stopping, { resume: folder }),
  );
  return following.finally(() => view.close());
}
