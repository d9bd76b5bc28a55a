// wgan replay: computes a run again and compares its checkpoints byte for byte.

import { type ReplayResult, replayRun } from '../../run/replay.ts';
import type { CommandRecord, Invocation } from '../command.ts';
import { UsageError } from '../errors.ts';
import { interruptible } from '../interruptible.ts';
import { exitCodes } from '../io.ts';
import { say } from '../language/say.ts';
import { addOptions, textOf } from '../options.ts';
import { formatCount, formatPlural } from '../terminal/format.ts';
import { createTask } from '../terminal/task.ts';

export const replayCommand: CommandRecord = {
  name: 'replay',
  summary: 'Compute a run again and compare its checkpoints byte for byte.',
  arguments: [['<run>', 'The run folder.']],
  examples: ['wgan replay runs/mnist-wgan-gp-1', 'wgan replay runs/mnist-wgan-gp-1 --from checkpoint'],
  options: (command) =>
    addOptions(command, [
      ['--from <place>', 'Where to begin: start, or the oldest checkpoint that is kept. (default: start)'],
    ]),
  run: runReplay,
};

function placeOf(text = 'start'): 'start' | 'checkpoint' {
  if (text === 'start' || text === 'checkpoint') return text;
  throw new UsageError(`from: expected start or checkpoint, got "${text}"`);
}

function runReplay({ io, arguments: [folder], options }: Invocation): Promise<number> {
  const from = placeOf(textOf(options, 'from'));
  const task = createTask(io, 'replaying');
  return interruptible(
    io,
    () => {},
    async ({ signal }) => {
      const result = await replayRun(folder!, { from, signal, onIteration: task.update }).finally(task.close);
      io.stdout.print([verdict(result)]);
      return result.isSame ? exitCodes.done : exitCodes.failed;
    },
  );
}

function verdict({ from, iteration, isSame, compared, difference }: ReplayResult): string {
  const [first, last] = [formatCount(from), formatCount(iteration)];
  if (isSame) {
    return say`same: iterations ${first} to ${last} give ${formatPlural(compared.length, 'checkpoint')} byte for byte`;
  }
  const where = compared.find((each) => !each.isSame)?.iteration ?? iteration;
  return difference === undefined
    ? say`different: iterations ${first} to ${last} part from the run at checkpoint ${formatCount(where)}`
    : say`different: iterations ${first} to ${last} part from the run at checkpoint ${formatCount(where)}, first in ${difference}`;
}
