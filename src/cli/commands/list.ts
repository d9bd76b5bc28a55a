// wgan list: the runs in a folder.

import { shellPath } from '../../base/shell.ts';
import { listRuns, type RunSummary } from '../../run/list.ts';
import type { CommandRecord, Invocation } from '../command.ts';
import { exitCodes } from '../io.ts';
import { say, translate } from '../language/say.ts';
import { addOptions } from '../options.ts';
import { lastTexts, placeText, speedText, stateStyles } from '../run-texts.ts';
import { colorDepth, type Paint, painter } from '../terminal/colors.ts';
import { tableLines } from '../terminal/table.ts';

export const listCommand: CommandRecord = {
  name: 'list',
  summary: 'List runs with their state, speed and last numbers.',
  arguments: [['[folder]', 'The folder that holds them. (default: runs)']],
  examples: ['wgan list', 'wgan list experiments --json'],
  options: (command) => addOptions(command, [['--json', 'Print every run as a line of JSON.']]),
  run: runList,
};

async function runList({ io, arguments: [folder], options }: Invocation): Promise<number> {
  const runs = listRuns(folder);
  const paint = painter(colorDepth({ isTerminal: io.stdout.isTerminal, env: io.env }));
  const lines = options.json ? runs.map((run) => JSON.stringify(run)) : describeRuns(runs, folder, paint);
  io.stdout.print(lines);
  return exitCodes.done;
}

function describeRuns(runs: readonly RunSummary[], folder = 'runs', paint: Paint): readonly string[] {
  if (runs.length === 0) return [say`no runs in ${shellPath(folder)}: wgan train makes one`];
  const rows = runs.map((run) => [
    shellPath(run.folder),
    paint(stateStyles[run.state], translate(run.state)),
    placeText(run),
    speedText(run),
    run.error === undefined ? (lastTexts(run)[0] ?? '') : translate(run.error.message),
  ]);
  return tableLines([say`run`, say`state`, say`iteration`, say`speed`, say`last numbers`], rows, paint);
}
