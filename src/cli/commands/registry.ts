// The commands, in the order of the help.

import type { CommandRecord } from '../command.ts';
import { branchCommand } from './branch.ts';
import { compareCommand } from './compare.ts';
import { defineCompletion } from './completion.ts';
import { pauseCommand, resumeCommand, setCommand, stopCommand } from './control.ts';
import { dataCommand } from './data.ts';
import { evaluateCommand } from './evaluate.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
import { infoCommand } from './info.ts';
import { interpolateCommand } from './interpolate.ts';
import { listCommand } from './list.ts';
import { replayCommand } from './replay.ts';
import { sampleCommand } from './sample.ts';
import { studioCommand } from './studio.ts';
import { trainCommand } from './train.ts';

const others: readonly CommandRecord[] = [
  trainCommand,
  dataCommand,
  studioCommand,
  sampleCommand,
  interpolateCommand,
  evaluateCommand,
  exportCommand,
  infoCommand,
  explainCommand,
  listCommand,
  compareCommand,
  setCommand,
  pauseCommand,
  resumeCommand,
  stopCommand,
  branchCommand,
  replayCommand,
];

export const commands: readonly CommandRecord[] = [...others, defineCompletion(others)];
